/** The JSON-LD context of ActivityStreams 2.0, whose words alone are written. */
export const activityStreams = 'https://www.w3.org/ns/activitystreams'

/** To whom something public is addressed. Written whole: its short forms are not known everywhere. */
export const everyone = 'https://www.w3.org/ns/activitystreams#Public'

/** Either name is right by the specification; this is the shorter. */
export const activityJson = 'application/activity+json'

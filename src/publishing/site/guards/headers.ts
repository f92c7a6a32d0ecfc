import { secureHeaders } from 'hono/secure-headers'

/** Nothing but this site's own files runs or is shown, no page may frame another, and no address leaks to other sites. */
export const strictHeaders = () =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      // What a query would have caught is shown while it is written.
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    // `no-referrer` would make browsers send `Origin: null` with forms, which the origin check must refuse.
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    // Only a site that is reached over TLS may say so, and that is for whoever ends the TLS to decide.
    strictTransportSecurity: false,
  })

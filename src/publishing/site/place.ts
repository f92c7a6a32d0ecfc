/** Where a list goes on: after the thing of this time and id. Written into addresses as `TIME~ID`. */
export interface Place {
  readonly at: Date
  readonly id: string
}

export function writePlace(place: Place): string {
  return `${place.at.toISOString()}~${place.id}`
}

/** Undefined where the text is not one of ours: the list then begins at its start. */
export function readPlace(text: string | undefined): Place | undefined {
  const [time = '', id = ''] = (text ?? '').split('~')
  const at = new Date(time)
  return Number.isNaN(at.getTime()) || !/^[a-z]{3}_\w+$/.test(id) ? undefined : { at, id }
}

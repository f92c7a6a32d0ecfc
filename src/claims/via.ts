import type { Passage } from '../domain/passage.ts'

/** Words after a cue that name through whom it was said: "told AFP", "in an interview with Radio Ludo". */
const patterns = [
  /^\s*(?:told|tells)\s+(?:the\s+)?((?:\p{Lu}[\p{L}\p{N}’'.&-]*)(?:\s+\p{Lu}[\p{L}\p{N}’'.&-]*){0,4})/u,
  /\b(?:in an interview with|speaking to|told in an interview with|in a statement to)\s+(?:the\s+)?((?:\p{Lu}[\p{L}\p{N}’'.&-]*)(?:\s+\p{Lu}[\p{L}\p{N}’'.&-]*){0,4})/u,
  /(?:à l['’]|au micro de\s|dans un entretien (?:à|avec) )((?:\p{Lu}[\p{L}\p{N}’'.&-]*)(?:\s+\p{Lu}[\p{L}\p{N}’'.&-]*){0,4})/u,
  /(?:gegenüber (?:der|dem|den)?\s*|sagte(?:n)? (?:der|dem) )((?:\p{Lu}[\p{L}\p{N}’'.&-]*)(?:\s+\p{Lu}[\p{L}\p{N}’'.&-]*){0,4})/u,
]
/** One who listens but is not a way through which the world hears it. */
const notVia =
  /^(?:Congress|Parliament|Court|He|She|They|I|We|It|The|That|There|This|But|No|Mr|Mrs|Ms|Sen|Rep)\b/u

/** Through whom a statement was made, where the sentence says so beside its cue. */
export function viaIn(text: string, unit: Passage, cue: Passage | undefined): string | undefined {
  if (!cue) return undefined
  const word = /\S+$/.exec(text.slice(cue.start, cue.end))?.[0] ?? ''
  const from = cue.end - word.length
  const after = text.slice(from, Math.min(unit.end, cue.end + 120))
  for (const pattern of patterns) {
    const name = pattern.exec(after)?.[1]
    if (name && !notVia.test(name)) return name.replace(/(?:['’]s|[.,;:’'-]+)$/u, '')
  }
  return undefined
}

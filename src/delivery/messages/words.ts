import type { AlertBody, AlertedDevelopment } from '../../domain/alerts.ts'
import { remember } from '../../remember.ts'

/** An alert is one page at most: of more developments these many are given, and the rest counted. */
const mostShown = 6
/**
 * What fits on a page of A4 below a long headline and above a long query, in letters; a journey prints the worst. The
 * first development is given whatever its length, which is bounded.
 */
const mostLetters = 2000
const longestSentence = 600
const longestQuery = 200
const longestName = 100
const mostOrigins = 5

/** The developments that a message gives: what is left out is counted by `restInWords`. */
export function shownDevelopments({ developments }: AlertBody): AlertBody['developments'] {
  let letters = 0
  const over = developments.findIndex((one, index) => {
    letters += lettersOf(one)
    return index > 0 && letters > mostLetters
  })
  return developments.slice(0, Math.min(mostShown, over < 0 ? developments.length : over))
}

/** The room that a development takes, its own lines for who says it counted as the letters that would fill them. */
function lettersOf({ text, before = '', speaker, origins = [], from }: AlertedDevelopment): number {
  const around = 120 + (speaker ? 90 : 0) + (origins.length > 1 ? 120 : 0) + (from ? 90 : 0)
  return shortened(text).length + shortened(before).length + around
}

/** How many developments a message leaves out, of which it gives `shown`; undefined where it leaves out none. */
export function restInWords(body: AlertBody, shown = shownDevelopments(body).length): string | undefined {
  const rest = body.developments.length - shown
  if (rest <= 0) return undefined
  return body.gathered ? `and ${rest} more, all in their reports` : `and ${rest} more in the report`
}

/** A text cut between two words, with a mark that it is. */
export function shortened(text: string, longest = longestSentence): string {
  if (text.length <= longest) return text
  const space = text.lastIndexOf(' ', longest)
  const cut = space > longest / 2 ? space : longest
  // Half of a character that takes two units is none.
  return `${text
    .slice(0, cut)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()} …`
}

/** "3 independent origins say so: A, B and C"; undefined where there is only one. */
export function originsInWords({ origins = [] }: Pick<AlertedDevelopment, 'origins'>): string | undefined {
  if (origins.length < 2) return undefined
  return `${origins.length} independent origins say so: ${listOf(namedOrigins(origins))}`
}

/** The same on a line of its own after what is said; nothing where there is only one. */
export function originsAfter(one: Pick<AlertedDevelopment, 'origins'>): string {
  const words = originsInWords(one)
  return words ? `\n${words}` : ''
}

/** The first few of them, and how many more there are. */
export function namedOrigins(origins: readonly string[]): string[] {
  const named = origins.slice(0, mostOrigins).map((name) => shortened(name, longestName))
  const rest = origins.length - named.length
  return rest > 0 ? [...named, `${rest} more`] : named
}

function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** In an alert that gathers several: which report says it, and where that comes from. */
export function fromInWords({ from }: AlertedDevelopment): string | undefined {
  if (!from) return undefined
  const main = from.mainSource === from.source ? '' : `, from ${from.mainSource}`
  return `${shortened(from.headline, longestName)} – ${from.source}${main}`
}

export function isOwn(body: AlertBody): boolean {
  return body.mainSource.report === undefined || body.mainSource.report === body.report.id
}

/** "You get this because …", in words. */
export function whyInWords({ why, story }: AlertBody): string {
  if (why.query === '') return `you follow the story “${shortened(story.headline, longestName)}”`
  const found = why.matched.length > 0 ? ` (found: ${shortened(why.matched.join(', '), longestName)})` : ''
  const named = why.title === why.query ? '' : ` “${shortened(why.title, longestName)}”`
  return `your subscription${named} asks for: ${shortened(why.query, longestQuery)}${found}`
}

/** A time as the subscriber's clock shows it: "23 November 2026 at 11:56 CET". */
export function timeInWords(at: string, { why }: AlertBody): string {
  return clockOf(why.zone ?? 'UTC').format(new Date(at))
}

const mostZones = 500

/** By time zone: to make one takes longer than all the rest of a message. */
const clockOf = remember(
  mostZones,
  (timeZone) =>
    new Intl.DateTimeFormat('en-GB', {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
      timeZoneName: 'short',
    }),
)

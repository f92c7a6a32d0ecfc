import type { AlertBody, AlertedDevelopment } from '../../domain/alerts.ts'

/** An alert is one page at most: of more developments these many are given, and the rest counted. */
export const mostShown = 6
const longestSentence = 600

export function shownDevelopments(body: AlertBody): AlertBody['developments'] {
  return body.developments.slice(0, mostShown)
}

export function restInWords(body: AlertBody): string | undefined {
  const rest = body.developments.length - mostShown
  if (rest <= 0) return undefined
  return body.gathered ? `and ${rest} more, all in their reports` : `and ${rest} more in the report`
}

export function shortened(sentence: string): string {
  return sentence.length <= longestSentence ? sentence : `${sentence.slice(0, longestSentence).trimEnd()} …`
}

/** In an alert that gathers several: which report says it, and where that comes from. */
export function fromInWords({ from }: AlertedDevelopment): string | undefined {
  if (!from) return undefined
  const main = from.mainSource === from.source ? '' : `, from ${from.mainSource}`
  return `${from.headline} – ${from.source}${main}`
}

export function isOwn(body: AlertBody): boolean {
  return body.mainSource.report === undefined || body.mainSource.report === body.report.id
}

/** "You get this because …", in words. */
export function whyInWords({ why, story }: AlertBody): string {
  if (why.query === '') return `you follow the story “${story.headline}”`
  const found = why.matched.length > 0 ? ` (found: ${why.matched.join(', ')})` : ''
  return `your subscription “${why.title}” asks for: ${why.query}${found}`
}

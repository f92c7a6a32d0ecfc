import type { AlertBody, AlertedDevelopment } from '../../domain/alerts.ts'
import { developmentWords } from '../../domain/story.ts'
import type { AlertLinks } from '../links.ts'
import { type AlertPart, partsOf } from './parts.ts'
import { originsInWords, restInWords, shortened, timeInWords, whyInWords } from './words.ts'

const longestSubject = 140
const longestHeadline = 200

export function subjectOf(body: AlertBody): string {
  const [first] = body.developments
  const kind = first && first.kind !== 'new-information' ? `${developmentWords[first.kind]}: ` : ''
  const gathered = body.gathered ? `${body.why.title}, from ${body.gathered} reports: ` : kind
  return shortened(`${gathered}${body.report.headline}`.replace(/\s+/gu, ' '), longestSubject - 2)
}

/** An alert as plain text. */
export function textOf(body: AlertBody, links: AlertLinks): string {
  const { gathered } = body
  const parts = [
    ...(gathered ? [`${shortened(body.why.title, longestHeadline)}: ${gathered} reports`] : []),
    ...partsOf(body, links).flatMap((part) => partInText(part, body)),
    restInWords(body),
    ...(gathered ? [] : [`Report with its provenance: ${links.report}`, storyInText(body, links)]),
    `You get this because ${whyInWords(body)}.`,
    [
      ...(gathered ? [] : [`Mute this story: ${links.mute}`]),
      `Change or end the subscription: ${links.manage}`,
      `Unsubscribe: ${links.unsubscribe}`,
    ].join('\n'),
  ]
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`
}

function partInText(part: AlertPart, body: AlertBody): string[] {
  const { mainSource, story } = part
  const when = part.at ? `, ${timeInWords(part.at, body)}` : ''
  const head = `${shortened(part.headline, longestHeadline)}\n${part.source}${when}`
  const name = mainSource.isOwn ? `${mainSource.name} itself` : mainSource.name
  const foot = [`Main source: ${name}`, mainSource.url]
  if (body.gathered) foot.push(`Report: ${part.page}`)
  if (body.gathered && story) foot.push(`Mute its story: ${story.mute}`)
  return [head, ...part.developments.map(development), foot.join('\n')]
}

function storyInText({ story }: AlertBody, links: AlertLinks): string {
  return `Story “${shortened(story.headline, longestHeadline)}”: ${links.story}`
}

function development(one: AlertedDevelopment): string {
  const speaker = one.speaker ? ` (${one.speaker})` : ''
  const lines = [`${developmentWords[one.kind].toUpperCase()}${speaker}`, shortened(one.text)]
  if (one.before) lines.push(`Before: ${shortened(one.before)}`)
  const origins = originsInWords(one)
  if (origins) lines.push(`${origins}.`)
  return lines.join('\n')
}

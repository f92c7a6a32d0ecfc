import type { AlertBody, AlertedDevelopment } from '../../domain/alerts.ts'
import { developmentWords } from '../../domain/story.ts'
import type { AlertLinks } from '../links.ts'
import { fromInWords, isOwn, restInWords, shortened, shownDevelopments, whyInWords } from './words.ts'

const longestSubject = 140

export function subjectOf(body: AlertBody): string {
  const [first] = body.developments
  const kind = first && first.kind !== 'new-information' ? `${developmentWords[first.kind]}: ` : ''
  const gathered = body.gathered ? `${body.why.title}, from ${body.gathered} reports: ` : kind
  const subject = `${gathered}${body.report.headline}`.replace(/\s+/gu, ' ')
  return subject.length <= longestSubject ? subject : `${subject.slice(0, longestSubject - 2)} …`
}

/** An alert as plain text. */
export function textOf(body: AlertBody, links: AlertLinks): string {
  const { report, story, mainSource } = body
  const parts = [
    `${report.headline}\n${report.source}, ${report.at.slice(0, 16).replace('T', ' ')} UTC`,
    ...shownDevelopments(body).map(development),
    restInWords(body),
    isOwn(body)
      ? `Main source: ${report.source} itself\n${report.url ?? links.report}`
      : `Main source: ${mainSource.name}\n${mainSource.url ?? links.report}`,
    `Report with its provenance: ${links.report}\nStory “${story.headline}”: ${links.story}`,
    `You get this because ${whyInWords(body)}.\nMute this story: ${links.mute}\nChange or end the subscription: ${links.manage}\nUnsubscribe: ${links.unsubscribe}`,
  ]
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`
}

function development(one: AlertedDevelopment): string {
  const lines = [
    `${developmentWords[one.kind].toUpperCase()}${one.speaker ? ` (${one.speaker})` : ''}`,
    shortened(one.text),
  ]
  const from = fromInWords(one)
  if (from) lines.unshift(from)
  if (one.before) lines.push(`Before: ${shortened(one.before)}`)
  return lines.join('\n')
}

import type { AlertBody, AlertedDevelopment } from '../../domain/alerts.ts'
import { developmentWords } from '../../domain/story.ts'
import type { AlertLinks } from '../links.ts'
import {
  fromInWords,
  isOwn,
  originsInWords,
  restInWords,
  shortened,
  shownDevelopments,
  timeInWords,
  whyInWords,
} from './words.ts'

/** How a chat writes things. All but `link`'s address take text as it is and escape it. */
export interface Markup {
  text(text: string): string
  bold(text: string): string
  link(url: string, label: string): string
  readonly newline: string
}

const longestHeadline = 200
/** A longer address would leave no room for what is told. */
const longestUrl = 400
/** What `restInWords` takes, escaped and with its line breaks. */
const longestRest = 60

/**
 * An alert as one chat message of at most `longest` UTF-16 code units. The head and the links are always there; of the
 * developments as many as there is room for.
 */
export function chatMessage(body: AlertBody, links: AlertLinks, markup: Markup, longest: number): string {
  const { newline } = markup
  const head = headOf(body, links, markup)
  const foot = footOf(body, links, markup)
  const developments = shownDevelopments(body).map((one) => developmentOf(one, markup))
  let room = longest - head.length - foot.length - 2 * newline.length - longestRest
  const fitting: string[] = []
  for (const one of developments) {
    const length = one.length + 2 * newline.length
    if (length > room) break
    room -= length
    fitting.push(one)
  }
  const rest = restInWords(body, fitting.length)
  const told = rest ? [...fitting, markup.text(rest)] : fitting
  return [head, ...told, foot].join(newline + newline)
}

function headOf(body: AlertBody, links: AlertLinks, markup: Markup): string {
  const { report, developments } = body
  const headline = report.headline.slice(0, longestHeadline)
  const [first] = developments
  const kind =
    first?.kind === 'correction' || first?.kind === 'withdrawal'
      ? `${markup.bold(developmentWords[first.kind])}: `
      : ''
  const when = `${report.source.slice(0, 100)}, ${timeInWords(report.at, body)}`
  return `${kind}${markup.link(links.report, headline)}${markup.newline}${markup.text(when)}`
}

function developmentOf(one: AlertedDevelopment, { text, bold, newline }: Markup): string {
  const speaker = one.speaker ? text(` (${one.speaker})`) : ''
  const lines = [`${bold(developmentWords[one.kind])}${speaker}`, text(shortened(one.text))]
  if (one.before) lines.push(text(`Before: ${shortened(one.before)}`))
  const from = fromInWords(one)
  if (from) lines.unshift(text(from))
  const origins = originsInWords(one)
  if (origins) lines.push(text(origins))
  return lines.join(newline)
}

function footOf(body: AlertBody, links: AlertLinks, { text, link, newline }: Markup): string {
  const main = isOwn(body) ? `${body.report.source} itself` : body.mainSource.name
  const url = (isOwn(body) ? body.report.url : body.mainSource.url) ?? links.report
  const mainUrl = url.length <= longestUrl ? url : links.report
  const lines = [
    `${text('Main source: ')}${link(mainUrl, main.slice(0, 100))}`,
    text(`You get this because ${whyInWords(body).slice(0, 200)}.`),
    [
      link(links.story, 'Story'),
      link(links.mute, 'Mute this story'),
      link(links.manage, 'Change'),
      link(links.unsubscribe, 'Unsubscribe'),
    ].join(text(' · ')),
  ]
  return lines.join(newline)
}

/** An address as it may stand in markup: what could end it there is percent-encoded; empty where it is no web address. */
export function plainUrl(url: string): string {
  if (!URL.canParse(url)) return ''
  const { protocol, href } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return ''
  return href.replace(/[<>()|"'\s\\]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** Escapes what HTML reads as markup. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
}

import { html } from 'hono/html'
import type { NoteState } from '../../db/activitypub/notes.ts'
import type { AlertBody, AlertedDevelopment } from '../../domain/alerts.ts'
import { actorAddresses, noteAddress } from '../../domain/fediverse.ts'
import { developmentWords } from '../../domain/story.ts'
import { plainUrl } from '../messages/chat.ts'
import {
  fromInWords,
  isOwn,
  originsInWords,
  restInWords,
  shortened,
  shownDevelopments,
  timeInWords,
  whyInWords,
} from '../messages/words.ts'
import { activityStreams, everyone } from './vocabulary.ts'

const longestHeadline = 200
const longestName = 100
const longestQuery = 200

/** A note as other servers take it: ActivityStreams 2.0 in the words that Mastodon reads. Times are ISO 8601. */
export interface Note {
  readonly id: string
  readonly type: 'Note'
  readonly attributedTo: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly published: string
  /** Present once something took the place of what was said first. */
  readonly updated?: string
  /** The page for people. */
  readonly url: string
  /** HTML in the few elements that every server lets through. */
  readonly content: string
  /** The same by language, where all that is quoted is in one. */
  readonly contentMap?: Readonly<Record<string, string>>
}

/** Says an alert in public: what is new, what was said before, who says it, the main source and why one gets it. */
export function writeNote({ root, actor, publishedAt, updatedAt, body }: NoteState, siteUrl: string): Note {
  const addresses = actorAddresses(siteUrl, actor)
  const content = contentOf(body, siteUrl)
  const lang = langOf(body)
  return {
    id: noteAddress(siteUrl, root),
    type: 'Note',
    attributedTo: addresses.actor,
    to: [everyone],
    cc: [addresses.followers],
    published: publishedAt.toISOString(),
    ...(updatedAt && { updated: updatedAt.toISOString() }),
    url: body.gathered ? storyPage(body, siteUrl) : reportPage(body, siteUrl),
    content,
    ...(lang && { contentMap: { [lang]: content } }),
  }
}

/** A note as it is given where it is asked for by its address. */
export function writeContext(note: Note) {
  return { '@context': activityStreams, ...note }
}

/** The activity by which a note came into the world. */
export function writeCreate(note: Note) {
  return {
    '@context': activityStreams,
    id: `${note.id}#create`,
    type: 'Create',
    actor: note.attributedTo,
    published: note.published,
    to: note.to,
    cc: note.cc,
    object: note,
  } as const
}

/** The activity by which a note took on what is said in place of what it said. `change` tells it from other changes. */
export function writeUpdate(note: Note, change: string) {
  return {
    ...writeCreate(note),
    id: `${note.id}#update-${change}`,
    type: 'Update',
    published: note.updated ?? note.published,
  } as const
}

/** Nothing in it is secret: no link to change or end what is everyone's. */
function contentOf(body: AlertBody, siteUrl: string): string {
  const rest = restInWords(body)
  const parts = [
    head(body, siteUrl),
    ...shownDevelopments(body).map(development),
    ...(rest ? [html`<p>${rest}</p>`] : []),
    foot(body, siteUrl),
  ]
  return parts.map(String).join('')
}

function head(body: AlertBody, siteUrl: string) {
  const { report, developments } = body
  const kind = developments[0]?.kind
  const marked = kind === 'correction' || kind === 'withdrawal' ? developmentWords[kind] : undefined
  const page = reportPage(body, siteUrl)
  const when = timeInWords(report.at, body)
  return html`<p>${marked && html`<strong>${marked}</strong>: `}<a href="${page}">${shortened(report.headline, longestHeadline)}</a><br>${shortened(report.source, longestName)}, ${when}</p>`
}

function development(one: AlertedDevelopment) {
  const from = fromInWords(one)
  const speaker = one.speaker ? ` (${shortened(one.speaker, longestName)})` : ''
  const origins = originsInWords(one)
  return html`<p>${from && html`${from}<br>`}<strong>${developmentWords[one.kind]}</strong>${speaker}<br>${shortened(one.text)}${
    one.before && html`<br>Before: ${shortened(one.before)}`
  }${origins && html`<br>${origins}`}</p>`
}

function foot(body: AlertBody, siteUrl: string) {
  const name = isOwn(body) ? `${body.report.source} itself` : body.mainSource.name
  const given = (isOwn(body) ? body.report.url : body.mainSource.url) ?? ''
  const url = plainUrl(given) || reportPage(body, siteUrl)
  return html`<p>Main source: <a href="${url}">${shortened(name, longestName)}</a><br>Story: <a href="${storyPage(body, siteUrl)}">${shortened(body.story.headline, longestHeadline)}</a><br>You get this because ${whyInNote(body)}.</p>`
}

/** Here a subscription is everyone's who follows. */
function whyInNote(body: AlertBody): string {
  const { title, query, matched } = body.why
  if (query === '') return whyInWords(body)
  const asks = title === query ? '' : `, which asks for: ${shortened(query, longestQuery)}`
  const found = matched.length > 0 ? ` (found: ${shortened(matched.join(', '), longestName)})` : ''
  return `you follow “${shortened(title, longestName)}”${asks}${found}`
}

function reportPage({ report }: AlertBody, siteUrl: string): string {
  return `${siteUrl}/reports/${report.id}`
}

function storyPage({ story }: AlertBody, siteUrl: string): string {
  return `${siteUrl}/stories/${story.id}`
}

/** The language of all that is quoted; undefined where it is several, or not known. */
function langOf({ report, developments }: AlertBody): string | undefined {
  const langs = new Set(developments.map((one) => (one.from ? one.from.lang : report.lang)))
  return langs.size === 1 ? [...langs][0] : undefined
}

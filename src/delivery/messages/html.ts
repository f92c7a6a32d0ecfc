import { html } from 'hono/html'
import type { AlertBody, AlertedDevelopment } from '../../domain/alerts.ts'
import { developmentWords } from '../../domain/story.ts'
import type { AlertLinks } from '../links.ts'
import { type AlertPart, partsOf } from './parts.ts'
import { namedOrigins, restInWords, shortened, shownDevelopments, timeInWords, whyInWords } from './words.ts'

const longestHeadline = 200
const serif = "Georgia,'Times New Roman',serif"
const sans = 'Arial,Helvetica,sans-serif'

/** Colours for mail programs that show a dark page; the light ones stand on the elements, as many keep no style sheet. */
const dark = `@media (prefers-color-scheme:dark){
body,.page{background:#151514!important;color:#ebe8e1!important}a{color:#93bdf0!important}
h1 a,h2 a{color:#ebe8e1!important}.kind{color:#f09a93!important}.soft{color:#aaa69c!important}.rule{border-color:#55524b!important}}`

/** An alert as HTML for mail programs: no images, no scripts, nothing that is fetched. */
export function htmlOf(body: AlertBody, links: AlertLinks): string {
  const parts = partsOf(body, links)
  const rest = restInWords(body)
  const page = html`<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${titleOf(body)}</title>
<style>${dark}</style></head>
<body style="margin:0;padding:0;background:#ffffff;color:#1c1b19">
<div style="display:none;max-height:0;overflow:hidden">${opening(body)}</div>
<div class="page" style="max-width:600px;margin:0 auto;padding:20px 16px;font:17px/1.5 ${serif};color:#1c1b19">
${body.gathered ? gatheredHead(body) : ''}${parts.map((part) => partInHtml(part, body))}
${rest ? html`<p style="margin:0 0 20px"><a href="${body.gathered ? links.manage : links.report}" style="color:#1d4b7f">${rest}</a></p>` : ''}
<div class="rule soft" style="margin:24px 0 0;padding:12px 0 0;border-top:1px solid #cfcabf;font:14px/1.5 ${sans};color:#5e5b54">
<p style="margin:0">You get this because <bdi>${whyInWords(body)}</bdi>.</p>
<p style="margin:8px 0 0;line-height:2.2">${body.gathered ? '' : html`${action(links.mute, 'Mute this story')}`}${action(links.manage, 'Change these alerts')}${action(links.unsubscribe, 'Unsubscribe')}</p>
</div></div></body></html>`
  return String(page)
}

function titleOf({ gathered, why, report }: AlertBody): string {
  return shortened(gathered ? `${why.title}: ${gathered} reports` : report.headline, longestHeadline)
}

/** What a mail program shows beside the subject. */
function opening(body: AlertBody): string {
  return shortened(shownDevelopments(body)[0]?.text ?? '', 160)
}

function gatheredHead(body: AlertBody) {
  return html`<h1 style="margin:0 0 24px;font:bold 24px/1.25 ${serif}">${titleOf(body)}</h1>
`
}

function partInHtml(part: AlertPart, body: AlertBody) {
  const heading = html`<a href="${part.page}" style="color:#1c1b19;text-decoration:none">${shortened(part.headline, longestHeadline)}</a>`
  const head = body.gathered
    ? html`<h2 ${textIn(part)} style="margin:0 0 4px;font:bold 19px/1.3 ${serif}">${heading}</h2>`
    : html`<h1 ${textIn(part)} style="margin:0 0 4px;font:bold 24px/1.25 ${serif}">${heading}</h1>`
  const when = part.at
    ? html` · <time datetime="${part.at}">${english(timeInWords(part.at, body))}</time>`
    : ''
  const digest = body.gathered ? html`<br>${mainSource(part)}${muting(part)}` : ''
  return html`<div dir="${part.dir}" style="margin:0 0 24px;text-align:${sideOf(part)}">
${head}
<p class="soft" style="margin:0 0 12px;font:14px/1.5 ${sans};color:#5e5b54"><bdi>${part.source}</bdi>${when}${digest}</p>
${part.developments.map((one) => development(one, part))}
${body.gathered ? '' : places(part)}</div>
`
}

/** Where it comes from, and the story it belongs to. */
function places(part: AlertPart) {
  const { page, story } = part
  const told =
    story && html`<br>${english('Story:')} ${link(story.page, shortened(story.headline, longestHeadline))}`
  return html`<p style="margin:0;font:15px/1.6 ${sans}">${mainSource(part)}<br>${link(page, 'The report with its provenance')}${told ?? ''}</p>
`
}

function mainSource({ mainSource: { url, name, isOwn } }: AlertPart) {
  return html`${english('Main source:')} ${link(url, name)}${isOwn ? html` ${english('itself')}` : ''}`
}

function muting({ story }: AlertPart) {
  return story ? html` · ${link(story.mute, 'Mute its story')}` : ''
}

function sideOf({ dir }: AlertPart): 'left' | 'right' {
  return dir === 'rtl' ? 'right' : 'left'
}

function development(one: AlertedDevelopment, part: AlertPart) {
  const side = sideOf(part)
  return html`<div class="rule" style="margin:0 0 16px;padding-${side}:14px;border-${side}:3px solid #cfcabf">
<p class="kind" style="margin:0 0 2px;font:bold 13px/1.5 ${sans};color:#8a1c22">${english(developmentWords[one.kind])}</p>
<p ${textIn(part)} style="margin:0">${shortened(one.text)}</p>
${one.before ? line(html`${english('Before:')} <span ${textIn(part)}>${shortened(one.before)}</span>`) : ''}${
  one.speaker ? line(html`${english('Said by')} <b><bdi>${one.speaker}</bdi></b>`) : ''
}${sayers(one)}</div>
`
}

function sayers({ origins = [] }: AlertedDevelopment) {
  if (origins.length < 2) return ''
  const names = namedOrigins(origins).map((name, index) => html`${index > 0 ? ', ' : ''}<bdi>${name}</bdi>`)
  return line(html`<b>${english(`${origins.length} independent origins say so:`)}</b> ${names}`)
}

function line(content: ReturnType<typeof html>) {
  return html`<p class="soft" style="margin:4px 0 0;font:15px/1.5 ${serif};color:#5e5b54">${content}</p>
`
}

/** Our own words, beside text that may run the other way. */
function english(words: string) {
  return html`<bdi lang="en" dir="ltr">${words}</bdi>`
}

function link(url: string, words: string) {
  return html`<a href="${url}" style="color:#1d4b7f"><bdi>${words}</bdi></a>`
}

function action(url: string, words: string) {
  return html`<a href="${url}" style="display:inline-block;margin-right:18px;color:#1d4b7f">${words}</a>`
}

/** The language and direction of what a report says. */
function textIn({ lang, dir }: Pick<AlertPart, 'lang' | 'dir'>) {
  return lang ? html`lang="${lang}" dir="${dir}"` : html`dir="${dir}"`
}

import { html } from 'hono/html'
import type { AlertBody, AlertedDevelopment } from '../../domain/alerts.ts'
import { developmentWords } from '../../domain/story.ts'
import type { AlertLinks } from '../links.ts'
import { fromInWords, isOwn, restInWords, shortened, shownDevelopments, whyInWords } from './words.ts'

/** An alert as HTML for mail programs: no images, no scripts, nothing that is fetched. */
export function htmlOf(body: AlertBody, links: AlertLinks): string {
  const { report, story } = body
  const texts = languageOf(body)
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>${report.headline}</title></head>
<body style="margin:0;padding:16px;font:16px/1.5 Georgia,serif">
<div style="max-width:36em;margin:0 auto">
<h1 ${texts} style="font-size:22px;line-height:1.25;margin:0 0 4px"><a href="${links.report}" style="color:inherit">${report.headline}</a></h1>
<p style="margin:0 0 16px;font-size:14px"><bdi>${report.source}</bdi>, <time datetime="${report.at}">${report.at.slice(0, 16).replace('T', ' ')} UTC</time></p>
${shownDevelopments(body).map((one) => development(one, texts))}
${restInWords(body) ? html`<p><a href="${links.report}">${restInWords(body)!}</a></p>` : ''}
<p>Main source: ${mainSource(body, links)}</p>
<p>Story: <a href="${links.story}"><bdi>${story.headline}</bdi></a></p>
<hr style="border:0;border-top:1px solid #999">
<p style="font-size:13px">You get this because ${whyInWords(body)}.<br>
<a href="${links.mute}">Mute this story</a> · <a href="${links.manage}">Change the subscription</a> · <a href="${links.unsubscribe}">Unsubscribe</a></p>
</div></body></html>`
  return String(page)
}

function development(one: AlertedDevelopment, texts: ReturnType<typeof languageOf>) {
  const speaker = one.speaker ? html` · <bdi>${one.speaker}</bdi>` : ''
  const before = one.before
    ? html`<p ${texts} style="margin:4px 0 0;font-size:14px">Before: ${shortened(one.before)}</p>`
    : ''
  return html`<div style="margin:0 0 16px;padding:0 12px;border-inline-start:3px solid #888">
${
  fromInWords(one)
    ? html`<p style="margin:0;font-size:14px"><bdi>${fromInWords(one)!}</bdi></p>
`
    : ''
}<p style="margin:0;font:bold 12px/1.5 sans-serif">${developmentWords[one.kind]}${speaker}</p>
<p ${texts} style="margin:0">${shortened(one.text)}</p>${before}</div>`
}

function mainSource(body: AlertBody, links: AlertLinks) {
  const name = isOwn(body) ? `${body.report.source} itself` : body.mainSource.name
  const url = (isOwn(body) ? body.report.url : body.mainSource.url) ?? links.report
  return html`<a href="${url}"><bdi>${name}</bdi></a>`
}

/** The language and direction of what the report says. */
function languageOf({ report }: AlertBody) {
  return report.lang ? html`lang="${report.lang}" dir="${report.dir}"` : html`dir="${report.dir}"`
}

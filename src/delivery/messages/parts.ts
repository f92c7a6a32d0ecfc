import type { AlertBody, AlertedDevelopment } from '../../domain/alerts.ts'
import type { AlertLinks } from '../links.ts'
import { isOwn, shownDevelopments } from './words.ts'

/** What one report says, in an alert of one or of several. */
export interface AlertPart {
  readonly headline: string
  readonly source: string
  /** ISO 8601; undefined where an older alert did not keep it. */
  readonly at?: string
  readonly lang?: string
  readonly dir: 'ltr' | 'rtl'
  readonly page: string
  /** `isOwn` where the report's own source is the main source. */
  readonly mainSource: { readonly name: string; readonly url: string; readonly isOwn: boolean }
  readonly story?: { readonly headline: string; readonly page: string; readonly mute: string }
  readonly developments: readonly AlertedDevelopment[]
}

/** What an alert shows, by report, in the order given. */
export function partsOf(body: AlertBody, links: AlertLinks): AlertPart[] {
  const shown = shownDevelopments(body)
  if (!body.gathered) return [onlyPart(body, links, shown)]
  const parts: AlertPart[] = []
  for (const one of shown) {
    const part = partOf(one, links)
    const last = parts.at(-1)
    if (last && last.page === part.page)
      parts[parts.length - 1] = { ...last, developments: [...last.developments, one] }
    else parts.push(part)
  }
  return parts
}

function onlyPart(body: AlertBody, links: AlertLinks, developments: AlertPart['developments']): AlertPart {
  const { report, story, mainSource } = body
  return {
    ...report,
    page: links.report,
    mainSource: isOwn(body)
      ? { name: report.source, url: report.url ?? links.report, isOwn: true }
      : { name: mainSource.name, url: mainSource.url ?? links.report, isOwn: false },
    story: { headline: story.headline, page: links.story, mute: links.mute },
    developments,
  }
}

function partOf(one: AlertedDevelopment, links: AlertLinks): AlertPart {
  const from = one.from!
  const page = `${links.reports}/${from.report}`
  return {
    ...from,
    page,
    mainSource: {
      name: from.mainSource,
      url: from.mainUrl ?? page,
      isOwn: from.mainSource === from.source,
    },
    story: from.story && {
      headline: from.story.headline,
      page: `${links.stories}/${from.story.id}`,
      mute: `${links.mutes}/${from.story.id}`,
    },
    developments: [one],
  }
}

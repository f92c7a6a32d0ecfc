import type { Moment } from '../../domain/moment.ts'
import type { PageBlock } from './blocks.ts'
import { type DateHints, dateInAddress, localDay, printOffset, readDate } from './dateText.ts'
import { articlesOf, type Facts, textIn, tidy } from './facts.ts'
import type { Element } from './tree.ts'

const publishedMetas = [
  'article:published_time',
  'og:article:published_time',
  'og:published_time',
  'datepublished',
  'parsely-pub-date',
  'sailthru.date',
  'cxenseparse:recs:publishtime',
  'dcterms.issued',
  'dc.date.issued',
  'dcterms.created',
  'dc.date.created',
  'dcterms.date',
  'dc.date',
  'dc:date',
  'dcterms.available',
  'citation_publication_date',
  'citation_date',
  'article_date_original',
  'originalpublicationdate',
  'publication_date',
  'publicationdate',
  'publish-date',
  'publish_date',
  'publishdate',
  'published',
  'published_date',
  'published-date',
  'pubdate',
  'article.published',
  'article-publication-date',
  'article:published',
  'article:published_date',
  'article:post_date',
  'bt:pubdate',
  'ptime',
  'shareaholic:article_published_time',
  'rbpubdate',
  'timestamp',
  'date_published',
  'datecreated',
  'created',
  'release_date',
  'og:release_date',
  'og:pubdate',
  'og:publish_date',
  'date',
]
const modifiedMetas = [
  'article:modified_time',
  'og:updated_time',
  'og:article:modified_time',
  'article:modified',
  'datemodified',
  'dcterms.modified',
  'dc.date.modified',
  'last-modified',
  'lastmod',
  'revised',
  'modified',
  'updated',
]

/** When a page says it was published and last changed. */
export interface PageDates {
  readonly published?: Moment
  readonly modified?: Moment
}

/** The blocks beside an article in which dates and names are printed. */
export interface Surroundings {
  /** From just above the headline to the article's first paragraph. */
  readonly head: readonly PageBlock[]
  /** Just below the article. */
  readonly foot: readonly PageBlock[]
}

/**
 * The date printed by the headline is what the page tells its readers, so it goes before what its markup declares:
 * measured over three sets it is right more often wherever the two differ (docs/decisions/page-extraction.md).
 */
export function chooseDates(facts: Facts, { head, foot }: Surroundings, url: string | undefined): PageDates {
  const dayFirst = readsDayFirst(facts.lang, url)
  const hints = (basis: Moment['basis']): DateHints => ({ basis, dayFirst })
  const printed = fromText(head, hints('text'), publishedPart)
  const declared =
    fromThings(facts, ['datePublished', 'dateCreated', 'uploadDate'], hints('structured-data')) ??
    fromMetas(facts, publishedMetas, hints('metadata'))
  const modified =
    fromThings(facts, ['dateModified'], hints('structured-data')) ??
    fromMetas(facts, modifiedMetas, hints('metadata')) ??
    fromProperty(facts, 'datemodified', hints('markup')) ??
    fromText(head, hints('text'), updatedPart)
  const published =
    (printed && declared ? reconcile(printed, declared) : (printed ?? declared)) ??
    fromProperty(facts, 'datepublished', hints('markup')) ??
    (url === undefined ? undefined : dateInAddress(url)) ??
    fromMarkup(facts, hints('markup')) ??
    fromText(foot, hints('text'), publishedPart) ??
    modified
  return { published, modified }
}

/**
 * A declared instant within a day and a half of the printed date is the same moment, told exactly; the printed clock then
 * gives the zone. Else the printed date stands.
 */
function reconcile(printed: Moment, declared: Moment): Moment {
  const zone = zoneBetween(printed, declared)
  if (zone !== undefined) return { ...declared, zone }
  if (localDay(printed) !== localDay(declared)) return printed
  return printed.precision === 'day' || declared.zone !== undefined ? declared : printed
}

/** The zone in which a clock printed without one shows an instant declared in UTC; zones lie whole half hours apart. */
function zoneBetween(printed: Moment, declared: Moment): string | undefined {
  if (declared.zone !== '+00:00' || printed.zone !== undefined || printed.precision === 'day')
    return undefined
  const apart = (Date.parse(printed.at) - Date.parse(declared.at)) / 60_000
  const offset = Math.round(apart / 30) * 30
  return Math.abs(apart - offset) <= 1 && Math.abs(offset) <= 14 * 60 ? printOffset(offset) : undefined
}

const updateWords =
  /updat|modif|aktualis|mis à jour|actualiz|aggiornat|ažuriran|обновл|zaktualiz|bijgewerkt|oppdatert|opdateret|uppdaterad|last edit|تحديث/i

const publishedWords = /publi|posted|erstellt|veröffentlicht|created|опубликован|نشر|発表|公開/i

/** The part of a line that dates the publication: all of it, unless it also or only tells of an update. */
function publishedPart(line: string): string {
  const update = line.search(updateWords)
  if (update < 0) return line
  const published = line.search(publishedWords)
  if (published > update) return line.slice(published)
  return published >= 0 || update > 8 ? line.slice(0, update) : ''
}

function updatedPart(line: string): string {
  const update = line.search(updateWords)
  return update < 0 ? '' : line.slice(update)
}

function fromThings(facts: Facts, names: readonly string[], hints: DateHints): Moment | undefined {
  for (const name of names) {
    for (const thing of articlesOf(facts)) {
      const value = thing[name]
      const moment =
        typeof value === 'string' || typeof value === 'number' ? readDate(String(value), hints) : undefined
      if (moment) return moment
    }
  }
  return undefined
}

function fromMetas(facts: Facts, names: readonly string[], hints: DateHints): Moment | undefined {
  for (const name of names) {
    for (const value of facts.metas.get(name) ?? []) {
      const moment = readDate(value, hints)
      if (moment) return moment
    }
  }
  return undefined
}

const publishedNames =
  /publi|posted|entry-?date|post-?date|article-?date|dateline|pubdate|datum|created|fecha|byline-?date|meta-?date/i
const dateNames = /date|time|datum|fecha|publi|posted/i

/** Dates in the body's markup: declared ones, then `time` elements, then elements whose names speak of dates. */
function fromMarkup(facts: Facts, hints: DateHints): Moment | undefined {
  const declared = fromProperty(facts, 'datepublished', hints) ?? fromProperty(facts, 'datecreated', hints)
  if (declared) return declared
  const times = facts.marked.filter((element) => element.tag === 'time' && !isUpdate(element))
  const byName = facts.marked.filter((element) => publishedNames.test(namesOf(element)) && !isUpdate(element))
  const loosely = facts.marked.filter((element) => dateNames.test(namesOf(element)) && !isUpdate(element))
  for (const element of [
    ...times.filter((time) => 'pubdate' in time.attributes),
    ...times,
    ...byName,
    ...loosely,
  ]) {
    const moment = fromElement(element, hints)
    if (moment) return moment
  }
  return undefined
}

function fromProperty(facts: Facts, property: string, hints: DateHints): Moment | undefined {
  for (const element of facts.marked) {
    if (element.attributes['itemprop']?.toLowerCase() !== property) continue
    const moment = fromElement(element, hints)
    if (moment) return moment
  }
  return undefined
}

function fromElement(element: Element, hints: DateHints): Moment | undefined {
  const { attributes } = element
  for (const value of [
    attributes['datetime'],
    attributes['content'],
    attributes['data-datetime'],
    attributes['data-date'],
    attributes['title'],
  ]) {
    const moment = value === undefined ? undefined : readDate(value, hints)
    if (moment) return moment
  }
  const text = tidy(textIn(element))
  return text.length <= 150 ? readDate(text, hints) : undefined
}

function isUpdate(element: Element): boolean {
  return /modif|updat|aktualis/i.test(`${namesOf(element)} ${element.attributes['itemprop'] ?? ''}`)
}

function namesOf({ attributes }: Element): string {
  return `${attributes['class'] ?? ''} ${attributes['id'] ?? ''} ${attributes['data-testid'] ?? ''}`
}

/** The first short line whose part in question holds a date. */
function fromText(
  near: readonly PageBlock[],
  hints: DateHints,
  partOf: (line: string) => string,
): Moment | undefined {
  for (const block of near) {
    if (block.text.length > 100 || block.kind === 'caption' || block.kind === 'heading') continue
    const moment = readDate(partOf(block.text), hints)
    if (moment) return moment
  }
  return undefined
}

const monthFirstRegions = /^en(-us|-ph)?$/i

/** Whether dates with slashes on this page most likely put the day first. */
function readsDayFirst(lang: string | undefined, url: string | undefined): boolean {
  const host = URL.parse(url ?? '')?.hostname ?? ''
  if (/\.(uk|au|nz|ie|in|za|ng|ke|pk|my|sg)$/.test(host)) return true
  return lang !== undefined && !monthFirstRegions.test(lang)
}

import { articlesOf, type Facts, isObject, meta, textIn, tidy, typesOf, unescapeTwice } from './facts.ts'
import type { Element } from './tree.ts'

/** The name a page gives its site. */
export function chooseSiteName(facts: Facts): string | undefined {
  const publisher = articlesOf(facts)
    .map((thing) => thing['publisher'])
    .find(isObject)
  const site = facts.things.find((thing) => typesOf(thing).includes('WebSite'))
  const named = [
    meta(facts, 'og:site_name'),
    publisher?.['name'],
    site?.['name'],
    meta(
      facts,
      'application-name',
      'apple-mobile-web-app-title',
      'dc.publisher',
      'twitter:app:name:iphone',
      'copyright',
    ),
  ]
  for (const name of named) {
    const text = typeof name === 'string' ? clean(name) : ''
    if (text !== '' && text.length <= 80) return text
  }
  return undefined
}

/**
 * The headline: what most of the page's own namings of it agree on, without the site's name. A part after a bar or dash
 * goes when it names the site, or when another naming of the page does without it.
 */
export function chooseTitle(facts: Facts, url: string | undefined, siteName: string | undefined): string {
  const headings = facts.headings.map(headingText).filter((text) => text !== '')
  const declared = [
    ...articlesOf(facts)
      .map((thing) => thing['headline'])
      .filter((name) => typeof name === 'string')
      .slice(0, 1),
    ...facts.headings
      .filter((heading) => heading.attributes['itemprop'] === 'headline')
      .map(headingText)
      .slice(0, 1),
    meta(
      facts,
      'og:title',
      'dc.title',
      'dcterms.title',
      'parsely-title',
      'sailthru.title',
      'headline',
      'title',
    ),
    meta(facts, 'twitter:title'),
    facts.titleTag,
  ]
    .map((text) => clean(text ?? ''))
    .filter((text) => text !== '')
  const names = siteNames(siteName, url)
  const bare = declared.map((text) => withoutSite(text, names, [...headings, ...declared]))
  const heading = bestHeading(headings, bare)
  if (heading) return withoutSite(heading, names, declared)
  return bare[0] ?? headings[0] ?? ''
}

function headingText(heading: Element): string {
  return clean(textIn(heading))
}

const longestTitle = 500

function clean(text: string): string {
  return tidy(unescapeTwice(text.slice(0, 2 * longestTitle))).slice(0, longestTitle)
}

/** The first `h1` that says much the same as one of the declared titles. */
function bestHeading(headings: readonly string[], declared: readonly string[]): string | undefined {
  if (declared.length === 0) return headings[0]
  return headings.find((heading) => declared.some((title) => agree(heading, title)))
}

function agree(a: string, b: string): boolean {
  const [first, second] = [fold(a), fold(b)]
  if (first === second) return true
  const [short, long] = first.length < second.length ? [first, second] : [second, first]
  if (short.length >= 12 && long.includes(short)) return true
  const words = new Set(long.split(' '))
  const parts = short.split(' ')
  return parts.length >= 3 && parts.filter((word) => words.has(word)).length >= 0.7 * parts.length
}

/** Lower case letters and digits, single spaces. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const joint =
  /\s+(?:[|–—·•»›«‹~/]|::?|-{1,2}|\|\|)\s+|\s*[|｜]\s*|\s*_\s*(?=[^\s_]{2,20}$)|:\s+(?=[^:]{2,30}$)/gu

function withoutSite(title: string, names: readonly string[], others: readonly string[]): string {
  const joints = [...title.matchAll(joint)]
  for (const found of joints) {
    const head = title.slice(0, found.index)
    const tail = title.slice(found.index + found[0].length)
    const strong = !/^:/.test(found[0].trim()) || found[0].startsWith(' ')
    if (
      head.length >= 8 &&
      tail !== '' &&
      ((strong && others.some((other) => fold(other) === fold(head))) || isSite(tail, names))
    )
      return head
    if (
      tail.length >= 8 &&
      strong &&
      (isSite(head, names) || others.some((other) => fold(other) === fold(tail)))
    )
      return withoutSite(tail, names, others)
  }
  const last = joints.at(-1)
  if (!last) return title
  const tail = title.slice(last.index + last[0].length)
  const head = title.slice(0, last.index)
  return /[|｜]/.test(last[0]) && tail.length <= 30 && head.length >= 2 * tail.length ? head : title
}

function isSite(part: string, names: readonly string[]): boolean {
  const folded = fold(part).replaceAll(' ', '')
  if (folded.length < 2) return false
  return names.some(
    (name) =>
      folded === name ||
      (folded.length >= 4 &&
        name.length >= 4 &&
        folded.length < 40 &&
        (folded.startsWith(name) || name.startsWith(folded))),
  )
}

function siteNames(siteName: string | undefined, url: string | undefined): string[] {
  const host = URL.parse(url ?? '')?.hostname.replace(/^www\./, '') ?? ''
  const label = host.split('.').sort((a, b) => b.length - a.length)[0] ?? ''
  return [siteName ?? '', host, label]
    .map((name) => fold(name).replaceAll(' ', ''))
    .filter((name) => name.length >= 2)
}

import { readLooseJson } from './looseJson.ts'
import type { Element } from './tree.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** What a page's markup says of the page, before anything is chosen. */
export interface Facts {
  /** `content` of meta elements by lower-case `name`, `property` or `itemprop`, in order. */
  readonly metas: ReadonlyMap<string, readonly string[]>
  /** Every value of the page's JSON-LD scripts. */
  readonly documents: readonly unknown[]
  /** Every JSON-LD object with a type, outermost first. */
  readonly things: readonly JsonObject[]
  readonly thingsById: ReadonlyMap<string, JsonObject>
  /** Elements with `itemprop`, `rel` (but stylesheets), `time`, or a name that speaks of authors or dates, in order. */
  readonly marked: readonly Element[]
  /** The page's `h1` elements. */
  readonly headings: readonly Element[]
  readonly titleTag: string
  readonly lang?: string
  readonly dir?: 'ltr' | 'rtl'
  readonly base?: string
  readonly repairs: readonly string[]
}

const markedNames =
  /author|byline|autor|writer|reporter|contributor|fn\b|date|time|publish|posted|updated|datum|fecha/i
const mostMarked = 3000
const mostHeadings = 50
const mostValues = 50
const longestValue = 5000
const mostThings = 2000

/** Walks the page once for what its markup says of it. */
export function readFacts(root: Element, url: string | undefined): Facts {
  const walk = new FactWalk(url)
  walk.enter(root)
  return walk
}

class FactWalk implements Facts {
  readonly metas = new Map<string, string[]>()
  readonly documents: unknown[] = []
  readonly things: JsonObject[] = []
  readonly thingsById = new Map<string, JsonObject>()
  readonly marked: Element[] = []
  readonly headings: Element[] = []
  readonly repairs: string[] = []
  titleTag = ''
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
  base: string | undefined

  constructor(url: string | undefined) {
    this.base = url
  }

  enter(element: Element): void {
    const { tag, attributes } = element
    if (tag === 'svg') return
    if (tag === 'script') this.readScript(element)
    else if (tag === 'meta') this.readMeta(attributes)
    else if (tag === 'title') this.titleTag ||= textIn(element)
    else if (tag === 'base' && attributes['href'])
      this.base = URL.parse(attributes['href'], this.base)?.href ?? this.base
    else if (tag === 'html' || tag === 'body') this.readLanguage(attributes)
    else if (tag === 'h1' && this.headings.length < mostHeadings) this.headings.push(element)
    if (this.marked.length < mostMarked && isMarked(element)) this.marked.push(element)
    for (const child of element.children) if (typeof child !== 'string') this.enter(child)
  }

  private readMeta(attributes: Element['attributes']): void {
    const content = attributes['content']?.slice(0, longestValue).trim()
    if (!content) return
    if (attributes['http-equiv']?.toLowerCase() === 'content-language') this.lang ??= languageTag(content)
    for (const key of [attributes['property'], attributes['name'], attributes['itemprop']]) {
      const name = key?.trim().toLowerCase()
      if (!name) continue
      const values = this.metas.get(name)
      if (values && values.length < mostValues) values.push(content)
      else if (!values) this.metas.set(name, [content])
    }
  }

  private readLanguage(attributes: Element['attributes']): void {
    this.lang ??= languageTag(attributes['lang'] ?? attributes['xml:lang'] ?? '')
    const dir = attributes['dir']?.trim().toLowerCase()
    if (dir === 'rtl' || dir === 'ltr') this.dir ??= dir
  }

  private readScript(element: Element): void {
    if (!/ld\+json/i.test(element.attributes['type'] ?? '')) return
    const { values, mended } = readLooseJson(textIn(element))
    if (mended) this.repairs.push('its JSON-LD was not valid JSON')
    this.documents.push(...values)
    for (const value of values) this.addThings(value, 0)
  }

  private addThings(value: unknown, depth: number): void {
    if (depth > 12 || this.things.length >= mostThings) return
    if (Array.isArray(value)) {
      for (const item of value) this.addThings(item, depth + 1)
      return
    }
    if (!isObject(value)) return
    const id = value['@id']
    if (typeof id === 'string' && Object.keys(value).length > 1 && !this.thingsById.has(id))
      this.thingsById.set(id, value)
    if (value['@type'] !== undefined) this.things.push(value)
    for (const inner of Object.values(value)) if (typeof inner === 'object') this.addThings(inner, depth + 1)
  }
}

function isMarked({ tag, attributes }: Element): boolean {
  if (tag === 'time' || tag === 'address' || attributes['itemprop'] !== undefined) return true
  if (attributes['rel'] !== undefined)
    return !/stylesheet|icon|preload|prefetch|preconnect/i.test(attributes['rel'])
  const names = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''} ${attributes['data-testid'] ?? ''} ${attributes['data-component'] ?? ''}`
  return names.length > 3 && markedNames.test(names)
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The first value of the first of these metas that the page has. */
export function meta(facts: Facts, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = facts.metas.get(name)?.[0]
    if (value) return value
  }
  return undefined
}

/** The types of a JSON-LD object, without their vocabulary's address. */
export function typesOf(thing: JsonObject): string[] {
  const type = thing['@type']
  return (Array.isArray(type) ? type : [type])
    .filter((name) => typeof name === 'string')
    .map((name) => name.replace(/^.*[/#:]/, ''))
}

const articleTypes = /^(\w*Article|\w*Posting|Report|\w*Review|Analysis\w*)$/

/** The JSON-LD objects that are articles, those with a headline first. */
export function articlesOf(facts: Facts): JsonObject[] {
  const articles = facts.things.filter((thing) => typesOf(thing).some((type) => articleTypes.test(type)))
  const pages = facts.things.filter((thing) =>
    typesOf(thing).some((type) => /^(WebPage|\w+Page|VideoObject|Recipe|Event)$/.test(type)),
  )
  return [
    ...articles.filter((thing) => thing['headline'] !== undefined),
    ...articles.filter((thing) => thing['headline'] === undefined),
    ...pages,
  ]
}

/** The text of an element and all in it, white space folded. */
export function textIn(element: Element): string {
  const parts: string[] = []
  collectText(element, parts)
  return parts.join('')
}

function collectText(element: Element, parts: string[]): void {
  for (const child of element.children) {
    if (typeof child === 'string') parts.push(child)
    else if (child.tag !== 'style' && child.tag !== 'script' && child.tag !== 'svg') collectText(child, parts)
    if (
      typeof child !== 'string' &&
      (child.tag === 'br' || child.tag === 'div' || child.tag === 'p' || child.tag === 'li')
    )
      parts.push(' ')
  }
}

/** Folds white space to single spaces and drops what cannot be seen. */
export function tidy(text: string): string {
  return text
    .replace(/[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Markup and references that were escaped twice, as feeds and metas often hold them. */
export function unescapeTwice(text: string): string {
  if (!/[&<]/.test(text)) return text
  return text
    .replace(/<\/?[a-z][^>]{0,200}>/gi, '')
    .replace(/&#(x[\da-f]{1,6}|\d{1,7});?/gi, (whole, code: string) => fromReference(code) ?? whole)
    .replace(
      /&(amp|quot|apos|lt|gt|nbsp|rsquo|lsquo|rdquo|ldquo|ndash|mdash|hellip);/gi,
      (_, name: string) => named[name.toLowerCase()]!,
    )
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  nbsp: ' ',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  ndash: '–',
  mdash: '—',
  hellip: '…',
}

function fromReference(code: string): string | undefined {
  const point = code[0]?.toLowerCase() === 'x' ? Number.parseInt(code.slice(1), 16) : Number(code)
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : undefined
}

function languageTag(text: string): string | undefined {
  const tag = text.trim().replace('_', '-')
  return /^[a-z]{2,3}(-[a-z\d]{2,8})*$/i.test(tag) ? tag : undefined
}

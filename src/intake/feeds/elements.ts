import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import { resolveAddress } from './addresses.ts'
import { prefixOf } from './namespaces.ts'
import { decodeReferences } from './references.ts'
import type { Repairs } from './repairs.ts'

/**
 * An element of a document that was read without asking that it be well-formed. Names are in lower case; those of the
 * document's own vocabulary are bare ("title"), others carry the prefix their namespace is known by ("dc:creator").
 */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (Element | string)[]
  /** `xml:lang` and `xml:base` as they hold here, inherited ones too. */
  readonly lang: string | undefined
  readonly base: string | undefined
}

/** Limits on one document: an honest feed is far below them, a hostile one is read up to them. */
const limits = {
  depth: 200,
  elements: 1_000_000,
  attributes: 200,
  prefixes: 100,
  scopes: 50_000,
  entities: 200,
  entity: 2000,
}

const noAttributes: Readonly<Record<string, string>> = Object.freeze({})
/** An item within an item is an item whose predecessor was not closed. */
const feedItems: ReadonlySet<string> = new Set(['item', 'entry'])
const sitemapItems: ReadonlySet<string> = new Set(['url', 'sitemap'])
/** Elements whose own text means nothing, so that the spaces between their children need not be kept. */
const holders = new Set([
  ...['rss', 'rdf:rdf', 'feed', 'channel', 'item', 'entry', 'urlset', 'url', 'sitemapindex', 'sitemap'],
  ...['news:news', 'author', 'source', 'opml', 'body', 'head', 'outline', 'media:group', 'image:image'],
])

/** Reads a document as a tree in time linear to its length. The root holds everything, its name is empty. */
export function readElements(
  text: string,
  base: string | undefined,
  repairs: Repairs,
  lang?: string,
): Element {
  const builder = new TreeBuilder(text, base, lang, repairs)
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, builder)
  builder.stop = () => tokenizer.pause()
  tokenizer.write(text)
  if (!builder.stopped) tokenizer.end()
  builder.finish()
  return builder.root
}

interface Scope {
  /** What each declared prefix stands for. */
  readonly prefixes: ReadonlyMap<string, string>
  /** Names already looked up in this scope. */
  readonly names: Map<string, string>
}

/** An element that is still being filled. */
interface Growing extends Element {
  children: (Element | string)[]
}

const noChildren: (Element | string)[] = []

/** Most elements hold one text: an array made for one spares half of the memory that one made to grow takes. */
function append(parent: Growing, child: Element | string): void {
  if (parent.children === noChildren) parent.children = [child]
  else parent.children.push(child)
}

class TreeBuilder implements TokenizerCallbacks {
  readonly root: Growing
  stop: () => void = () => {}
  stopped = false
  readonly #text: string
  readonly #repairs: Repairs
  /** What is open, the innermost last: the elements, their scopes, and their names as the document writes them. */
  readonly #stack: Growing[]
  readonly #scopes: Scope[] = [{ prefixes: new Map(), names: new Map() }]
  readonly #written: string[] = ['']
  readonly #entities = new Map<string, string>()
  #elements = 0
  #scopesMade = 0
  #tooDeep = 0
  /** The namespace the document element is of: its elements are bare. */
  #own: string | undefined
  #items = feedItems
  #openItems = 0
  #tag = ''
  #attribute = ''
  #value = ''
  #attributes: Record<string, string> | undefined
  #attributeCount = 0
  /** Whether the tag that is being read declares a prefix. */
  #declares = false
  readonly #undeclared = new Set<string>()

  constructor(text: string, base: string | undefined, lang: string | undefined, repairs: Repairs) {
    this.#text = text
    this.#repairs = repairs
    this.root = { name: '', attributes: noAttributes, children: noChildren, lang, base }
    this.#stack = [this.root]
  }

  ontext(start: number, end: number): void {
    const parent = this.#stack[this.#stack.length - 1]!
    if (parent === this.root || (holders.has(parent.name) && isBlank(this.#text, start, end))) return
    append(parent, this.#decode(this.#text.slice(start, end)))
  }

  oncdata(start: number, end: number, endOffset: number): void {
    const parent = this.#stack[this.#stack.length - 1]!
    if (parent !== this.root) append(parent, this.#text.slice(start, end - endOffset))
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#text.slice(start, end)
    this.#attributes = undefined
    this.#attributeCount = 0
    this.#declares = false
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#text.slice(start, end)
    this.#value = ''
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#text.slice(start, end)
  }

  onattribend(): void {
    if (++this.#attributeCount > limits.attributes) return
    this.#attributes ??= {}
    const name = this.#attribute.toLowerCase()
    if (name.startsWith('xmlns')) this.#declares = true
    if (!Object.hasOwn(this.#attributes, name)) this.#attributes[name] = this.#decode(this.#value)
  }

  onopentagend(): void {
    this.#open()
  }

  onselfclosingtag(): void {
    if (this.#open()) this.#pop()
    else this.#tooDeep--
  }

  onclosetag(start: number, end: number): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep--
      return
    }
    let at = this.#stack.length - 1
    const written = this.#written[at]!
    if (at > 0 && written.length === end - start && this.#text.startsWith(written, start)) {
      this.#pop()
      return
    }
    const name = this.#nameOf(this.#text.slice(start, end), this.#scopes[at]!)
    while (at > 0 && this.#stack[at]!.name !== name) at--
    if (at === 0) {
      this.#repairs.add('nesting')
      return
    }
    this.#repairs.add('nesting', this.#stack.length - 1 - at)
    while (this.#stack.length > at) this.#pop()
  }

  /** Simple internal entities are kept, within limits; nothing is fetched, and none is expanded within another. */
  ondeclaration(start: number, end: number): void {
    if (this.#own !== undefined || this.#entities.size >= limits.entities) return
    const declaration = this.#text.slice(start, Math.min(end, start + limits.entity * 2))
    const found = declaration.match(/!ENTITY\s+([\w.-]{1,40})\s+(?:"([^"]*)"|'([^']*)')/)
    if (!found) return
    const value = found[2] ?? found[3] ?? ''
    if (value.length <= limits.entity) this.#entities.set(found[1]!, decodeReferences(value))
  }

  finish(): void {
    if (this.stopped) this.#repairs.add('cut')
    else if (this.#stack.length > 1) this.#repairs.add('ended')
    this.#repairs.add('namespace', this.#undeclared.size)
  }

  oncomment(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}
  ontextentity(): void {}
  onattribentity(): void {}

  readonly #unknown = () => this.#repairs.add('entity')

  #decode(text: string): string {
    return decodeReferences(text, this.#entities, this.#unknown)
  }

  /** False when it was too deep to be kept. */
  #open(): boolean {
    if (this.#stack.length > limits.depth || this.#tooDeep > 0) {
      this.#tooDeep++
      this.#repairs.add('depth')
      return false
    }
    if (++this.#elements > limits.elements) {
      this.stopped = true
      this.stop()
    }
    const attributes = this.#attributes ?? noAttributes
    const scope = this.#scopeWithin(this.#scopes[this.#scopes.length - 1]!, attributes)
    if (this.#own === undefined) this.#own = this.#ownNamespace(scope)
    const name = this.#nameOf(this.#tag, scope)
    if (name === 'urlset' || name === 'sitemapindex') this.#items = sitemapItems
    if (this.#items.has(name) && this.#openItems > 0) this.#closeItem()
    const parent = this.#stack[this.#stack.length - 1]!
    const element: Growing = {
      name,
      attributes,
      children: noChildren,
      lang: languageWithin(parent.lang, attributes['xml:lang']),
      base: baseWithin(parent.base, attributes['xml:base'] ?? ownBase(name, attributes)),
    }
    append(parent, element)
    this.#stack.push(element)
    this.#scopes.push(scope)
    this.#written.push(this.#tag)
    if (this.#items.has(name)) this.#openItems++
    return true
  }

  #pop(): void {
    const { name } = this.#stack.pop()!
    this.#scopes.pop()
    this.#written.pop()
    if (this.#items.has(name)) this.#openItems--
  }

  /** Closes what is open down to the innermost item. */
  #closeItem(): void {
    this.#repairs.add('nesting')
    while (!this.#items.has(this.#stack[this.#stack.length - 1]!.name)) this.#pop()
    this.#pop()
  }

  #scopeWithin(outer: Scope, attributes: Readonly<Record<string, string>>): Scope {
    if (!this.#declares || this.#scopesMade > limits.scopes) return outer
    const scope = scopeWithin(outer, attributes)
    if (scope !== outer) this.#scopesMade++
    return scope
  }

  #ownNamespace(scope: Scope): string {
    const name = this.#nameOf(this.#tag, scope)
    const colon = name.indexOf(':')
    const prefix = colon < 0 ? '' : name.slice(0, colon)
    if (prefix === '' || prefix === 'rdf') return ''
    scope.names.clear()
    return prefix
  }

  #nameOf(raw: string, scope: Scope): string {
    let name = scope.names.get(raw)
    if (name === undefined) {
      name = this.#lookUp(raw.toLowerCase(), scope)
      if (scope.names.size < 2000) scope.names.set(raw, name)
    }
    return name
  }

  #lookUp(raw: string, scope: Scope): string {
    const colon = raw.indexOf(':')
    const written = colon < 0 ? '' : raw.slice(0, colon)
    const local = colon < 0 ? raw : raw.slice(colon + 1)
    let prefix = scope.prefixes.get(written)
    if (prefix === undefined && written !== '') {
      if (written !== 'xml' && this.#undeclared.size < limits.prefixes) this.#undeclared.add(written)
    }
    prefix ??= written
    return prefix === '' || prefix === this.#own ? local : `${prefix}:${local}`
  }
}

function scopeWithin(outer: Scope, attributes: Readonly<Record<string, string>>): Scope {
  let prefixes: Map<string, string> | undefined
  for (const name in attributes) {
    if (!name.startsWith('xmlns')) continue
    const prefix = name === 'xmlns' ? '' : name.slice(6)
    const meaning = prefixOf(attributes[name]!) ?? prefix
    if (outer.prefixes.get(prefix) === meaning) continue
    prefixes ??= new Map(outer.prefixes)
    if (prefixes.size < limits.prefixes) prefixes.set(prefix, meaning)
  }
  return prefixes ? { prefixes, names: new Map() } : outer
}

/** A language tag with the hyphens that BCP 47 asks for; an empty one takes back what was inherited. */
function languageWithin(outer: string | undefined, own: string | undefined): string | undefined {
  return own === undefined ? outer : own.trim().replaceAll('_', '-') || undefined
}

function baseWithin(outer: string | undefined, own: string | undefined): string | undefined {
  if (own === undefined) return outer
  return resolveAddress(own, outer) ?? outer
}

/** CDF has an attribute of its own for it. */
function ownBase(name: string, attributes: Readonly<Record<string, string>>): string | undefined {
  return name === 'channel' ? attributes['base'] : undefined
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) > 32) return false
  return true
}

const none: readonly Element[] = Object.freeze([])

/** The children of that name, in order. */
export function childrenOf({ children }: Element, name: string): readonly Element[] {
  let found: Element[] | undefined
  for (const child of children) {
    if (typeof child === 'string' || child.name !== name) continue
    if (found) found.push(child)
    else found = [child]
  }
  return found ?? none
}

/** Names in order of preference, each with its rank. */
export type Names = ReadonlyMap<string, number>

export function inOrder(...names: readonly string[]): Names {
  return new Map(names.map((name, rank) => [name, rank]))
}

/** The children of any of these names, those of the preferred name first. One pass, for items are many. */
export function childrenAmong({ children }: Element, names: Names): readonly Element[] {
  let found: Element[] | undefined
  for (const child of children) {
    if (typeof child === 'string' || !names.has(child.name)) continue
    if (found) found.push(child)
    else found = [child]
  }
  if (!found) return none
  return found.length === 1 ? found : found.sort((a, b) => names.get(a.name)! - names.get(b.name)!)
}

/** The first child of the most preferred name that there is. */
export function childAmong({ children }: Element, names: Names): Element | undefined {
  let best: Element | undefined
  let rank = Number.POSITIVE_INFINITY
  for (const child of children) {
    if (typeof child === 'string') continue
    const at = names.get(child.name)
    if (at === undefined || at >= rank) continue
    best = child
    rank = at
  }
  return best
}

/** The first child of that name. */
export function childOf({ children }: Element, name: string): Element | undefined {
  for (const child of children) if (typeof child !== 'string' && child.name === name) return child
  return undefined
}

/** All text within an element, that of its descendants too, trimmed; undefined when there is none. */
export function textOf(element: Element | undefined): string | undefined {
  if (!element) return undefined
  const { children } = element
  const text = children.length === 1 && typeof children[0] === 'string' ? children[0] : joined(element)
  return text.trim() || undefined
}

function joined(element: Element): string {
  let text = ''
  for (const child of element.children) text += typeof child === 'string' ? child : joined(child)
  return text
}

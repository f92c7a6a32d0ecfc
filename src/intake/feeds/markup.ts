import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import { resolveAddress } from './addresses.ts'
import type { Element } from './elements.ts'
import { decodeReferences } from './references.ts'

/** The children of an element as HTML: namespace prefixes fall away, text is escaped. */
export function innerHtml(element: Element): string {
  let html = ''
  for (const child of element.children)
    html += typeof child === 'string' ? escapeText(child) : outerHtml(child)
  return html
}

function outerHtml(element: Element): string {
  const name = localName(element.name)
  if (!/^[a-z][a-z0-9-]*$/.test(name)) return innerHtml(element)
  let tag = `<${name}`
  for (const attribute in element.attributes) {
    if (attribute.startsWith('xml') || !/^[a-z][a-z0-9-]*$/.test(attribute)) continue
    tag += ` ${attribute}="${escapeText(element.attributes[attribute]!).replaceAll('"', '&quot;')}"`
  }
  const inner = innerHtml(element)
  return voidTags.has(name) ? `${tag}>${inner}` : `${tag}>${inner}</${name}>`
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

export function escapeText(text: string): string {
  if (!/[&<>]/.test(text)) return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** True when text that was declared plain is HTML all the same: it closes a known tag, or has one that stands alone. */
export function looksLikeHtml(text: string): boolean {
  if (text.indexOf('<') < 0) return false
  return closingTag.test(text) || standingTag.test(text)
}

const closingTag =
  /<\/(?:a|abbr|b|blockquote|center|cite|code|dd|div|dl|dt|em|figure|figcaption|font|h[1-6]|i|iframe|li|ol|p|pre|q|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|th|tr|u|ul|video)\s*>/i
const standingTag = /<(?:br|hr|img|p)(?:\s[^<>]*)?\/?>/i

const voidTags = new Set([
  ...['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track'],
  'wbr',
])

/**
 * HTML as plain text on one line: tags fall away, what they would not show (script, style) too, references are decoded
 * and spaces collapsed. What only looks like a tag ("1 < 2") stays.
 */
export function plainText(html: string): string {
  const text = html.indexOf('<') < 0 ? html : withoutTags(html)
  return oneLine(decodeReferences(text))
}

/** Collapses spaces, and drops characters that no text has any use for. */
export function oneLine(text: string): string {
  if (!needsTidying.test(text)) return text
  return text
    .replace(/[\u0000-\u0008\u000b\u000e-\u001f\u007f\u0080-\u009f\ufeff\ufffe\uffff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

const needsTidying = /^\s|\s\s|[^\S ]|\s$|[\u0000-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/

const hiddenTags = new Set(['script', 'style', 'template', 'svg', 'title'])
const inlineTags =
  /^(?:a|abbr|acronym|b|bdi|bdo|big|blink|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)$/

function withoutTags(html: string): string {
  let text = ''
  let hidden = ''
  let depth = 0
  const tokens = new Tags(html, {
    text(start, end) {
      if (hidden === '') text += html.slice(start, end)
    },
    open(name, closed) {
      if (hidden === '' && hiddenTags.has(name) && !closed) {
        hidden = name
        depth = 1
      } else if (name === hidden) depth++
      else if (hidden === '' && !inlineTags.test(name)) text += ' '
    },
    close(name) {
      if (name === hidden && --depth === 0) hidden = ''
      else if (hidden === '' && !inlineTags.test(name)) text += ' '
    },
  })
  tokens.read()
  return text
}

interface TagEvents {
  text?(start: number, end: number): void
  open?(name: string, closed: boolean): void
  close?(name: string): void
  /** The value's place in the text, without its quotes. */
  attribute?(tag: string, name: string, start: number, end: number): void
}

/** Walks the tags of HTML in one pass, with names in lower case. */
export class Tags implements TokenizerCallbacks {
  readonly #html: string
  readonly #events: TagEvents
  readonly #tokenizer: Tokenizer
  #tag = ''
  #attribute = ''
  #valueStart = -1
  #valueEnd = -1

  constructor(html: string, events: TagEvents) {
    this.#html = html
    this.#events = events
    this.#tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: false }, this)
  }

  read(): void {
    this.#tokenizer.write(this.#html)
    this.#tokenizer.end()
  }

  ontext(start: number, end: number): void {
    this.#events.text?.(start, end)
  }
  onopentagname(start: number, end: number): void {
    this.#tag = this.#html.slice(start, end).toLowerCase()
  }
  onattribname(start: number, end: number): void {
    this.#attribute = this.#html.slice(start, end).toLowerCase()
    this.#valueStart = -1
  }
  onattribdata(start: number, end: number): void {
    if (this.#valueStart < 0) this.#valueStart = start
    this.#valueEnd = end
  }
  onattribend(): void {
    if (this.#valueStart >= 0) {
      this.#events.attribute?.(this.#tag, this.#attribute, this.#valueStart, this.#valueEnd)
    }
  }
  onopentagend(): void {
    this.#events.open?.(this.#tag, false)
  }
  onselfclosingtag(): void {
    this.#events.open?.(this.#tag, true)
  }
  onclosetag(start: number, end: number): void {
    this.#events.close?.(this.#html.slice(start, end).toLowerCase())
  }
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onend(): void {}
  onprocessinginstruction(): void {}
  ontextentity(): void {}
  onattribentity(): void {}
}

const addressAttributes = new Set([
  ...['action', 'background', 'cite', 'classid', 'codebase', 'data', 'href', 'longdesc', 'poster', 'profile'],
  ...['src', 'usemap'],
])
const maybeRelative =
  /\b(?:action|background|cite|classid|codebase|data|href|longdesc|poster|profile|src|usemap)\s*=\s*(?:"\s*(?!https?:|mailto:|data:|#|")|'\s*(?!https?:|mailto:|data:|#|')|(?!https?:|mailto:|data:|["'\s#]))/i

/** Makes the addresses within HTML absolute. HTML that has none to make absolute comes back as it is. */
export function withAbsoluteAddresses(html: string, base: string | undefined): string {
  if (base === undefined || html.indexOf('<') < 0) return html
  const srcset = html.includes('srcset')
  if (!srcset && !maybeRelative.test(html)) return html
  let out = ''
  let from = 0
  const replace = (start: number, end: number, value: string) => {
    out += html.slice(from, start) + escapeText(value).replaceAll('"', '&quot;').replaceAll("'", '&#39;')
    from = end
  }
  new Tags(html, {
    attribute(_tag, name, start, end) {
      if (addressAttributes.has(name)) {
        const printed = decodeReferences(html.slice(start, end)).trim()
        if (absolute.test(printed)) return
        const address = resolveAddress(printed, base)
        if (address !== undefined) replace(start, end, address)
      } else if (name === 'srcset') {
        replace(start, end, absoluteSet(decodeReferences(html.slice(start, end)), base))
      }
    },
  }).read()
  return from === 0 ? html : out + html.slice(from)
}

const absolute = /^[a-z][a-z0-9+.-]*:|^#/i

function absoluteSet(set: string, base: string): string {
  return set
    .split(/,\s+/)
    .map((candidate) => {
      const [address, ...descriptor] = candidate.trim().split(/\s+/)
      return [resolveAddress(address, base) ?? address, ...descriptor].join(' ')
    })
    .join(', ')
}

import { type Element, textOf } from './elements.ts'
import type { Markup } from './feed.ts'
import { escapeText, innerHtml, looksLikeHtml, oneLine, plainText, withAbsoluteAddresses } from './markup.ts'
import type { Repairs } from './repairs.ts'

/** How a vocabulary means text that names no type of its own: Atom as plain text, RSS as HTML. */
export type Unmarked = 'text' | 'html'

/** The HTML an element holds, whichever way it was put in: escaped, as CDATA, as elements, or in base64. */
export function markupOf(
  element: Element | undefined,
  unmarked: Unmarked,
  repairs: Repairs,
): Markup | undefined {
  if (!element) return undefined
  const raw = rawHtml(element, unmarked, repairs).trim()
  if (raw === '') return undefined
  const { lang, base } = element
  return {
    html: withAbsoluteAddresses(raw, base),
    ...(lang ? { lang } : {}),
    ...(base === undefined ? {} : { base }),
  }
}

/** A title as plain text on one line. */
export function titleOf(
  element: Element | undefined,
  unmarked: Unmarked,
  repairs: Repairs,
): string | undefined {
  if (!element) return undefined
  const { type, mode } = element.attributes
  const plain = type === 'text' || type === 'text/plain' || (type === undefined && unmarked === 'text')
  if (plain && mode === undefined && !hasElements(element)) {
    const text = textOf(element) ?? ''
    // No headline means "&amp;" or "<i>Title</i>" to the letter: what reads so was escaped twice.
    return (looksEscaped.test(text) || looksLikeHtml(text) ? plainText(text) : oneLine(text)) || undefined
  }
  return plainText(rawHtml(element, unmarked, repairs)) || undefined
}

const looksEscaped = /&(?:amp|lt|gt|quot|apos|nbsp|#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{4,8});/i

function rawHtml(element: Element, unmarked: Unmarked, repairs: Repairs): string {
  const type = element.attributes['type']?.toLowerCase().trim()
  const mode = element.attributes['mode']?.toLowerCase().trim()
  const text = element.children.length === 1 ? element.children[0] : undefined
  if (hasElements(element)) return inline(element, type)
  const value = typeof text === 'string' ? text : (textOf(element) ?? '')
  if (mode === 'base64' || element.attributes['encoding'] === 'base64' || isBinary(type)) {
    return fromBase64(value) ?? escapeText(value)
  }
  if (isHtml(type, mode, unmarked)) return value
  if (looksLikeHtml(value)) {
    repairs.add('markup')
    return value
  }
  return escapeText(value)
}

function isHtml(type: string | undefined, mode: string | undefined, unmarked: Unmarked): boolean {
  if (type === undefined || type === '') return unmarked === 'html'
  if (type === 'html' || type === 'text/html') return true
  // Elements would have been found by now: what is left of XHTML without elements is text.
  if (type === 'xhtml' || type.endsWith('xml')) return mode === 'escaped'
  return unmarked === 'html' && type !== 'text' && type !== 'text/plain'
}

function hasElements(element: Element): boolean {
  return element.children.some((child) => typeof child !== 'string')
}

/** Of XHTML the one `div` that must hold it is not part of it (RFC 4287, 3.1.1.3). */
function inline(element: Element, type: string | undefined): string {
  const inner = element.children.filter((child) => typeof child !== 'string' || child.trim() !== '')
  const only = inner.length === 1 ? inner[0] : undefined
  const holder = typeof only === 'object' && /^(?:xhtml:)?div$/.test(only.name) ? only : undefined
  if (holder && type?.endsWith('html') && type !== 'xhtml' && !hasElements(holder)) {
    // HTML that was escaped, and then put in a div as well.
    const text = textOf(holder) ?? ''
    if (looksLikeHtml(text)) return text
  }
  return innerHtml(holder && type === 'xhtml' ? holder : element)
}

function isBinary(type: string | undefined): boolean {
  return type !== undefined && binaryType.test(type)
}

/** A media type, and neither text nor markup. */
const binaryType = /^(?!(?:text|message|multipart)\/)(?!.*(?:xml$|html))[^/]+\//

/** Undefined when it is not base64, or not of text. */
function fromBase64(value: string): string | undefined {
  const packed = value.replace(/\s+/g, '')
  if (packed === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return undefined
  const text = Buffer.from(packed, 'base64').toString('utf8')
  return text.includes('\ufffd') ? undefined : text
}

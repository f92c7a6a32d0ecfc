import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { guessCharset } from './charset.ts'
import type { Repairs } from './repairs.ts'

export interface Decoded {
  readonly text: string
  /** Lower case, such as "utf-8" or "windows-1252". */
  readonly encoding: string
}

/**
 * Reads bytes as text by the rules of XML and HTTP (RFC 7303): a byte order mark, the pattern of the first bytes, the
 * charset of the Content-Type header, the XML declaration. A declared encoding that the bytes contradict is passed over:
 * bytes beyond ASCII that are valid UTF-8 are UTF-8, whatever single-byte encoding was declared.
 */
export function decodeBody(body: Uint8Array, contentType: string | undefined, repairs: Repairs): Decoded {
  const decoded = decodeBytes(body, contentType, repairs)
  if (decoded.text.length === body.length && isAscii(body)) return decoded
  return { ...decoded, text: withoutControls(decoded.text) }
}

/** Characters that no text has are the quotation marks and dashes of Windows, put into Unicode by their number. */
function withoutControls(text: string): string {
  if (!/[\u0080-\u009f]/.test(text)) return text
  return text.replace(/[\u0080-\u009f]/g, (control) =>
    windows1252.decode(Uint8Array.of(control.charCodeAt(0))),
  )
}

const windows1252 = new TextDecoder('windows-1252')

function decodeBytes(body: Uint8Array, contentType: string | undefined, repairs: Repairs): Decoded {
  const marked = byMark(body)
  if (marked) return decodeAs(marked.encoding, body.subarray(marked.length), repairs)
  const wide = byPattern(body)
  if (wide) return decodeAs(wide, body, repairs)
  const declared = charsetOf(contentType) ?? declaredInXml(body)
  return byEvidence(body, declared, repairs)
}

function byEvidence(body: Uint8Array, declared: string | undefined, repairs: Repairs): Decoded {
  const known = declared === undefined ? undefined : knownEncoding(declared)
  if (declared !== undefined && known === undefined) repairs.add('encoding')
  const stateful = known !== undefined && statefulEncodings.test(known)
  if (!stateful && isAscii(body)) {
    return { text: latin1(body), encoding: known && !wideEncodings.test(known) ? known : 'utf-8' }
  }
  if (!stateful && isUtf8(body)) {
    if (known !== undefined && known !== 'utf-8') repairs.add('encoding')
    return { text: utf8(body), encoding: 'utf-8' }
  }
  if (known !== undefined && known !== 'utf-8' && !wideEncodings.test(known)) {
    return decodeAs(known, body, repairs)
  }
  if (mostlyUtf8(body)) {
    const text = utf8(body)
    repairs.add('bytes', countOf(text, '\ufffd'))
    return { text, encoding: 'utf-8' }
  }
  repairs.add('encoding')
  return decodeAs(guessCharset(body), body, repairs)
}

const wideEncodings = /^(?:utf|ucs)-?(?:16|32|2|4)/
const statefulEncodings = /^(?:utf-?7|iso-2022|hz-gb)/

function byMark(body: Uint8Array): { encoding: string; length: number } | undefined {
  const [a, b, c, d] = body
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { encoding: 'utf-32le', length: 4 }
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { encoding: 'utf-32be', length: 4 }
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', length: 2 }
  return undefined
}

/** The zero bytes around a first ASCII character tell the wide encodings apart (XML 1.0, appendix F). */
function byPattern(body: Uint8Array): string | undefined {
  if (body.length < 4) return undefined
  const zeros = [0, 1, 2, 3].map((at) => (body[at] === 0 ? '0' : 'x')).join('')
  return { '000x': 'utf-32be', x000: 'utf-32le', '0x0x': 'utf-16be', x0x0: 'utf-16le' }[zeros]
}

function charsetOf(contentType: string | undefined): string | undefined {
  return contentType?.match(/;\s*charset\s*=\s*["']?\s*([\w.:+-]{1,40})/i)?.[1]
}

function declaredInXml(body: Uint8Array): string | undefined {
  const head = latin1(body.subarray(0, 1024))
  return head.match(/<\?xml[^>]{0,200}?\sencoding\s*=\s*["']\s*([\w.:+-]{1,40})/i)?.[1]
}

/** Names that are heard in feeds and are in no register, and subsets that are published under a subset's name. */
const alsoKnownAs: Record<string, string> = {
  utf8: 'utf-8',
  'utf-8859-1': 'windows-1252',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  u16: 'utf-16be',
  utf16: 'utf-16be',
  utf_16: 'utf-16be',
  'utf-16': 'utf-16be',
  u32: 'utf-32be',
  utf32: 'utf-32be',
  utf_32: 'utf-32be',
  'utf-32': 'utf-32be',
}

function knownEncoding(label: string): string | undefined {
  const name = label.toLowerCase()
  const alias = alsoKnownAs[name]
  if (alias) return alias
  if (/^(?:us-ascii|ascii)$/.test(name)) return 'us-ascii'
  try {
    return new TextDecoder(name).encoding
  } catch {
    return iconv.encodingExists(name) ? name : undefined
  }
}

function decodeAs(encoding: string, body: Uint8Array, repairs: Repairs): Decoded {
  const text = decodeWith(encoding, body)
  repairs.add('bytes', encoding === 'utf-8' || multibyte.test(encoding) ? countOf(text, '\ufffd') : 0)
  return { text, encoding }
}

const multibyte = /^(?:gb|big5|euc|shift|iso-2022|utf)/

function decodeWith(encoding: string, body: Uint8Array): string {
  if (encoding === 'utf-8') return utf8(body)
  // us-ascii beyond ASCII is what browsers take it for.
  const label = encoding === 'us-ascii' ? 'windows-1252' : encoding
  try {
    return new TextDecoder(label).decode(body)
  } catch {
    return iconv.decode(Buffer.from(body.buffer, body.byteOffset, body.byteLength), label)
  }
}

/** True when the sequences of several bytes are sound ten times as often as not: one cut character spoils no feed. */
function mostlyUtf8(body: Uint8Array): boolean {
  let sound = 0
  let broken = 0
  for (let at = 0; at < body.length; ) {
    const byte = body[at]!
    if (byte < 0x80) {
      at++
      continue
    }
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    let end = at + 1
    while (end < at + length && (body[end]! & 0xc0) === 0x80) end++
    if (byte >= 0xc2 && byte < 0xf5 && end === at + length) sound++
    else broken++
    at = end
  }
  return sound >= broken * 10
}

function utf8(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
}

function latin1(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')
}

function countOf(text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++
  return count
}

import { Tokenizer } from 'htmlparser2'

/** Entities that a document declares itself, by name. Values are never expanded a second time. */
export type DeclaredEntities = ReadonlyMap<string, string>

const maxReferenceLength = 40

/**
 * Replaces character and entity references (`&amp;`, `&#8217;`, `&eacute;`, declared ones) by what they stand for, once.
 * A reference that nothing is known of stays as it is, and `unknown` is told.
 */
export function decodeReferences(
  text: string,
  declared?: DeclaredEntities,
  unknown?: (name: string) => void,
): string {
  let at = text.indexOf('&')
  if (at < 0) return text
  let out = ''
  let from = 0
  while (at >= 0) {
    const end = referenceEnd(text, at + 1)
    const value = end < 0 ? undefined : replacementOf(text, at + 1, end, declared, unknown)
    if (value !== undefined) {
      out += text.slice(from, at) + value
      from = text.charCodeAt(end) === 59 ? end + 1 : end
    }
    at = text.indexOf('&', Math.max(from, at + 1))
  }
  return from === 0 ? text : out + text.slice(from)
}

/** Where the name or number that begins at `start` ends; -1 when there is none, or a name lacks its semicolon. */
function referenceEnd(text: string, start: number): number {
  const numeric = text.charCodeAt(start) === 35
  const limit = Math.min(text.length, start + maxReferenceLength)
  let end = numeric ? start + 1 : start
  while (end < limit && isNameCharacter(text.charCodeAt(end))) end++
  if (end === start || (!numeric && text.charCodeAt(end) !== 59)) return -1
  return end
}

function isNameCharacter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 46 ||
    code === 45 ||
    code === 95
  )
}

function replacementOf(
  text: string,
  start: number,
  end: number,
  declared: DeclaredEntities | undefined,
  unknown: ((name: string) => void) | undefined,
): string | undefined {
  if (text.charCodeAt(start) === 35) return numbered(text.slice(start + 1, end))
  const name = text.slice(start, end)
  switch (name) {
    case 'lt':
      return '<'
    case 'gt':
      return '>'
    case 'amp':
      return '&'
    case 'quot':
      return '"'
    case 'apos':
      return "'"
  }
  const value = declared?.get(name) ?? named(name)
  if (value === undefined) unknown?.(name)
  return value
}

function numbered(digits: string): string | undefined {
  const hexadecimal = digits[0] === 'x' || digits[0] === 'X'
  const body = hexadecimal ? digits.slice(1) : digits
  if (!(hexadecimal ? /^[0-9a-f]{1,8}$/i : /^\d{1,10}$/).test(body)) return undefined
  const code = Number.parseInt(body, hexadecimal ? 16 : 10)
  if (code >= 0x80 && code <= 0x9f) return windows1252.decode(Uint8Array.of(code))
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd'
  return String.fromCodePoint(code)
}

const windows1252 = new TextDecoder('windows-1252')
const names = new Map<string, string | undefined>()

/** The HTML entity of that name. The table is the tokenizer's own; what it said is remembered. */
function named(name: string): string | undefined {
  if (names.has(name)) return names.get(name)
  const value = askTokenizer(`&${name};`)
  if (names.size < 4096) names.set(name, value)
  return value
}

function askTokenizer(reference: string): string | undefined {
  let value = ''
  let literal = false
  const nothing = () => {}
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      ontext: () => {
        literal = true
      },
      ontextentity: (code) => {
        value += String.fromCodePoint(code)
      },
      onattribdata: nothing,
      onattribend: nothing,
      onattribentity: nothing,
      onattribname: nothing,
      oncdata: nothing,
      onclosetag: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onopentagend: nothing,
      onopentagname: nothing,
      onprocessinginstruction: nothing,
      onselfclosingtag: nothing,
    },
  )
  tokenizer.write(reference)
  tokenizer.end()
  return literal || value === '' ? undefined : value
}

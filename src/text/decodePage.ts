import iconv from 'iconv-lite'

/** A page as text, and the name of the encoding it was read in. */
export interface Decoded {
  readonly text: string
  readonly encoding: string
  readonly repairs: readonly string[]
}

const sniffedBytes = 4096

/**
 * Reads a page's bytes as the HTML standard does: byte order mark, then the header's charset, then the page's own
 * `meta`; UTF-8 where nothing is said and the bytes allow it, else windows-1252. Never throws.
 */
export function decodePage(bytes: Uint8Array, contentType?: string): Decoded {
  const marked = byteOrderMark(bytes)
  if (marked) return { text: decodeAs(bytes, marked), encoding: marked, repairs: [] }
  const declared = declaredEncodings(bytes, contentType)
  const validUtf8 = decodeUtf8(bytes)
  for (const name of declared) {
    if (isUtf8(name) && validUtf8 === undefined) continue
    return withRepair(bytes, name, validUtf8)
  }
  if (validUtf8 !== undefined) return { text: validUtf8, encoding: 'utf-8', repairs: [] }
  if (declared.length > 0) return mostlyUtf8(bytes, declared[0]!)
  return {
    text: decodeAs(bytes, 'windows-1252'),
    encoding: 'windows-1252',
    repairs: ['no encoding was declared; read as windows-1252'],
  }
}

/** A page that says it is in a legacy encoding but holds valid UTF-8 with letters beyond ASCII is UTF-8. */
function withRepair(bytes: Uint8Array, name: string, validUtf8: string | undefined): Decoded {
  const lies = validUtf8 !== undefined && !isUtf8(name) && isLatin(name) && hasBeyondAscii(bytes)
  if (lies) return { text: validUtf8, encoding: 'utf-8', repairs: [`declared as ${name}, but it is UTF-8`] }
  return { text: decodeAs(bytes, name), encoding: name, repairs: [] }
}

/** Declared UTF-8 with broken bytes: kept as UTF-8 when few are broken, else read as windows-1252. */
function mostlyUtf8(bytes: Uint8Array, declared: string): Decoded {
  const text = new TextDecoder('utf-8').decode(bytes)
  const broken = count(text, '\uFFFD')
  const legacy = decodeAs(bytes, 'windows-1252')
  if (broken * 20 <= legacy.length - text.length + broken * 2 || broken <= 5) {
    return { text, encoding: declared, repairs: [`${broken} bytes were not valid UTF-8`] }
  }
  return {
    text: legacy,
    encoding: 'windows-1252',
    repairs: [`declared as ${declared}, but it is not; read as windows-1252`],
  }
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

function declaredEncodings(bytes: Uint8Array, contentType?: string): string[] {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, sniffedBytes)).toString(
    'latin1',
  )
  const names = [
    /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1],
    /<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1],
    /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1],
  ]
  return names
    .filter((name): name is string => name !== undefined && known(name))
    .map((name) => name.toLowerCase())
}

function known(name: string): boolean {
  // A page whose meta can be read as ASCII is not in UTF-16, whatever it says.
  return iconv.encodingExists(name) && !/^(utf-?16|utf-?32|ucs-?2|base64|hex|binary)/i.test(name)
}

function decodeAs(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder(name).decode(bytes)
  } catch {
    return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), name)
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const isUtf8 = (name: string): boolean => /^(utf-?8|us-ascii|ascii)$/i.test(name)
const isLatin = (name: string): boolean =>
  /^(iso-?8859-?1|iso-?8859-?15|windows-?125[0-8]|cp125[0-8]|latin)/i.test(name)

function hasBeyondAscii(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte >= 0x80)
}

function count(text: string, letter: string): number {
  let found = 0
  for (let at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, at + 1)) found++
  return found
}

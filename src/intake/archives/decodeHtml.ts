import iconv from 'iconv-lite'

const byteOrderMarks: readonly [string, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]
/** Browsers look this far for a declared encoding. */
const declarationWithin = 1024

/**
 * Bytes as text: by byte order mark, by the charset of the content type, by the page's own declaration, as UTF-8 where
 * the bytes are that, else as windows-1252. Never throws.
 */
export function decodeHtml(bytes: Uint8Array, contentType: string | undefined, html: boolean): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const marked = byteOrderMarks.find(([, mark]) => mark.every((byte, index) => buffer[index] === byte))
  const head = html ? buffer.subarray(0, declarationWithin).toString('latin1') : ''
  const declared = charsetOf(contentType ?? '') ?? charsetOf(head)
  if (marked) return iconv.decode(buffer, marked[0])
  if (declared && iconv.encodingExists(declared)) return iconv.decode(buffer, declared)
  return isUtf8(buffer) ? buffer.toString('utf8') : iconv.decode(buffer, 'windows-1252')
}

function charsetOf(text: string): string | undefined {
  return /charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(text)?.[1]
}

function isUtf8(buffer: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(buffer)
    return true
  } catch {
    return false
  }
}

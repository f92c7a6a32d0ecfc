import type { Reading } from '../domain/reading.ts'
import type { ReadingHints } from './hints.ts'
import { readHtml } from './readHtml.ts'
import { readText } from './readText.ts'

/** Reads a file of which nothing is known: a page when it begins like one, else a plain text. Never throws. */
export function readBytes(bytes: Uint8Array, hints: ReadingHints = {}): Reading {
  const { text, repairs } = decode(bytes)
  if (looksHtml(text)) return readHtml(bytes, hints)
  return readText(text, { ...hints, repairs: [...(hints.repairs ?? []), ...repairs] })
}

function looksHtml(text: string): boolean {
  return /^\ufeff?\s*(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype\s+html|\?xml|html|head|body|article|main|div|p|h1|section|meta|title|script|link)\b/i.test(
    text.slice(0, 4096),
  )
}

/** UTF-8, UTF-16 with its mark, or else Windows-1252, in which any bytes are text. */
function decode(bytes: Uint8Array): { text: string; repairs: string[] } {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), repairs: [] }
  if (first === 0xfe && second === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), repairs: [] }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), repairs: [] }
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes)
    return { text, repairs: ['The text was not UTF-8 and was read as Windows-1252.'] }
  }
}

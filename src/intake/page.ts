import { decodePage } from '../text/decodePage.ts'
import { type Fault, type FetchedBody, fault } from './fetching/fetched.ts'
import { pageHash } from './visibleText.ts'

/** A web page as it came in, its bytes read as text. */
export interface Page {
  readonly kind: 'page'
  readonly url: string
  readonly content: string
  readonly contentKind: 'html' | 'text'
  /** Of what it says: see `pageHash`. */
  readonly hash: string
  readonly contentType?: string
  readonly repairs: readonly string[]
}

/** Reads a body as a page, or says why it is none. */
export function readPage(fetched: FetchedBody): Page | Fault {
  const type = fetched.contentType?.replace(/;.*$/s, '').trim().toLowerCase()
  const kind = contentKind(type, fetched.body)
  if (!kind)
    return fault('not-a-page', `The address holds no web page${type ? ` but “${type.slice(0, 60)}”` : ''}.`)
  const { text, repairs } = decodePage(fetched.body, fetched.contentType)
  return {
    kind: 'page',
    url: fetched.finalUrl,
    content: text,
    contentKind: kind,
    hash: pageHash(text),
    contentType: fetched.contentType?.slice(0, 200),
    repairs: [...fetched.repairs, ...repairs],
  }
}

/** By its type where that says something, else by its first characters. Undefined for pictures, PDF and other binaries. */
function contentKind(type: string | undefined, body: Uint8Array): Page['contentKind'] | undefined {
  const head = Buffer.from(body.subarray(0, 2048)).toString('latin1')
  const looksHtml = /<(?:!doctype\s+html|html|head|body|article|p|h1|div|meta|title)\b/i.test(
    head.replaceAll('\0', ''),
  )
  if (type === 'text/html' || type === 'application/xhtml+xml') return isBinary(body) ? undefined : 'html'
  if (type !== undefined && !/^(?:text\/|application\/(?:xml|octet-stream)$)|\+xml$/.test(type))
    return undefined
  if (isBinary(body)) return undefined
  if (looksHtml) return 'html'
  return type === 'text/plain' ? 'text' : undefined
}

/** Zero bytes in what is not UTF-16. */
function isBinary(body: Uint8Array): boolean {
  const [a, b] = body
  const wide = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)
  return !wide && body.subarray(0, 2048).includes(0)
}

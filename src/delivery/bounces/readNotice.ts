import { createHash } from 'node:crypto'
import type { Attachment, Email } from 'postal-mime'
import { type Fields, fieldBlocks } from './fields.ts'

/** A mail that came back to us, taken apart. */
export interface Notice {
  readonly head: Fields
  /** What it says to people, its beginning. */
  readonly text: string
  /** The blocks of each delivery status (RFC 3464, RFC 6533): the first is about the message, each other a recipient. */
  readonly statuses: readonly (readonly Fields[])[]
  /** A feedback report (RFC 5965). */
  readonly feedback?: Fields
  /** It says that a mail was read or thrown away (RFC 8098). */
  readonly isReadingReceipt: boolean
  /** The head, and maybe more, of the mail that it is about. */
  readonly original: string
  /** Whoever sent it wants nothing back: mail systems do, people do not. */
  readonly nullSender: boolean
  /** Tells it from others: a hash of all but the head, to which each server on the way adds. */
  readonly hash: string
}

/** What cannot be taken apart: broken, or made to do harm. */
export interface Unreadable {
  readonly kind: 'unreadable'
  readonly why: string
}

/** Our own mail is a tenth of it. */
export const largestNotice = 2 * 1024 * 1024

const deepest = 20
const largestHeads = 256 * 1024
/** Lines that may part a mail: each makes a part, and each part takes memory. */
const mostParts = 2000
/** Each line takes the parser some 15 µs: a mail of nothing but line breaks would hold everything up for ten seconds. */
const mostLines = 40_000
const longestText = 64 * 1024
const mostStatuses = 20

/** Takes a mail apart as it came over the wire. `nullSender` where its envelope is known. */
export async function readNotice(
  raw: Uint8Array,
  envelope: { nullSender?: boolean } = {},
): Promise<Notice | Unreadable> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  if (bytes.length > largestNotice) {
    return { kind: 'unreadable', why: `It is larger than ${largestNotice / 1024 / 1024} MB.` }
  }
  if (count(bytes, '\n--', mostParts) > mostParts) {
    return { kind: 'unreadable', why: `It has more than ${mostParts} parts.` }
  }
  if (count(bytes, '\n', mostLines) > mostLines) {
    return { kind: 'unreadable', why: `It has more than ${mostLines} lines.` }
  }
  const mail = await parse(bytes)
  if ('kind' in mail) return mail
  const head = headOf(mail)
  const ofType = (types: readonly string[]) =>
    mail.attachments.filter((part) => types.includes(part.mimeType)).map(textOf)
  const [feedback] = ofType(['message/feedback-report'])
  return {
    head,
    text: shownText(mail),
    statuses: ofType(statusTypes).slice(0, mostStatuses).map(fieldBlocks),
    ...(feedback !== undefined && {
      feedback: new Map(fieldBlocks(feedback).flatMap((block) => [...block])),
    }),
    isReadingReceipt: ofType(receiptTypes).length > 0,
    original: ofType(originalTypes).join('\n').slice(0, longestText),
    nullSender: envelope.nullSender ?? head.get('return-path') === '<>',
    hash: createHash('sha256').update(bodyOf(bytes)).digest('hex'),
  }
}

const statusTypes = ['message/delivery-status', 'message/global-delivery-status']
const receiptTypes = ['message/disposition-notification', 'message/global-disposition-notification']
const originalTypes = [
  'message/rfc822',
  'message/global',
  'text/rfc822-headers',
  'message/rfc822-headers',
  'message/global-headers',
]

async function parse(bytes: Buffer): Promise<Email | Unreadable> {
  const { default: PostalMime } = await import('postal-mime')
  try {
    return await PostalMime.parse(bytes, {
      forceRfc822Attachments: true,
      maxNestingDepth: deepest,
      maxHeadersSize: largestHeads,
    })
  } catch (error) {
    return { kind: 'unreadable', why: `It cannot be taken apart: ${(error as Error).message}.` }
  }
}

/** How often something stands in a mail; it stops counting above `most`. */
function count(bytes: Buffer, what: string, most: number): number {
  let found = 0
  for (let at = bytes.indexOf(what); at !== -1 && found <= most; at = bytes.indexOf(what, at + 1)) found++
  return found
}

function headOf({ headers }: Email): Fields {
  const head = new Map<string, string>()
  for (const { key, value } of headers) {
    // An address that several servers noted is kept as often as it was.
    const known = head.get(key)
    if (known === undefined) head.set(key, value)
    else if (addressFields.has(key)) head.set(key, `${known} ${value}`)
  }
  return head
}

const addressFields: ReadonlySet<string> = new Set([
  'to',
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-failed-recipients',
])

function shownText({ text, html }: Email): string {
  if (text) return text.slice(0, longestText)
  return (html ?? '').slice(0, longestText).replace(/<[^<>]*>/g, ' ')
}

/** The beginning of a part as text: UTF-8, or, where it is none, one byte a letter. */
function textOf({ content }: Attachment): string {
  if (typeof content === 'string') return content.slice(0, longestText)
  const bytes = new Uint8Array(content).subarray(0, longestText)
  try {
    // A letter cut in two at the end is no fault of the text.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}

function bodyOf(bytes: Buffer): Buffer {
  const ends = [bytes.indexOf('\r\n\r\n'), bytes.indexOf('\n\n')].filter((at) => at >= 0)
  return ends.length === 0 ? bytes : bytes.subarray(Math.min(...ends))
}

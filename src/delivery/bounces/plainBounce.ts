import { plainAddress } from './addresses.ts'
import type { Returned } from './finding.ts'
import type { Notice } from './readNotice.ts'
import { quotesRefusal, severityOf, statusIn } from './severity.ts'

/**
 * Reads a bounce that has no delivery status but a form of its own: with `X-Failed-Recipients` (Exim) or as qmail writes
 * them (QSBMF). Undefined where it is neither.
 */
export function formedBounce({ head, text }: Notice, address: string): Returned | undefined {
  const failed = head.get('x-failed-recipients')
  if (failed !== undefined) {
    const names = isAmong(failed.split(/[,\s]+/), address)
    return returned(about(address, beforeCopy(text)), names)
  }
  const failures = qmailFailures(text)
  if (!failures) return undefined
  const own = failures.find(({ recipient }) => isAmong([recipient], address))
  return returned((own ?? failures[0])?.text ?? '', own !== undefined)
}

/** Reads what a mail system writes in any other form, where it quotes a mail server that refused. */
export function quotedBounce(notice: Notice, address: string): Returned | undefined {
  const text = beforeCopy(notice.text)
  if (!isFromMailSystem(notice) || !quotesRefusal(text)) return undefined
  return returned(about(address, text), hasAddress(text, address))
}

/** `names` says whether the address itself is what failed; else it may be one behind it. */
function returned(text: string, names: boolean): Returned {
  const status = statusIn(text)
  const severity = names ? (severityOf({ text }) ?? 'soft') : 'soft'
  return { kind: 'returned', severity, ...(status && { status }), text: reason(text) }
}

const mostParagraphs = 200

/** The paragraphs of a QSBMF bounce that begin with an address; undefined where the text is none. */
function qmailFailures(text: string): { recipient: string; text: string }[] | undefined {
  if (!/^\s*Hi\. This is the /.test(text)) return undefined
  const paragraphs = paragraphsOf(text.trimStart())
  const end = paragraphs.findIndex((one) => one.startsWith('-'))
  return paragraphs.slice(1, end === -1 ? undefined : end).flatMap((paragraph) => {
    const [, recipient, said] = /^<([^<>\n]*)>:?([\s\S]*)$/.exec(paragraph) ?? []
    return recipient === undefined ? [] : [{ recipient, text: (said ?? '').trim() }]
  })
}

/** A bounce ends where the mail that came back begins: what that one says is not what the mail server says. */
function beforeCopy(text: string): string {
  const lines = text.slice(0, longestReading).split('\n')
  const end = lines.findIndex((line) => /^[-=_* ]{3}/.test(line) && announcing.test(line))
  return lines.slice(0, end === -1 ? undefined : end).join('\n')
}

const longestReading = 8000
const announcing = /copy|original|message|header|included|below/i

/** Parted by empty lines. */
function paragraphsOf(text: string): string[] {
  return text.split(/\r?\n[ \t]*(?:\r?\n[ \t]*)+/, mostParagraphs)
}

function isFromMailSystem({ head, nullSender }: Notice): boolean {
  return nullSender || /(^|[<\s"])(mailer-daemon|postmaster|mail-daemon)@/i.test(head.get('from') ?? '')
}

function isAmong(written: readonly string[], address: string): boolean {
  return written.some((one) => plainAddress(one) === plainAddress(address))
}

function hasAddress(text: string, address: string): boolean {
  return isAmong(text.split(/[\s,;:"'()[\]<>]+/), address)
}

/** The paragraphs that name the address; all of them where none does. */
function about(address: string, text: string): string {
  const naming = paragraphsOf(text).filter((one) => hasAddress(one, address))
  return naming.length > 0 ? naming.join('\n\n') : text
}

/** The line that gives the reason: the one with an answer of a mail server, else the last one that is not empty. */
function reason(text: string): string {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
  return lines.find((line) => quotesRefusal(line)) ?? lines.at(-1) ?? ''
}

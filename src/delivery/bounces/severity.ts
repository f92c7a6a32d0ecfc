/** Hard: the address is no good. Soft: this mail did not arrive, the next one may. */
export type Severity = 'hard' | 'soft'

/** What a mail server said of a mail: its enhanced status where it gave one, and its words. */
export interface Reply {
  /** Such as "5.1.1" (RFC 3463). */
  readonly status?: string
  readonly text: string
}

/**
 * The statuses that say the address itself is no good: unknown mailbox, unknown domain, malformed, moved, a domain that
 * takes no mail (RFC 7505), a mailbox turned off. All else may pass: a full mailbox (5.2.2), a server or a network
 * (5.3, 5.4), one mail's content (5.6), and refusals by a rule (5.7), which are about us and not about the reader.
 */
const hardStatuses: ReadonlySet<string> = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1'])
/** Statuses that say no more than that it failed: some servers give no others, and say the rest in words. */
const bareStatuses: ReadonlySet<string> = new Set(['5.0.0', '5.1.0', '5.2.0', '5.3.0', '5.5.0'])

const inText = /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\d|\.\d)/g
const refusal = /(?<![\d.])5[05]\d(?=[ -])/

/** The last enhanced status in a text: servers quote the one that decided last. */
export function statusIn(text: string): string | undefined {
  return text.match(inText)?.at(-1)
}

/** True when a text quotes a mail server that refused for good. */
export function quotesRefusal(text: string): boolean {
  return refusal.test(text) || (statusIn(text)?.startsWith('5') ?? false)
}

/** Undefined where neither status nor words tell. */
export function severityOf({ status, text }: Reply): Severity | undefined {
  const given = [...(status === undefined ? [] : [status]), ...(text.match(inText) ?? [])]
  const telling = given.filter((one) => !bareStatuses.has(one) && !one.startsWith('2'))
  if (telling.length === 0) return severityInWords(text)
  // Where they differ, as "5.1.1" beside "550 5.7.1 blocked", the milder one is believed.
  if (!telling.every((one) => hardStatuses.has(one))) return 'soft'
  const words = wordsOf(text)
  // Some call a mailbox that gets too much at once turned off, and some one that is full unknown.
  return full.test(words) || (telling.includes('5.2.1') && tooFast.test(words)) ? 'soft' : 'hard'
}

/**
 * True where a refusal of an address is plainly about something else: its mailbox is full (5.2.2), or the mail, its sender
 * or a rule (5.7) is to blame.
 */
export function mayPass(text: string): boolean {
  const telling = (text.match(inText) ?? []).filter((one) => !bareStatuses.has(one))
  if (telling.length === 0) return severityInWords(text) === 'soft'
  return telling.some((one) => /^4|^5\.(1\.[789]|2\.[234]|3\.|6\.|7\.)/.test(one))
}

const tooFast = /\brate\b|\btoo (quickly|many|much|fast)\b/i
const full = /quota|(mail ?box|inbox|storage) (is )?(over)?full|out of storage|\btemporar|gr[ea]y-?list/i
const passing =
  /spam|block|black|reputation|policy|polic(?:y|ies)|denied|banned|listed|\brbl\b|dnsbl|\bspf\b|dkim|dmarc|quota|\bfull\b|exceed|too (large|big|many|much|quickly|fast)|sender|\brate\b|temporar|try again|later|grey|gray|time[d ]?-?out|not authori[sz]ed|relay/i
const unknown =
  /no such (user|mailbox|address|recipient|account|person|local)|(user|mailbox|recipient|address|account|mail ?box)( \S+)? (is )?(unknown|not found|invalid)|(unknown|invalid|bad) (user|recipient|mailbox|address|account|local[ -]?part|destination)|(does not|doesn['’]t|doesnt) (exist|have an? \S+ account)|no mailbox here|no longer (exists|valid|available|in use|active)|unrouteable address|(account|mailbox|user|address)( \S+)? (is |has been )?(disabled|inactive|deactivated|closed|deleted|suspended)|not a (known|valid) (user|mailbox|recipient|address)/i

const longestWords = 4000

/** Addresses and links are no words. */
function wordsOf(text: string): string {
  return text.slice(0, longestWords).replace(/\S+@\S+|https?:\S+/g, ' ')
}

/** Only where nothing hints at what may pass. */
function severityInWords(text: string): Severity | undefined {
  const words = wordsOf(text)
  if (passing.test(words)) return 'soft'
  return unknown.test(words) ? 'hard' : undefined
}

const meanings: readonly (readonly [RegExp, string])[] = [
  [/^\d\.1\.1$/, 'there is no such mailbox'],
  [/^\d\.1\.2$/, 'there is no such domain'],
  [/^\d\.1\.3$/, 'the address is malformed'],
  [/^\d\.1\.6$/, 'the mailbox has moved'],
  [/^\d\.1\.10$/, 'it takes no mail'],
  [/^\d\.2\.1$/, 'the mailbox is turned off'],
  [/^\d\.2\.2$/, 'the mailbox is full'],
  [/^\d\.2\.3$/, 'the mail is too large for it'],
  [/^\d\.4\.\d+$/, 'its mail server could not be reached'],
  [/^\d\.6\.\d+$/, 'its mail server did not like the content'],
  [/^\d\.7\.\d+$/, 'its mail server refused the mail by a rule'],
]

/** What a status means, in words that go on after a colon; undefined where it says nothing. */
export function meaningOf(status: string | undefined): string | undefined {
  if (status === undefined) return undefined
  return meanings.find(([pattern]) => pattern.test(status))?.[1]
}

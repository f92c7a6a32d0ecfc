import { setTimeout as sleep } from 'node:timers/promises'
import { endAddress, insertBounce, markBounced, runOfBounces } from '../../db/bounces.ts'
import type { Db, Tx } from '../../db/open.ts'
import { findSentMail, type SentMail } from '../../db/sentMails.ts'
import { decideFinding } from './decideFinding.ts'
import type { Finding, Returned } from './finding.ts'
import { type FoundMail, findMail } from './findMail.ts'
import { type Notice, readNotice } from './readNotice.ts'
import { meaningOf } from './severity.ts'

/** What was made of a mail that came back. `say` is a sentence for whoever runs the mail server. */
export interface Taken {
  /**
   * `ended`: an address was turned off. `noted`: it was kept, and no address was turned off. `known`: it had been taken
   * before. `ignored`: it asks for nothing, or is not about a mail of ours. `unreadable`: it cannot be taken apart.
   */
  readonly kind: 'ended' | 'noted' | 'known' | 'ignored' | 'unreadable'
  readonly say: string
}

export interface Envelope {
  /** The addresses that it was sent to, as far as they are known. */
  readonly recipients: readonly string[]
  /** Whether it was sent from no address, as bounces are; absent where the envelope is not known. */
  readonly nullSender?: boolean
}

/**
 * Takes one mail that came back, as it came over the wire: finds the mail of ours that it is about, keeps what it says of
 * it, and turns the address off where that is due, in one transaction. The same mail taken twice changes nothing.
 */
export async function takeBounce(
  db: Db,
  raw: Uint8Array,
  envelope: Envelope,
  now: () => Date,
): Promise<Taken> {
  const notice = await readNotice(raw, envelope)
  if ('kind' in notice) return { kind: 'unreadable', say: `Refused: ${lowered(notice.why)}` }
  const found = await findMail(db, notice, envelope.recipients)
  if (!found)
    return { kind: 'ignored', say: 'Ignored: nothing in it proves that it is about a mail of ours.' }
  const finding = decideFinding(notice, found.mail.address)
  if (finding.kind === 'nothing') return { kind: 'ignored', say: `Ignored: ${finding.because}.` }
  const mail = finding.kind === 'returned' ? await settled(db, found.mail) : found.mail
  return db.transaction().execute((tx) => save(tx, { ...found, mail }, finding, notice, now()))
}

const looks = 20
const lookMs = 250

/**
 * The mail, once its sending is noted. A receiver may be faster to return a mail than we are to note that it took it. One
 * that still waits after some seconds is to be sent again later: what came back was an earlier try of it.
 */
async function settled(db: Db, mail: SentMail): Promise<SentMail> {
  let seen = mail
  for (let look = 0; seen.isWaiting && seen.deliveryId && look < looks; look++) {
    await sleep(lookMs)
    seen = (await findSentMail(db, seen.deliveryId)) ?? seen
  }
  return seen
}

async function save(
  tx: Tx,
  found: FoundMail,
  finding: Exclude<Finding, { kind: 'nothing' }>,
  notice: Notice,
  now: Date,
): Promise<Taken> {
  const { mail } = found
  const why = reasonOf(finding)
  const kind = finding.kind === 'returned' ? finding.severity : finding.kind
  const status = finding.kind === 'returned' ? finding.status : undefined
  const isNew = await insertBounce(tx, mail, { kind, status, why, notice: notice.hash }, now)
  if (!isNew) return { kind: 'known', say: `Known already, of the mail to ${mail.address}.` }
  if (finding.kind === 'unclear') {
    return { kind: 'noted', say: `Not understood, and kept, of the mail to ${mail.address}: ${why}` }
  }
  if (finding.kind === 'complaint') return end(tx, found, why, now)
  if (mail.deliveryId) await markBounced(tx, mail.deliveryId, { status, why }, now)
  return judgeReturned(tx, found, finding, why, now)
}

/** So many mails, sent on so many days, over so long a time have to come back in a row, none arriving in between. */
const runDays = 4
const runMs = 7 * 24 * 3_600_000

async function judgeReturned(
  tx: Tx,
  found: FoundMail,
  { severity }: Returned,
  why: string,
  now: Date,
): Promise<Taken> {
  const { mail } = found
  if (mail.confirmedAt && mail.confirmedAt > mail.sentAt) {
    return { kind: 'noted', say: `Noted of ${mail.address}, which was confirmed since: ${why}` }
  }
  if (severity === 'hard') return end(tx, found, why, now)
  const run = await runOfBounces(tx, mail)
  if (run.days >= runDays && run.spanMs >= runMs) {
    const days = Math.floor(run.spanMs / (24 * 3_600_000))
    return end(tx, found, `All mail of ${days} days came back, ${run.mails} in a row. ${why}`, now)
  }
  return { kind: 'noted', say: `Noted of ${mail.address}, number ${run.mails} in a row: ${why}` }
}

async function end(tx: Tx, { mail, by }: FoundMail, why: string, now: Date): Promise<Taken> {
  // Whoever has the page of one subscription has its link: that is no say over the others to the address.
  const ended = await endAddress(tx, mail, { why, at: now, alone: by === 'link' })
  if (ended === 0) return { kind: 'noted', say: `Noted of ${mail.address}, which is off already: ${why}` }
  return { kind: 'ended', say: `Turned off ${mail.address}: ${why}` }
}

const longestReason = 400

/** One sentence for the owner of the address. */
function reasonOf(finding: Exclude<Finding, { kind: 'nothing' }>): string {
  switch (finding.kind) {
    case 'complaint':
      return `A mail was reported as unwanted${finding.by ? ` (by ${shown(finding.by)})` : ''}.`
    case 'unclear':
      return `${shown(finding.because)}.`
    case 'returned': {
      const means = meaningOf(finding.status)
      // A status that ends in nothing says nothing.
      const status = finding.status && !/^5\.\d\.0$/.test(finding.status) ? ` (${finding.status})` : ''
      const said = shown(finding.text)
      return `A mail came back${means ? `: ${means}` : ''}${status}.${said ? ` Its mail server says: ${said}` : ''}`
    }
  }
}

/** What came from elsewhere, on one line, without letters that steer a terminal or turn the direction of writing. */
function shown(text: string): string {
  const plain = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .toWellFormed()
    .trim()
  return plain.length > longestReason ? `${plain.slice(0, longestReason).toWellFormed()}…` : plain
}

function lowered(sentence: string): string {
  return sentence[0]!.toLowerCase() + sentence.slice(1)
}

import { saveAlerts } from '../db/alerts.ts'
import { changeDue, type HeldBack, noteSent, saveVoices, toldBy, waitingForOrigins } from '../db/heldBack.ts'
import type { Tx } from '../db/open.ts'
import { freshSpans } from '../db/reportsToMatch.ts'
import { listeners } from '../db/subscriptions.ts'
import type { AlertBody } from '../domain/alerts.ts'
import type { SubscriptionId } from '../domain/ids.ts'
import type { Handoff } from '../stage.ts'
import { blankOutside } from '../text/blanked.ts'
import { sentencesOf } from '../text/sentences.ts'
import type { Arrival } from './arrival.ts'
import { decideWhen } from './decideWhen.ts'
import { handOn } from './handOn.ts'
import { pacesOf } from './paces.ts'
import { bearsOut, wordsOf } from './sameness.ts'

/** What an arrival bore out of what waits in its story for more origins. */
export interface Borne {
  readonly handoffs: readonly Handoff[]
  /** True where a subscription waits to hear, or hears now, what this sentence says again. */
  awaits(id: SubscriptionId, text: string): boolean
}

/**
 * Decides again about what waits until enough independent origins say it: a report of another voice that says it too,
 * in whatever words, is one more. What has enough goes out, or waits on by the clock as the subscriber's rules say.
 */
export async function hearMoreOrigins(tx: Tx, arrival: Arrival): Promise<Borne> {
  const waiting = await waitingForOrigins(tx, arrival.storyId)
  if (waiting.length === 0) return { handoffs: [], awaits: () => false }
  const text = await ownWords(tx, arrival.report)
  const sentences = sentencesOf(text).map(({ start, end }) => wordsOf(text.slice(start, end)))
  const borneOut = new Set([...new Set(waiting.map(saidIn))].filter((one) => isBorneOut(one, sentences)))
  const heard = waiting.filter(
    (row) => borneOut.has(saidIn(row)) && !row.voices.includes(arrival.report.voice),
  )
  return {
    handoffs: await count(tx, arrival, heard),
    awaits: (id, sentence) => awaits(waiting, id, sentence),
  }
}

/** A report's text without what it took from others: a copied sentence is no further origin, whoever prints it. */
async function ownWords(tx: Tx, { text, revisionId }: Arrival['report']): Promise<string> {
  const fresh = await freshSpans(tx, revisionId)
  return fresh ? blankOutside(text, fresh) : text
}

function isBorneOut(text: string, sentences: readonly ReturnType<typeof wordsOf>[]): boolean {
  const words = wordsOf(text)
  return sentences.some((sentence) => bearsOut(sentence, words))
}

function saidIn(row: HeldBack): string {
  return row.body.developments[0]?.text ?? ''
}

function awaits(waiting: readonly HeldBack[], id: SubscriptionId, sentence: string): boolean {
  const words = wordsOf(sentence)
  return waiting.some((row) => row.subscriptionId === id && bearsOut(words, wordsOf(saidIn(row))))
}

async function count(tx: Tx, arrival: Arrival, heard: readonly HeldBack[]): Promise<Handoff[]> {
  const { storyId, report, at } = arrival
  const listening = await listeners(tx, [...new Set(heard.map((row) => row.subscriptionId))], storyId)
  const paces = await pacesOf(tx, listening, at)
  const handoffs: Handoff[] = []
  for (const listener of listening) {
    const { subscription, muted } = listener
    const { rules } = subscription
    for (const row of heard.filter((one) => one.subscriptionId === subscription.id)) {
      const voices = [...row.voices, report.voice]
      const body = saidByToo(row, report.voiceName)
      await saveVoices(tx, row.id, voices, body)
      if (muted || voices.length < rules.origins) continue
      handoffs.push(...(await release(tx, { ...row, body }, decideWhen(rules, paces(listener), at), arrival)))
    }
  }
  return handoffs
}

/** What waits, with one more origin named. */
function saidByToo({ body, voices }: HeldBack, name: string): AlertBody {
  const developments = body.developments.map((one) => ({
    ...one,
    origins: [...(one.origins ?? voices), name],
  }))
  return { ...body, developments }
}

async function release(
  tx: Tx,
  row: HeldBack,
  when: ReturnType<typeof decideWhen>,
  { developments, at }: Arrival,
): Promise<Handoff[]> {
  if (when.kind === 'later') {
    await changeDue(tx, [row.id], when.at, when.reason)
    return handOn([], [{ subscriptionId: row.subscriptionId, dueAt: when.at }])
  }
  const said = wordsOf(saidIn(row))
  const saysAgain = developments.filter((one) => bearsOut(wordsOf(one.text), said))
  const tells = [...new Set([...toldBy(row.body), ...saysAgain.map((one) => one.id)])]
  const [alertId] = await saveAlerts(tx, [{ ...row, replaces: row.replaces ?? undefined, tells, at }])
  await noteSent(tx, [row.id], alertId!)
  return handOn([alertId!], [])
}

import { type Telling, tellings } from '../db/alerts.ts'
import type { Tx } from '../db/open.ts'
import type { NewDevelopment } from '../db/reportsToMatch.ts'
import { type StorySaying, sameSentences, sayingsOf } from '../db/sayings.ts'
import type { AlertId, DevelopmentId, ReportId, SubscriptionId } from '../domain/ids.ts'
import type { Arrival } from './arrival.ts'
import { bearsOut, saySame, type Words, wordsOf } from './sameness.ts'

/** One thing a report adds, with what was said and told of it before. */
export interface News extends NewDevelopment {
  /** By whom it was told, or what says the same. */
  readonly told: readonly Telling[]
  /** By whom what it corrects was told: to these it goes whatever they ask for. */
  readonly toldWrong: readonly Telling[]
  /** Who says it: the reports that go back to one source are one voice. */
  readonly voices: readonly string[]
  /** The same voices as they are written. */
  readonly origins: readonly string[]
}

const correcting: ReadonlySet<NewDevelopment['kind']> = new Set(['correction', 'withdrawal'])

/** What a report adds, beside what its story said before. */
export async function newsOf(
  tx: Tx,
  { report, storyId, developments }: Pick<Arrival, 'report' | 'storyId' | 'developments'>,
): Promise<News[]> {
  if (developments.length === 0) return []
  const { voice, voiceName } = report
  const sayings = await sayingsOf(tx, storyId)
  const elsewhere = await sameSentences(
    tx,
    developments.map((one) => one.text),
  )
  const compared = developments.map((one) => compare(one, sayings, report))
  const told = await tellings(tx, [
    ...elsewhere.map((one) => one.id),
    ...compared.flatMap(({ same, corrected }) => [...same, ...corrected]),
  ])
  return compared.map(({ one, same, corrected, borneOut }) => {
    const isSame = new Set([
      ...same,
      ...elsewhere.filter(({ text }) => text === one.text).map(({ id }) => id),
    ])
    const isWrong = new Set(corrected)
    const names = new Map(borneOut.map((said) => [said.voice, said.voiceName]))
    names.delete(voice)
    return {
      ...one,
      voices: [voice, ...names.keys()],
      origins: [voiceName, ...names.values()],
      told: told.filter(({ developmentId }) => isSame.has(developmentId)),
      toldWrong: told.filter(({ developmentId }) => isWrong.has(developmentId)),
    }
  })
}

interface Compared {
  readonly one: NewDevelopment
  readonly same: readonly DevelopmentId[]
  readonly corrected: readonly DevelopmentId[]
  /** What says it too. */
  readonly borneOut: readonly StorySaying[]
}

/** The report that comes. */
type Comer = Pick<Arrival['report'], 'reportId' | 'voice'>

function compare(one: NewDevelopment, sayings: readonly StorySaying[], report: Comer): Compared {
  const words = wordsOf(one.text)
  const before = sayings.filter(({ id }) => id !== one.id)
  const same = before.filter((said) => saySame(words, wordsOf(said.text)) || isMended(one, said, report))
  const borneOut = before.filter(({ text, isPublic }) => isPublic && bearsOut(wordsOf(text), words))
  return {
    one,
    same: [one.id, ...same.map(({ id }) => id)],
    corrected: correcting.has(one.kind) ? correctedBy(one, before, report.reportId) : [],
    borneOut,
  }
}

/** Whether another report of one voice took the same sentence back, and this one names no other number. */
function isMended(one: NewDevelopment, said: StorySaying, { reportId, voice }: Comer): boolean {
  if (!correcting.has(one.kind) || one.kind !== said.kind) return false
  if (one.replaces === null || one.replaces !== said.replaces) return false
  if (said.reportId === reportId || said.voice !== voice) return false
  const { numbers } = wordsOf(said.text)
  return wordsOf(one.text).numbers.every((number) => numbers.includes(number))
}

/** What a correction takes back: the sentence it replaces; where it names none, all that its report said before. */
function correctedBy(
  { replaces, id }: NewDevelopment,
  before: readonly StorySaying[],
  reportId: ReportId,
): DevelopmentId[] {
  const older = before.filter((one) => one.id < id)
  if (replaces === null) return older.filter((one) => one.reportId === reportId).map((one) => one.id)
  const words = wordsOf(replaces)
  return older.filter((one) => one.text === replaces || saysToo(one, words)).map((one) => one.id)
}

/** Whether something said is what was taken back, or gives its figures with more beside them. */
function saysToo({ kind, text }: StorySaying, wrong: Words): boolean {
  const words = wordsOf(text)
  if (saySame(words, wrong)) return true
  return wrong.numbers.length > 0 && !correcting.has(kind) && bearsOut(words, wrong)
}

/** Whether a subscription was told it, itself or by another that reaches all that it reaches. */
export function toldTo(
  { told }: Pick<News, 'told'>,
  id: SubscriptionId,
  reaches: readonly string[],
): 'here' | 'elsewhere' | undefined {
  if (told.some((one) => one.subscriptionId === id)) return 'here'
  const reached = new Set(told.flatMap((one) => one.reaches ?? []))
  return reaches.every((one) => reached.has(one)) ? 'elsewhere' : undefined
}

/** The alert by which a subscription was told what this corrects, the newest; undefined where it was not. */
export function toldWrongBy(
  { toldWrong }: Pick<News, 'toldWrong'>,
  id: SubscriptionId,
): { alertId: AlertId; gathered: boolean } | undefined {
  return toldWrong.findLast((one) => one.subscriptionId === id)
}

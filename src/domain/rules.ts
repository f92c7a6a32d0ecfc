import { z } from 'zod'

const ClockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time is written like 08:00.')

/** What a subscriber wants heeded before an alert goes out. Clock times are in the subscription's zone. */
export const Rules = z.object({
  pace: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('at-once') }),
      z.object({ kind: z.literal('hourly') }),
      z.object({ kind: z.literal('daily'), at: ClockTime }),
    ])
    .default({ kind: 'at-once' })
    .describe('At once, or gathered: at each full hour, or at a time of the day.'),
  quiet: z
    .object({
      from: ClockTime,
      to: ClockTime,
      corrections: z.enum(['wait', 'pass']).default('wait'),
    })
    .optional()
    .describe('Hours in which nothing is sent; corrections wait too, or pass.'),
  mostAnHour: z.int().min(1).max(1000).optional().describe('More than these in an hour are gathered.'),
  origins: z.int().min(1).max(20).default(1).describe('How many independent origins must say it.'),
  only: z.enum(['all', 'figures', 'corrections']).default('all'),
})
export type Rules = z.infer<typeof Rules>

export const defaultRules: Rules = Rules.parse({})

/** Why something waits: it goes out by itself. */
const waitingReasons = ['digest', 'quiet-hours', 'most-an-hour', 'few-origins'] as const
export type WaitingReason = (typeof waitingReasons)[number]
/** Why something was not sent. */
const finalReasons = [
  'nothing-new',
  'told',
  'told-elsewhere',
  'only-figures',
  'only-corrections',
  'muted',
  'corrected',
  'withdrawn',
  'awaited',
  'ended',
] as const
export type FinalReason = (typeof finalReasons)[number]
export type HeldReason = WaitingReason | FinalReason

export const reasonWords: Record<HeldReason, string> = {
  digest: 'waits for the digest',
  'quiet-hours': 'waits for the end of the quiet hours',
  'most-an-hour': 'more than wanted in an hour; waits and is gathered',
  'few-origins': 'too few independent origins say it so far',
  'nothing-new': 'says nothing that its story had not said',
  told: 'you were told this',
  'told-elsewhere': 'another of your subscriptions told you this',
  'only-figures': 'no new figure in it',
  'only-corrections': 'no correction',
  muted: 'you muted the story',
  corrected: 'it was corrected before it went out',
  withdrawn: 'the report was taken back',
  awaited: 'says again what waits for more origins',
  ended: 'the subscription ended',
}

/** Rules in words, each as a part of a list; empty where all is as by default. Times are in the zone given. */
export function rulesInWords({ pace, quiet, mostAnHour, origins, only }: Rules, zone: string): string[] {
  const words: string[] = []
  if (pace.kind === 'hourly') words.push('gathered each full hour')
  if (pace.kind === 'daily') words.push(`gathered each day at ${pace.at} (${zone})`)
  if (quiet) {
    const pass = quiet.corrections === 'pass' ? ', but for corrections' : ''
    words.push(`quiet from ${quiet.from} to ${quiet.to} (${zone})${pass}`)
  }
  if (mostAnHour !== undefined) words.push(`at most ${mostAnHour} an hour`)
  if (origins > 1) words.push(`only what ${origins} independent origins say`)
  if (only === 'figures') words.push('only new and changed figures')
  if (only === 'corrections') words.push('only corrections, denials and withdrawals')
  return words
}

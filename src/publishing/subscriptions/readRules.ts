import { Rules } from '../../domain/rules.ts'
import { Failure } from '../../failure.ts'
import { isZone } from '../site/reader.ts'

/** The fields by which a form or a command gives rules, each as text; empty where it is not wanted. */
export const ruleFields = [
  'pace',
  'daily-at',
  'quiet-from',
  'quiet-to',
  'quiet-corrections',
  'zone',
  'most',
  'origins',
  'only',
] as const
export type RuleField = (typeof ruleFields)[number]

/** What stands in each field. */
export type WrittenRules = Readonly<Record<RuleField, string>>

export interface ReadRules {
  readonly rules: Rules
  readonly zone: string
}

/** Takes the fields of rules from whatever has fields. */
export function writtenBy(given: (name: RuleField) => string | undefined): WrittenRules {
  return Object.fromEntries(ruleFields.map((name) => [name, given(name)?.trim() ?? ''])) as WrittenRules
}

const say: Readonly<Record<string, string>> = {
  pace: 'Alerts come at-once, hourly or daily, and daily at a time like 08:00.',
  quiet: 'Quiet hours have a beginning and an end, like 22:00 and 07:00; corrections wait or pass.',
  mostAnHour: 'So many alerts an hour at most: a whole number from 1 to 1000.',
  origins: 'So many independent origins must say it: a whole number from 1 to 20.',
  only: 'Only figures, only corrections, or all.',
}

/** Reads rules; what is left empty is as by default. Throws a Failure that says what cannot be used. */
export function readRules(written: WrittenRules): ReadRules {
  const zone = written.zone || 'UTC'
  if (!isZone(zone)) throw new Failure('invalid', `There is no time zone ${zone}. One is Europe/Vienna.`)
  const { pace, only, most, origins } = written
  const [from, to] = [written['quiet-from'], written['quiet-to']]
  const read = Rules.safeParse({
    pace:
      pace === 'daily' ? { kind: 'daily', at: written['daily-at'] || '08:00' } : { kind: pace || 'at-once' },
    quiet: from || to ? { from, to, corrections: written['quiet-corrections'] || 'wait' } : undefined,
    mostAnHour: most ? Number(most) : undefined,
    origins: origins ? Number(origins) : undefined,
    only: only || undefined,
  })
  if (read.success) return { rules: read.data, zone }
  throw new Failure('invalid', say[String(read.error.issues[0]?.path[0])] ?? 'These rules cannot be read.')
}

/** Rules as the fields of a form hold them. */
export function writeRules({ rules, zone }: ReadRules): WrittenRules {
  const { pace, quiet, mostAnHour, origins, only } = rules
  return {
    pace: pace.kind,
    'daily-at': pace.kind === 'daily' ? pace.at : '08:00',
    'quiet-from': quiet?.from ?? '',
    'quiet-to': quiet?.to ?? '',
    'quiet-corrections': quiet?.corrections ?? 'wait',
    zone,
    most: mostAnHour?.toString() ?? '',
    origins: origins.toString(),
    only,
  }
}

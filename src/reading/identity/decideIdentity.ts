import type { ReportId } from '../../domain/ids.ts'
import { likeness, type Runs } from './likeness.ts'

/** What tells a report apart: its addresses, the ids it was given, and its article's words. */
export interface Identifying {
  readonly keys: readonly string[]
  readonly runs: Runs
}

/** A report of the same source that shares a key. */
export interface IdentityCandidate extends Identifying {
  readonly reportId: ReportId
}

export interface SameReport {
  readonly reportId: ReportId
  readonly because: 'address' | 'id' | 'text'
}

/**
 * Two texts of one source this alike are two states of one report, whatever their title, date and address. One word in
 * 27 may differ: fewer than in reports made from a template (a market's close, a weather report).
 */
export const sameText = 0.8
/** An id that a feed gives to two items whose texts have nothing in common does not tell reports apart. */
const nothingInCommon = 0.02

/** The report that `incoming` is another state of, or undefined when it is a new one. An address decides first. */
export function decideIdentity(
  incoming: Identifying,
  candidates: readonly IdentityCandidate[],
): SameReport | undefined {
  const byAddress = candidates.find((one) => shares(incoming, one, 'url:'))
  if (byAddress) return { reportId: byAddress.reportId, because: 'address' }
  const byId = candidates.find((one) => shares(incoming, one, 'id:') && mayShareId(incoming, one))
  if (byId) return { reportId: byId.reportId, because: 'id' }
  const [closest] = candidates
    .map((one) => ({ one, alike: likeness(incoming.runs, one.runs) }))
    .filter(({ alike }) => alike >= sameText)
    .sort((a, b) => b.alike - a.alike)
  return closest ? { reportId: closest.one.reportId, because: 'text' } : undefined
}

function shares(a: Identifying, b: Identifying, kind: string): boolean {
  return a.keys.some((key) => key.startsWith(kind) && b.keys.includes(key))
}

/** With two addresses, the same id is believed only when the texts have something in common, or are too short to say. */
function mayShareId(a: Identifying, b: Identifying): boolean {
  const bothPlaced = [a, b].every(({ keys }) => keys.some((key) => key.startsWith('url:')))
  if (!bothPlaced || a.runs.size === 0 || b.runs.size === 0) return true
  return likeness(a.runs, b.runs) > nothingInCommon
}

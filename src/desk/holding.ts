import { holdOn, recordDecision } from '../db/decisions.ts'
import type { Tx } from '../db/open.ts'
import { type ReportNow, unpublishedOf, unpublishedReport, withdraw } from '../db/publication.ts'
import type { ReportId, SourceId } from '../domain/ids.ts'
import type { Handoff } from '../stage.ts'

/** Who decides, and why: both stand in the public record. */
export interface Because {
  readonly by: string
  readonly why: string
  readonly at?: Date
}

/** Keeps a report from the public until it is released. What is public already stays so. */
export async function holdReport(tx: Tx, id: ReportId, because: Because): Promise<void> {
  await recordDecision(tx, { subject: { kind: 'report', id }, action: 'hold', ...because })
}

/** Keeps all reports of a source that are not public yet, and those to come, until it is released. */
export async function holdSource(tx: Tx, id: SourceId, because: Because): Promise<void> {
  await recordDecision(tx, { subject: { kind: 'source', id }, action: 'hold', ...because })
}

/** Lets a held report through, whatever is held of its source. Gives what must be handed on in the same transaction. */
export async function releaseReport(tx: Tx, id: ReportId, because: Because): Promise<Handoff[]> {
  await recordDecision(tx, { subject: { kind: 'report', id }, action: 'release', ...because })
  const report = await unpublishedReport(tx, id)
  return report ? [cleared(report)] : []
}

/** Lets a source's reports through, but those that are held themselves. */
export async function releaseSource(tx: Tx, id: SourceId, because: Because): Promise<Handoff[]> {
  await recordDecision(tx, { subject: { kind: 'source', id }, action: 'release', ...because })
  const handoffs: Handoff[] = []
  for (const report of await unpublishedOf(tx, id)) {
    if (!(await holdOn(tx, report.reportId))) handoffs.push(cleared(report))
  }
  return handoffs
}

/** Takes a report back for good; it is no longer shown, and no later revision of it is. Gives what must be handed on. */
export async function withdrawReport(tx: Tx, id: ReportId, because: Because): Promise<Handoff[]> {
  await recordDecision(tx, { subject: { kind: 'report', id }, action: 'withdraw', ...because })
  if (!(await withdraw(tx, id, because.at ?? new Date()))) return []
  return [
    { to: 'feeds.changed', message: { reportId: id } },
    { to: 'report.withdrawn', message: { reportId: id } },
  ]
}

function cleared(message: ReportNow): Handoff {
  return { to: 'report.cleared', message }
}

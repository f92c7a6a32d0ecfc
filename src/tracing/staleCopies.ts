import type { Db } from '../db/open.ts'
import { copiesWithText } from '../db/origins.ts'
import { listRevisions } from '../db/revisions.ts'
import type { ReportId } from '../domain/ids.ts'
import { decideStale, type StalePassage } from './decideStale.ts'

/** A copy that still carries what a later revision of its origin changed. Passages are of the copy's newest text. */
export interface StaleCopy {
  readonly reportId: ReportId
  readonly sourceName: string
  readonly headline: string
  readonly text: string
  readonly passages: readonly StalePassage[]
}

/**
 * The copies of a report that still say what it said before its last revision, in the order they were published; empty
 * while it has one revision. At most 500 copies are looked at.
 */
export async function staleCopies(db: Db, id: ReportId): Promise<StaleCopy[]> {
  const revisions = await listRevisions(db, id)
  const [before, now] = revisions.slice(-2)
  if (!before || !now) return []
  const copies = await copiesWithText(db, id, 500)
  return copies
    .map((copy) => ({ ...copy, passages: decideStale(copy.text, before.text, now.text) }))
    .filter((copy) => copy.passages.length > 0)
}

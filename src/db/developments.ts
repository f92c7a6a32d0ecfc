import { type DevelopmentId, newId, type ReportId, type RevisionId, type StoryId } from '../domain/ids.ts'
import type { Development } from '../domain/story.ts'
import type { Db, Tx } from './open.ts'
import { storable } from './storable.ts'

export interface NewDevelopments {
  readonly storyId: StoryId
  readonly reportId: ReportId
  readonly revisionId: RevisionId
  readonly at: Date
  readonly developments: readonly Development[]
}

/** Saves what a revision added to its story, in the order given. */
export async function saveDevelopments(db: Db | Tx, added: NewDevelopments): Promise<DevelopmentId[]> {
  if (added.developments.length === 0) return []
  const rows = added.developments.map((one) => ({
    id: newId('development'),
    story_id: added.storyId,
    report_id: added.reportId,
    revision_id: added.revisionId,
    kind: one.kind,
    start_at: one.passage.start,
    end_at: one.passage.end,
    text: storable(one.text),
    replaces_text: one.replaces === undefined ? null : storable(one.replaces),
    at: added.at,
  }))
  await db.insertInto('developments').values(rows).execute()
  return rows.map((row) => row.id)
}

/** True when developments of a revision were saved before. */
export async function hasDevelopments(db: Db | Tx, revisionId: RevisionId): Promise<boolean> {
  const row = await db
    .selectFrom('developments')
    .select('id')
    .where('revision_id', '=', revisionId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

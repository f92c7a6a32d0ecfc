import { sql } from 'kysely'
import type { ReportId, SourceId, StoryId } from '../../domain/ids.ts'
import type { Reading } from '../../domain/reading.ts'
import type { Db } from '../open.ts'
import { comesFrom } from '../origins.ts'
import { voice } from './voices.ts'

/** One text of a report, as it was or is. */
export interface TextThen {
  readonly text: string
  readonly reading: Reading
}

/** A copy with the text that the public sees. */
export interface CopyText extends TextThen {
  readonly id: ReportId
  readonly headline: string
  readonly lang: string | null
  readonly sourceName: string
}

/** What a report of a story took back or corrected in another sentence than its own earlier one. */
export interface Correction {
  readonly sourceId: SourceId
  readonly voice: string
  readonly before: string
  readonly now: string
}

/** The last revisions of a report up to the one that is shown, newest first, at most `limit`. */
export async function shownRevisions(db: Db, id: ReportId, limit: number): Promise<TextThen[]> {
  return db
    .selectFrom('revisions as v')
    .innerJoin('reports as r', 'r.id', 'v.report_id')
    .innerJoin('revisions as shown', 'shown.id', 'r.public_revision_id')
    .select(['v.text', 'v.reading'])
    .where('v.report_id', '=', id)
    .whereRef('v.number', '<=', 'shown.number')
    .orderBy('v.number', 'desc')
    .limit(limit)
    .execute()
}

/** Reports of a story that were changed after they were published and that others took from, at most `limit`. */
export async function revisedInStory(db: Db, id: StoryId, limit: number): Promise<ReportId[]> {
  const rows = await db
    .selectFrom('story_reports as sr')
    .innerJoin('public_reports as r', 'r.id', 'sr.report_id')
    .innerJoin('revisions as v', 'v.id', 'r.revision_id')
    .select('r.id')
    .where('sr.story_id', '=', id)
    .where('v.number', '>', 1)
    .where(
      sql<boolean>`exists (
        select from origins e join current_origins o on o.report_id = e.report_id and o.id = e.id
        where (e.of_report_id = r.id or e.main_report_id = r.id) and e.report_id <> r.id
      )`,
    )
    .orderBy('v.seen_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Reports that come from this one, directly or at the end of their chain, oldest first, at most `limit`. */
export async function copiesAsShown(db: Db, id: ReportId, limit: number): Promise<CopyText[]> {
  return copyTexts(db)
    .innerJoin('current_origins as o', 'o.report_id', 'r.id')
    .where(comesFrom(id))
    .limit(limit)
    .execute()
}

/** Corrections and withdrawals that a report of a story made, with what they replace, newest first, at most `limit`. */
export async function correctionsIn(db: Db, id: StoryId, limit: number): Promise<Correction[]> {
  return db
    .selectFrom('public_developments as d')
    .innerJoin('public_reports as r', 'r.id', 'd.report_id')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .leftJoin('current_origins as o', 'o.report_id', 'r.id')
    .select([
      's.id as sourceId',
      voice.as('voice'),
      sql<string>`d.replaces_text`.as('before'),
      'd.text as now',
    ])
    .where('d.story_id', '=', id)
    .where('d.kind', 'in', ['correction', 'withdrawal'])
    .where('d.replaces_text', 'is not', null)
    .orderBy('d.at', 'desc')
    .limit(limit)
    .execute()
}

/** The reports of a story that go back to a voice, those of one source left out, oldest first, at most `limit`. */
export async function othersOfVoice(
  db: Db,
  id: StoryId,
  { voice: asked, sourceId }: Pick<Correction, 'voice' | 'sourceId'>,
  limit: number,
): Promise<CopyText[]> {
  return copyTexts(db)
    .innerJoin('story_reports as sr', 'sr.report_id', 'r.id')
    .leftJoin('current_origins as o', 'o.report_id', 'r.id')
    .where('sr.story_id', '=', id)
    .where('s.id', '<>', sourceId)
    .where(voice, '=', asked)
    .limit(limit)
    .execute()
}

function copyTexts(db: Db) {
  return db
    .selectFrom('public_reports as r')
    .innerJoin('revisions as v', 'v.id', 'r.revision_id')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .select(['r.id', 'r.headline', 'r.lang', 's.name as sourceName', 'v.text', 'v.reading'])
    .orderBy('r.at')
    .orderBy('r.id')
}

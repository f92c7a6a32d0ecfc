import { sql } from 'kysely'
import type { DevelopmentId, ReportId, SourceId, StoryId } from '../../domain/ids.ts'
import type { Passage } from '../../domain/passage.ts'
import type { Reading } from '../../domain/reading.ts'
import type { DevelopmentKind } from '../../domain/story.ts'
import type { Db, Tx } from '../open.ts'
import { speakerOf } from './river.ts'
import { shownAt } from './shownAt.ts'
import { storyReports } from './storyReports.ts'
import { voice, voiceName } from './voices.ts'

export interface StoryHead {
  readonly id: StoryId
  readonly headline: string
  readonly lang: string | null
  readonly firstAt: Date
  readonly lastAt: Date
  /** The story this one became part of. */
  readonly mergedInto: StoryId | null
}

export interface StoryDevelopment {
  readonly id: DevelopmentId
  readonly kind: DevelopmentKind
  readonly text: string
  readonly replaces: string | null
  readonly at: Date
  readonly reportId: ReportId
  readonly start: number
  readonly sourceId: SourceId
  readonly sourceName: string
  readonly lang: string | null
  readonly speaker: string | null
  /** Null where the sentence stands in the report's current text, else the number of the revision that holds it. */
  readonly inRevision: number | null
  /** When the public was first shown it. */
  readonly shownAt: Date
  readonly voice: string
}

/** A report's text, with the voice it speaks with. */
export interface SpeakingReport {
  readonly id: ReportId
  readonly text: string
  readonly blocks: Reading['blocks']
  /** What tracing found nowhere before, in order; null where it has not looked at this text. */
  readonly fresh: readonly Passage[] | null
  readonly voice: string
  /** The voice as it is written. */
  readonly name: string
}

export interface StoryReport {
  readonly id: ReportId
  readonly headline: string
  readonly lang: string | null
  readonly at: Date
  readonly sourceId: SourceId
  readonly sourceName: string
  readonly url: string | null
  /** Reports that go back to one source have the same voice. */
  readonly voice: string
  readonly mainName: string | null
  readonly mainReportId: ReportId | null
  readonly mainAt: Date | null
  /** False where the main source is only declared: no report of it was seen. */
  readonly mainSeen: boolean
  readonly kind: 'whole' | 'modified' | 'quoted' | 'own' | null
  readonly share: number | null
}

/** A story of which something is public, or one that became part of another. Undefined when there is no such story. */
export async function findStoryHead(db: Db | Tx, id: string): Promise<StoryHead | undefined> {
  const row = await db
    .selectFrom('stories as s')
    .selectAll('s')
    .where('s.id', '=', id as StoryId)
    .where((where) =>
      where.or([
        where('s.merged_into', 'is not', null),
        where.exists(
          where
            .selectFrom('story_reports as sr')
            .innerJoin('public_reports as r', 'r.id', 'sr.report_id')
            .select('r.id')
            .whereRef('sr.story_id', '=', 's.id'),
        ),
      ]),
    )
    .executeTakeFirst()
  if (!row) return undefined
  return {
    id: row.id,
    headline: row.headline,
    lang: row.lang,
    firstAt: row.first_at,
    lastAt: row.last_at,
    mergedInto: row.merged_into,
  }
}

/** The same; where it became part of another, that one. */
export async function findLivingStory(db: Db | Tx, id: string): Promise<StoryHead | undefined> {
  let head = await findStoryHead(db, id)
  for (let steps = 0; head?.mergedInto && steps < 50; steps++) head = await findStoryHead(db, head.mergedInto)
  return head
}

/** What was added to a story, newest first, what one report added in its own order, at most `limit`. */
export async function developmentsOf(db: Db, id: StoryId, limit: number): Promise<StoryDevelopment[]> {
  return db
    .selectFrom('public_developments as d')
    .innerJoin('public_reports as r', 'r.id', 'd.report_id')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .innerJoin('revisions as v', 'v.id', 'd.revision_id')
    .leftJoin('current_origins as o', 'o.report_id', 'r.id')
    .select([
      'd.id',
      'd.kind',
      'd.text',
      'd.replaces_text as replaces',
      'd.at',
      'd.report_id as reportId',
      'd.start_at as start',
      's.id as sourceId',
      's.name as sourceName',
      'r.lang',
      speakerOf.as('speaker'),
      sql<number | null>`case when r.revision_id = d.revision_id then null else v.number end`.as(
        'inRevision',
      ),
      shownAt.as('shownAt'),
      voice.as('voice'),
    ])
    .where('d.story_id', '=', id)
    .orderBy('d.at', 'desc')
    .orderBy('d.report_id')
    .orderBy('d.start_at')
    .orderBy('d.id')
    .limit(limit)
    .execute()
}

/** The reports of a story, each after the report it goes back to, oldest first, at most `limit`. */
export async function reportsOf(db: Db, id: StoryId, limit: number): Promise<StoryReport[]> {
  return storyReports(db)
    .leftJoin('reports as mr', 'mr.id', 'o.main_report_id')
    .leftJoin('sources as ms', 'ms.id', 'mr.source_id')
    .select([
      'r.id',
      'r.headline',
      'r.lang',
      'r.at',
      's.id as sourceId',
      's.name as sourceName',
      'r.url',
      voice.as('voice'),
      'o.main_name as mainName',
      'o.main_report_id as mainReportId',
      'mr.at as mainAt',
      sql<boolean>`coalesce(lower(o.main_name) = lower(ms.name), true)`.as('mainSeen'),
      'o.kind',
      'o.share',
    ])
    .where('sr.story_id', '=', id)
    .orderBy(sql`coalesce(mr.at, r.at)`)
    .orderBy('r.at')
    .orderBy('r.id')
    .limit(limit)
    .execute()
}

/** The texts of a story's reports but for whole copies, which say nothing of their own; oldest first, at most `limit`. */
export async function speakingReports(db: Db, id: StoryId, limit: number): Promise<SpeakingReport[]> {
  return storyReports(db)
    .innerJoin('revisions as v', 'v.id', 'r.revision_id')
    .select([
      'r.id',
      'v.text',
      sql<Reading['blocks']>`v.reading -> 'blocks'`.as('blocks'),
      sql<Passage[] | null>`case when o.revision_id = v.id then o.traced -> 'fresh' end`.as('fresh'),
      voice.as('voice'),
      voiceName.as('name'),
    ])
    .where('sr.story_id', '=', id)
    .where(sql<boolean>`o.kind is distinct from 'whole'`)
    .orderBy('r.at')
    .orderBy('r.id')
    .limit(limit)
    .execute()
}

/** How many reports a story has, and how many voices speak in them. */
export async function countStory(db: Db, id: StoryId): Promise<{ reports: number; origins: number }> {
  return storyReports(db)
    .select([
      sql<number>`count(*)::int`.as('reports'),
      sql<number>`count(distinct ${voice})::int`.as('origins'),
    ])
    .where('sr.story_id', '=', id)
    .executeTakeFirstOrThrow()
}

import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { DevelopmentId, ReportId, StoryId } from '../domain/ids.ts'
import type { DevelopmentKind } from '../domain/story.ts'
import type { Db, Tx } from './open.ts'
import { voice, voiceName } from './pages/voices.ts'

/** Something a story was told to hold, with the voice of the report that says it. */
export interface StorySaying {
  readonly id: DevelopmentId
  readonly reportId: ReportId
  readonly kind: DevelopmentKind
  readonly text: string
  /** The sentence that it replaces. */
  readonly replaces: string | null
  readonly voice: string
  readonly voiceName: string
  /** False where the public does not see the report: it bears nothing out. */
  readonly isPublic: boolean
}

/** What a story said earlier it does not count as new when it is said again. */
const mostSayings = 300

/** What a story, with those that became part of it, said so far, the newest first. */
export async function sayingsOf(db: Db | Tx, storyId: StoryId): Promise<StorySaying[]> {
  const newest = db
    .selectFrom('developments')
    .select(['id', 'report_id', 'kind', 'text', 'replaces_text', 'at'])
    .where(
      sql<boolean>`story_id in (select t.id from stories t where t.id = ${storyId} or t.merged_into = ${storyId})`,
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostSayings)
  return db
    .selectFrom(newest.as('d'))
    .innerJoin('reports as r', 'r.id', 'd.report_id')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .leftJoin('current_origins as o', 'o.report_id', 'd.report_id')
    .select([
      'd.id',
      'd.report_id as reportId',
      'd.kind',
      'd.text',
      'd.replaces_text as replaces',
      voice.as('voice'),
      voiceName.as('voiceName'),
      sql<boolean>`r.public_at is not null and r.withdrawn_at is null`.as('isPublic'),
    ])
    .orderBy('d.at', 'desc')
    .orderBy('d.id', 'desc')
    .execute()
}

const longSentence = 80

/** Developments of whatever story whose sentence is one of these, where it is long enough to stand for itself. */
export async function sameSentences(
  db: Db | Tx,
  texts: readonly string[],
): Promise<{ id: DevelopmentId; text: string }[]> {
  const long = texts.filter((text) => text.length >= longSentence)
  if (long.length === 0) return []
  const hashes = long.map((text) => createHash('md5').update(text).digest('hex'))
  // Found first and put in order then: else the newest of all are gone through for those few.
  const { rows } = await sql<{ id: DevelopmentId; text: string }>`
    with same as materialized (
      select id, text from developments where length(text) >= 80 and md5(text) = any(${hashes})
    )
    select id, text from same order by id desc limit 1000`.execute(db)
  return rows
}

/** The sentences of a story that were corrected or withdrawn since a time. */
export async function correctedSince(db: Db | Tx, storyId: StoryId, since: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('developments')
    .select('replaces_text')
    .where('story_id', '=', storyId)
    .where('kind', 'in', ['correction', 'withdrawal'])
    .where('replaces_text', 'is not', null)
    .where('at', '>=', since)
    .limit(1000)
    .execute()
  return rows.flatMap((row) => row.replaces_text ?? [])
}

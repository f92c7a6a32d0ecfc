import { sql } from 'kysely'
import type { ReportId, SourceId } from '../../domain/ids.ts'
import type { Db } from '../open.ts'

export interface SearchQuestion {
  /** As a person types it: words, "a phrase", -without, or. */
  readonly words: string
  readonly lang?: string
  readonly sourceId?: string
  /** From this moment on. */
  readonly from?: Date
  /** Before this moment. */
  readonly until?: Date
}

export interface SearchHit {
  readonly id: ReportId
  readonly headline: string
  readonly lang: string | null
  readonly at: Date
  readonly sourceId: SourceId
  readonly sourceName: string
  /** An excerpt in which each word found stands between `hitStart` and `hitEnd`. */
  readonly excerpt: string
  readonly mainName: string | null
  readonly kind: 'whole' | 'modified' | 'quoted' | 'own' | null
}

/** Private-use characters: reading never keeps them, and they mean nothing in HTML. */
export const hitStart = '\uE000'
export const hitEnd = '\uE001'
/** Beyond this many, counting costs more than the number is worth. */
export const countedAtMost = 1000
const rankedAtMost = 2000

const headlineOptions = `StartSel=${hitStart}, StopSel=${hitEnd}, MaxFragments=2, MaxWords=28, MinWords=12, FragmentDelimiter=" … "`

/** The text without the headline it begins with: that is shown above the excerpt. */
const body = sql<string>`case when starts_with(v.text, v.headline) then substr(v.text, length(v.headline) + 1) else v.text end`

/** Reports whose current text matches, best first, of the newest two thousand that match. */
export async function searchReports(
  db: Db,
  question: SearchQuestion,
  { limit, offset }: { limit: number; offset: number },
): Promise<SearchHit[]> {
  const query = sql`websearch_to_tsquery('simple', ${question.words})`
  const newest = matching(db, question)
    .select(['r.id', 'v.id as revisionId', sql<number>`ts_rank_cd(v.search, ${query})`.as('rank'), 'r.at'])
    .orderBy('r.at', 'desc')
    .limit(rankedAtMost)
  const page = db
    .selectFrom(newest.as('found'))
    .selectAll()
    .orderBy('rank', 'desc')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
  return db
    .selectFrom(page.as('p'))
    .innerJoin('public_reports as r', 'r.id', 'p.id')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .innerJoin('revisions as v', 'v.id', 'p.revisionId')
    .leftJoin('current_origins as o', 'o.report_id', 'r.id')
    .select([
      'r.id',
      'r.headline',
      'r.lang',
      'r.at',
      's.id as sourceId',
      's.name as sourceName',
      sql<string>`ts_headline('simple', left(${body}, 200000), ${query}, ${headlineOptions})`.as('excerpt'),
      'o.main_name as mainName',
      'o.kind',
    ])
    .orderBy('p.rank', 'desc')
    .orderBy('p.at', 'desc')
    .orderBy('p.id', 'desc')
    .execute()
}

/** How many reports match, counted up to `countedAtMost`. */
export async function countMatches(db: Db, question: SearchQuestion): Promise<number> {
  const row = await db
    .selectFrom(matching(db, question).select('r.id').limit(countedAtMost).as('found'))
    .select(sql<number>`count(*)::int`.as('all'))
    .executeTakeFirstOrThrow()
  return row.all
}

const recent = 5000

/** The languages of the newest reports, most used first. */
export async function languagesSeen(db: Db): Promise<string[]> {
  const newest = db.selectFrom('reports').select('lang').orderBy('at', 'desc').limit(recent)
  const rows = await db
    .selectFrom(newest.as('r'))
    .select('lang')
    .where('lang', 'is not', null)
    .groupBy('lang')
    .orderBy(sql`count(*) desc`)
    .limit(40)
    .execute()
  return rows.map((row) => row.lang!)
}

function matching(db: Db, question: SearchQuestion) {
  return db
    .selectFrom('revisions as v')
    .innerJoin('public_reports as r', 'r.revision_id', 'v.id')
    .where(sql<boolean>`v.search @@ websearch_to_tsquery('simple', ${question.words})`)
    .$if(question.lang !== undefined, (query) => query.where('r.lang', '=', question.lang!))
    .$if(question.sourceId !== undefined, (query) =>
      query.where('r.source_id', '=', question.sourceId as SourceId),
    )
    .$if(question.from !== undefined, (query) => query.where('r.at', '>=', question.from!))
    .$if(question.until !== undefined, (query) => query.where('r.at', '<', question.until!))
}

import type { Db } from '../open.ts'

/** The reports of stories that the public sees, as r, with their sources, as s, and their `current_origins`, as o. */
export function storyReports(db: Db) {
  return db
    .selectFrom('story_reports as sr')
    .innerJoin('public_reports as r', 'r.id', 'sr.report_id')
    .innerJoin('sources as s', 's.id', 'r.source_id')
    .leftJoin('current_origins as o', 'o.report_id', 'r.id')
}

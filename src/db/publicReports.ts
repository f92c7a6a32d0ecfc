import type { ReportId } from '../domain/ids.ts'
import type { Db } from './open.ts'

/** Where a page of reports in the order of their time goes on. */
export interface AfterReport {
  readonly at: Date
  readonly id: ReportId
}

/** The next public reports in the order of their time, at most `limit`; times from `since`, which counts, on. */
export async function publicReportsAfter(
  db: Db,
  page: { after?: AfterReport; since?: Date; limit: number },
): Promise<AfterReport[]> {
  const { after, since, limit } = page
  return db
    .selectFrom('reports')
    .select(['id', 'at'])
    .where('public_at', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .$if(since !== undefined, (query) => query.where('at', '>=', since!))
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('at', '>', after!.at), eb.and([eb('at', '=', after!.at), eb('id', '>', after!.id)])]),
      ),
    )
    .orderBy('at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

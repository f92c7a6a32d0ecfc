import type { ArchiveRow } from '../domain/archiveRow.ts'
import type { Claims } from '../domain/claims.ts'
import type { MatchedRow } from '../domain/matchedRow.ts'
import { fieldsOf } from '../text/queries/fieldsOf.ts'
import type { Field } from '../text/queries/query.ts'
import { StandingQueries } from '../text/queries/standingQueries.ts'
import { scan } from '../text/scan.ts'
import { matchableReport } from './matchable.ts'
import type { NamedQuery } from './readQueries.ts'

export type FindClaims = (text: string, lang: string | undefined) => Claims

/** Only these need to know who says what. */
const askingForClaims: readonly Field[] = ['says', 'figure', 'person']
const noClaims: Claims = { statements: [], figures: [] }

/**
 * Matches rows of an archive against standing queries, one row at a time. Rows given as a sample show which words are
 * frequent, by which the queries are filed; they are not matched by that.
 */
export function openMatcher(
  queries: readonly NamedQuery[],
  findClaims: FindClaims,
  sample: readonly ArchiveRow[] = [],
): (row: ArchiveRow) => MatchedRow {
  const standing = new StandingQueries()
  for (const row of sample) standing.learn({ text: scan(row.text), title: scan(row.title ?? '') })
  for (const { id, query } of queries) standing.add(id, query)
  const needsClaims = queries.some(({ query }) => askingForClaims.some((field) => fieldsOf(query).has(field)))
  return (row) => {
    const lang = row.lang ?? undefined
    const report = matchableReport({
      text: row.text,
      headline: row.title ?? undefined,
      lang,
      sourceNames: [row.source, hostOf(row.url)].filter((name) => name !== undefined && name !== null),
      ...(needsClaims ? findClaims(row.text, lang) : noClaims),
    })
    const matches = standing.match(report)
    return {
      id: row.id,
      matches: matches.map(({ id, passages }) => ({ query: id, passages: [...passages] })),
    }
  }
}

function hostOf(url: string | null | undefined): string | undefined {
  return url && URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : undefined
}

import type { Db } from '../../../db/open.ts'
import { type ChainReport, chainFrom, chainOfStory, chainReportsOf } from '../../../db/pages/chain.ts'
import type { ReportId, StoryId } from '../../../domain/ids.ts'
import { type ChainNode, type ChainRow, chainRows } from './graph.ts'

/** Reports that are looked at for a picture; fewer are drawn. */
const mostLookedAt = 1000

export interface Chain {
  readonly rows: readonly ChainRow[]
  readonly all: number
}

/** Who took from whom among the reports of a story, what they took from outside it included. */
export async function storyChain(db: Db, id: StoryId): Promise<Chain> {
  return chainOf(db, await chainOfStory(db, id, mostLookedAt))
}

/** Who took what from the main source of a report; the report itself is always drawn. */
export async function reportChain(db: Db, id: ReportId, main: ReportId): Promise<Chain> {
  const found = await chainFrom(db, main, mostLookedAt)
  const own = found.some((one) => one.id === id) ? [] : await chainReportsOf(db, [id])
  return chainOf(db, [...found, ...own], id)
}

async function chainOf(db: Db, found: readonly ChainReport[], keep?: string): Promise<Chain> {
  const reports = [...found, ...(await missingFrom(db, found))]
  const nodes = nodesOf(reports)
  return { rows: chainRows(nodes, undefined, keep), all: nodes.length }
}

/** What the reports were taken from and is not among them. Only one step: a chain beyond it is on that report's page. */
async function missingFrom(db: Db, found: readonly ChainReport[]): Promise<ChainReport[]> {
  const known = new Set(found.map((report) => report.id))
  const asked = found.flatMap(({ ofReportId }) => (ofReportId && !known.has(ofReportId) ? [ofReportId] : []))
  return chainReportsOf(db, [...new Set(asked)])
}

/** Reports as nodes, and a node for each source that was only declared as the main one. */
export function nodesOf(reports: readonly ChainReport[]): ChainNode[] {
  const known = new Set<string>(reports.map((report) => report.id))
  const nodes = reports.map((report): ChainNode => {
    const { id, sourceName: name, at, headline } = report
    return { id, name, at, headline, kind: report.kind ?? 'own', of: originOf(report, known) }
  })
  const declared = new Set(nodes.flatMap(({ of }) => (of?.startsWith(declaredMark) ? [of] : [])))
  return [
    ...nodes,
    ...[...declared].map((id): ChainNode => ({ id, name: id.slice(declaredMark.length), kind: 'declared' })),
  ]
}

const declaredMark = 'declared '

/** What it was taken from; where that is not shown, the main source; where that was never seen, its name. */
function originOf(report: ChainReport, known: ReadonlySet<string>): string | undefined {
  const { id, ofReportId, mainReportId, mainName, mainSeen } = report
  if (ofReportId && known.has(ofReportId)) return ofReportId
  if (!mainSeen && mainName) return declaredMark + mainName
  if (mainReportId && mainReportId !== id && known.has(mainReportId)) return mainReportId
  return undefined
}

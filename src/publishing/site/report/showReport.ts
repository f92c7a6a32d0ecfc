import type { Handler } from 'hono'
import {
  copiesOf,
  developmentsIn,
  type FoundOrigin,
  figuresIn,
  findOrigin,
  findReportText,
  findWithdrawal,
  type Neighbours,
  nameReports,
  neighboursInSource,
  neighboursInStory,
  type ReportDevelopment,
  type ReportName,
  type ReportText,
  type RevisionName,
  revisionsOf,
  statementsIn,
  storyOf,
  type Viewer,
} from '../../../db/pages/report.ts'
import type { Figure, Statement } from '../../../domain/claims.ts'
import type { StoryId } from '../../../domain/ids.ts'
import type { Trace } from '../../../domain/tracing.ts'
import { Failure } from '../../../failure.ts'
import { type Chain, reportChain } from '../chain/nodes.ts'
import { oldWordingsOf } from '../corrections/find.ts'
import type { OldWording } from '../corrections/oldWording.ts'
import type { SiteDeps } from '../deps.ts'
import { theReader } from '../reader.ts'
import { ReportPage } from './reportPage.tsx'
import { WithdrawnPage } from './withdrawnPage.tsx'

/** All that the page of a report shows. */
export interface ReportView {
  readonly report: ReportText
  readonly origin?: FoundOrigin
  /** The traces in the order of the legend: direct origin first, then main source, then by share. */
  readonly traces: readonly Trace[]
  readonly names: ReadonlyMap<string, ReportName>
  readonly story?: { id: StoryId; headline: string }
  readonly inStory: Neighbours
  readonly inSource: Neighbours
  readonly copies: readonly ReportName[]
  /** Who took what from its main source. */
  readonly chain: Chain
  /** What it corrected and copies still have. */
  readonly oldWordings: readonly OldWording[]
  readonly revisions: readonly RevisionName[]
  readonly statements: readonly Statement[]
  readonly figures: readonly Figure[]
  readonly developments: readonly ReportDevelopment[]
}

export const copiesShown = 50

/** `GET /reports/:id` and `GET /reports/:id/revisions/:number`. */
export function report(deps: SiteDeps): Handler {
  const { db } = deps
  return async (c) => {
    const id = c.req.param('id') ?? ''
    const given = c.req.param('number')
    const viewer = theReader().person ? 'desk' : 'public'
    const found = await findReportText(db, id, {
      viewer,
      number: given === undefined ? undefined : Number(given),
    })
    if (found) return c.html(ReportPage({ view: await viewOf(deps, found, viewer) }))
    const withdrawal = await findWithdrawal(db, id)
    if (withdrawal) return c.html(WithdrawnPage(withdrawal), 410)
    throw new Failure('not_found', 'There is no such report.')
  }
}

async function viewOf(deps: SiteDeps, report: ReportText, viewer: Viewer): Promise<ReportView> {
  const { db } = deps
  const [origin, story, inSource, copies, revisions, statements, figures, developments] = await Promise.all([
    findOrigin(db, report.revisionId),
    storyOf(db, report.id),
    neighboursInSource(db, report),
    copiesOf(db, report.id, copiesShown + 1),
    revisionsOf(db, report.id, { viewer, limit: 50 }),
    statementsIn(db, report.revisionId),
    figuresIn(db, report.revisionId),
    developmentsIn(db, report.revisionId),
  ])
  const traces = origin ? inLegendOrder(origin) : []
  const named = origin ? [origin.mainReportId, ...origin.traced.origin.chain.map((link) => link.report)] : []
  const ids = [...traces.map((trace) => trace.of), ...named].filter((id) => id !== undefined)
  const names = await nameReports(db, ids)
  const chain = await reportChain(db, report.id, origin?.mainReportId ?? report.id)
  const oldWordings = await oldWordingsOf(deps, report.id)
  const inStory = story ? await neighboursInStory(db, report, story.id) : {}
  return {
    report,
    origin,
    traces,
    names,
    story,
    inStory,
    inSource,
    copies,
    chain,
    oldWordings,
    revisions,
    statements,
    figures,
    developments,
  }
}

function inLegendOrder(origin: FoundOrigin): Trace[] {
  const rank = (trace: Trace) =>
    trace.of === origin.ofReportId ? 0 : trace.of === origin.mainReportId ? 1 : 2
  return origin.traced.traces.toSorted((a, b) => rank(a) - rank(b) || b.share - a.share)
}

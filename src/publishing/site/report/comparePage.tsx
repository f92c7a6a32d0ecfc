import type { Handler } from 'hono'
import { findOrigin, findReportText, type ReportText, revisionAt } from '../../../db/pages/report.ts'
import type { Trace, TracePassage } from '../../../domain/tracing.ts'
import { Failure } from '../../../failure.ts'
import type { SiteDeps } from '../deps.ts'
import { Layout } from '../layout.tsx'
import { theReader } from '../reader.ts'
import { At } from '../times.tsx'
import { count, duration, inLanguage, percent } from '../words.ts'
import { MarkedSegment } from './markedSegment.tsx'
import { type Mark, marksIn, segmentsOf } from './marks.ts'
import { numberParagraphs } from './paragraphs.ts'

/** `GET /reports/:id/with/:other`: a report beside the earlier one it shares passages with. */
export function compare({ db }: SiteDeps): Handler {
  return async (c) => {
    const viewer = theReader().person ? 'desk' : 'public'
    const [id, other] = [c.req.param('id') ?? '', c.req.param('other') ?? '']
    const here = await findReportText(db, id, { viewer })
    const origin = here && (await findOrigin(db, here.revisionId))
    const trace = origin?.traced.traces.find((one) => one.of === other)
    if (!here || !trace) throw new Failure('not_found', 'No passage was found that these two reports share.')
    const there = await textAsTraced(other)
    if (!there) throw new Failure('not_found', 'The earlier report is not shown.')
    return c.html(<ComparePage here={here} there={there} trace={trace} />)

    /** The other text as it was when it was traced: the passages are spans of that revision. */
    async function textAsTraced(otherId: string) {
      const number = await revisionAt(db, otherId, origin!.foundAt)
      const then = number === undefined ? undefined : await findReportText(db, otherId, { viewer, number })
      return then ?? (await findReportText(db, otherId, { viewer }))
    }
  }
}

interface CompareProps {
  here: ReportText
  there: ReportText
  trace: Trace
}

function ComparePage({ here, there, trace }: CompareProps) {
  const lagMs = here.at.getTime() - there.at.getTime()
  const passages = trace.passages.toSorted((a, b) => a.here.start - b.here.start)
  const changed = passages.filter((passage) => passage.kind !== 'exact').length
  return (
    <Layout title={`Side by side: ${here.headline}`} modules={['passages.js']}>
      <header class="page-head">
        <p class="kicker">Side by side</p>
        <h1>{count(passages.length, 'shared passage')}</h1>
        <p class="facts">
          <strong>{percent(trace.share)} of the later report’s words</strong>
          {lagMs > 0 && <span>{duration(lagMs)} apart</span>}
          {changed > 0 && <span>{changed} worded differently</span>}
        </p>
      </header>
      <div class="compare">
        <Side
          name="Earlier"
          report={there}
          marks={marksOf(there.text, passages, (passage) => passage.there)}
          id="there"
          to="here"
        />
        <Side
          name="Later"
          report={here}
          marks={marksOf(here.text, passages, (passage) => passage.here)}
          id="here"
          to="there"
        />
      </div>
    </Layout>
  )
}

/** Passages are numbered in the later report's order, the same number on both sides. */
function marksOf(
  text: string,
  passages: readonly TracePassage[],
  side: (passage: TracePassage) => TracePassage['here'],
): Mark[] {
  return marksIn(
    text,
    passages.map((passage) => ({ of: '', share: 0, passages: [{ ...passage, here: side(passage) }] })),
  )
}

interface SideProps {
  name: string
  report: ReportText
  marks: readonly Mark[]
  id: string
  to: string
}

function Side({ name, report, marks, id, to }: SideProps) {
  const shown = new Set<number>()
  const lang = report.reading.lang
  return (
    <section class="compare-side" aria-label={`${name}: ${report.sourceName}`}>
      <header>
        <p class="kicker">{name}</p>
        <h2 {...inLanguage(lang)}>
          <a href={`/reports/${report.id}`}>{report.headline}</a>
        </h2>
        <p class="facts">
          <bdi>{report.sourceName}</bdi>
          <At at={report.at} />
        </p>
      </header>
      <div class="body" {...inLanguage(lang)}>
        {numberParagraphs(report.reading).report.map(({ block }) => (
          <p class={`is-${block.role}`}>
            {segmentsOf(block, marks, []).map((segment) => {
              const origin = segment.mark?.origin
              const isFirst = origin !== undefined && !shown.has(origin)
              if (isFirst) shown.add(origin)
              return (
                <MarkedSegment
                  text={report.text.slice(segment.start, segment.end)}
                  segment={segment}
                  id={isFirst ? `${id}-${origin}` : undefined}
                  href={`#${to}-${origin}`}
                  label={`Passage ${origin} in the ${to === 'there' ? 'earlier' : 'later'} report`}
                />
              )
            })}
          </p>
        ))}
      </div>
    </section>
  )
}

import type { Handler } from 'hono'
import { findOrigin, findReportText, type ReportText, revisionAt } from '../../../db/pages/report.ts'
import type { Difference } from '../../../domain/difference.ts'
import type { Passage } from '../../../domain/passage.ts'
import { articleBlocks } from '../../../domain/reading.ts'
import type { Trace, TracePassage } from '../../../domain/tracing.ts'
import { Failure } from '../../../failure.ts'
import type { Compared, SiteDeps } from '../deps.ts'
import { Layout } from '../layout.tsx'
import { theReader } from '../reader.ts'
import { At } from '../times.tsx'
import { count, duration, inLanguage, percent } from '../words.ts'
import { calledOut, isTranslated, type Piece, piecesOf, wordByWord, worthNaming } from './changes.ts'
import { ChangesBox } from './changesBox.tsx'
import { MarkedSegment } from './markedSegment.tsx'
import { type Mark, marksIn, segmentsOf } from './marks.ts'
import { numberParagraphs } from './paragraphs.ts'

/** `GET /reports/:id/with/:other`: a report beside the earlier one it shares passages with. */
export function compare({ db, difference }: SiteDeps): Handler {
  return async (c) => {
    const viewer = theReader().person ? 'desk' : 'public'
    const [id, other] = [c.req.param('id') ?? '', c.req.param('other') ?? '']
    const here = await findReportText(db, id, { viewer })
    const origin = here && (await findOrigin(db, here.revisionId))
    const trace = origin?.traced.traces.find((one) => one.of === other)
    if (!here || !trace) throw new Failure('not_found', 'No passage was found that these two reports share.')
    const there = await textAsTraced(other)
    if (!there) throw new Failure('not_found', 'The earlier report is not shown.')
    const found = difference(comparedText(here), comparedText(there), trace.passages)
    return c.html(<ComparePage here={here} there={there} trace={trace} difference={found} />)

    /** The other text as it was when it was traced: the passages are spans of that revision. */
    async function textAsTraced(otherId: string) {
      const number = await revisionAt(db, otherId, origin!.foundAt)
      const then = number === undefined ? undefined : await findReportText(db, otherId, { viewer, number })
      return then ?? (await findReportText(db, otherId, { viewer }))
    }
  }
}

function comparedText({ text, reading }: ReportText): Compared {
  return { text, article: articleBlocks(reading) }
}

interface CompareProps {
  here: ReportText
  there: ReportText
  trace: Trace
  difference: Difference
}

function ComparePage({ here, there, trace, difference }: CompareProps) {
  const lagMs = here.at.getTime() - there.at.getTime()
  const passages = trace.passages.toSorted((a, b) => a.here.start - b.here.start)
  const worded = passages.filter((passage) => passage.kind !== 'exact').length
  const added = worthNaming(here.text, difference.added)
  const dropped = worthNaming(there.text, difference.dropped)
  const changed = difference.changed.map((change, index) => ({ ...change, number: index + 1 }))
  const inWords = wordByWord(changed, passages)
  return (
    <Layout title={`Side by side: ${here.headline}`} modules={['passages.js']}>
      <header class="page-head">
        <p class="kicker">Side by side</p>
        <h1>{count(passages.length, 'shared passage')}</h1>
        <p class="facts">
          <strong>{percent(trace.share)} of the later report’s words</strong>
          {lagMs > 0 && <span>{duration(lagMs)} apart</span>}
          {worded > 0 && <span>{worded} worded differently</span>}
        </p>
      </header>
      <ChangesBox
        calledOut={calledOut(here.text, there.text, difference, passages)}
        translated={passages.filter((passage) => passage.kind === 'translated').length}
        otherWords={
          changed.filter((change) => change.effects.length === 0 && !isTranslated(change, passages)).length
        }
        added={{ text: here.text, spans: added }}
        dropped={{ text: there.text, spans: dropped }}
        langs={{ earlier: there.reading.lang, later: here.reading.lang }}
      />
      <div class="compare">
        <Side
          name="Earlier"
          report={there}
          marks={marksOf(there.text, passages, (passage) => passage.there)}
          changes={inWords.map((change) => ({ ...change.there, number: change.number }))}
          loose={dropped}
          id="there"
          to="here"
        />
        <Side
          name="Later"
          report={here}
          marks={marksOf(here.text, passages, (passage) => passage.here)}
          changes={inWords.map((change) => ({ ...change.here, number: change.number }))}
          loose={added}
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
  /** Words that are others on the other side, or not there. */
  changes: readonly (Passage & { number: number })[]
  /** What the other side does not have at all. */
  loose: readonly Passage[]
  id: 'here' | 'there'
  to: 'here' | 'there'
}

function Side({ name, report, marks, changes, loose, id, to }: SideProps) {
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
          {!report.isCurrent && <span>revision {report.revisionNumber}, as it was then</span>}
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
                  text={piecesOf(segment, { changes, loose }).map((piece) => (
                    <PieceOf piece={piece} words={report.text.slice(piece.start, piece.end)} side={id} />
                  ))}
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

/** Words of one side: as they are, as other words than there, or as what only this side has. */
function PieceOf({ piece, words, side }: { piece: Piece; words: string; side: 'here' | 'there' }) {
  const Tag = side === 'here' ? 'ins' : 'del'
  if (piece.as === 'change')
    return (
      <Tag class="changed-words" id={piece.isFirst ? `changed-${side}-${piece.number}` : undefined}>
        {words}
      </Tag>
    )
  if (piece.as === 'loose') {
    const name = side === 'here' ? 'added' : 'dropped'
    return (
      <>
        {piece.isFirst && (
          <span class="loose-label" lang="en" dir="ltr">
            {name}
          </span>
        )}
        <Tag class="loose" id={piece.isFirst ? `${name}-${piece.number}` : undefined}>
          {words}
        </Tag>
      </>
    )
  }
  return <>{words}</>
}

import type { Block } from '../../../domain/reading.ts'
import { inLanguage } from '../words.ts'
import { MarkedSegment } from './markedSegment.tsx'
import { type Mark, type Segment, segmentsOf } from './marks.ts'
import type { Paragraph, Paragraphs } from './paragraphs.ts'
import { writeProvenance } from './provenance.ts'
import type { ReportView } from './showReport.ts'

interface BodyProps {
  view: ReportView
  marks: readonly Mark[]
  paragraphs: Paragraphs
}

/** The report's own text, paragraph by paragraph, its passages marked by where they came from. */
export function Body({ view, marks, paragraphs }: BodyProps) {
  const { report } = view
  const anchors = anchorsOf(view)
  const show = (paragraph: Paragraph) => (
    <ParagraphOf paragraph={paragraph} view={view} segments={segmentsOf(paragraph.block, marks, anchors)} />
  )
  return (
    <>
      <article class="body" aria-label="The report" {...inLanguage(report.reading.lang)}>
        {paragraphs.report.map(show)}
      </article>
      {paragraphs.rest.length > 0 && (
        <details class="rest">
          <summary>What else is on the page</summary>
          <div class="body" {...inLanguage(report.reading.lang)}>
            {paragraphs.rest.map(show)}
          </div>
        </details>
      )}
    </>
  )
}

interface ParagraphProps {
  paragraph: Paragraph
  view: ReportView
  segments: readonly Segment[]
}

function ParagraphOf({ paragraph: { number, block }, view, segments }: ParagraphProps) {
  const inside = segments.map((segment) => <SegmentOf segment={segment} view={view} />)
  return (
    <div class={`paragraph is-${block.role}`} id={`p-${number}`}>
      <a class="paragraph-number" href={`#p-${number}`} aria-label={`Paragraph ${number}`} lang="en">
        {number}
      </a>
      {block.role === 'subhead' ? <h2>{inside}</h2> : <p data-role={labelled(block)}>{inside}</p>}
    </div>
  )
}

function labelled(block: Block): string | undefined {
  return block.role === 'body' || block.role === 'lead' ? undefined : block.role
}

function SegmentOf({ segment, view }: { segment: Segment; view: ReportView }) {
  const origin = segment.mark?.origin
  const name = origin === undefined ? undefined : view.names.get(view.traces[origin - 1]!.of)
  return (
    <MarkedSegment
      text={view.report.text.slice(segment.start, segment.end)}
      segment={segment}
      id={segment.anchors.length > 0 ? `at-${segment.start}` : undefined}
      href={`#origin-${origin}`}
      label={`${origin}: from ${name?.sourceName ?? 'an earlier report'}`}
    />
  )
}

/** Every place of the text that something on the site points at. */
function anchorsOf(view: ReportView): number[] {
  const passages = [
    ...writeProvenance(view).flatMap((sentence) => sentence.evidence),
    ...view.traces.flatMap((trace) => trace.passages.map((passage) => passage.here)),
    ...view.statements.map((statement) => statement.passage),
    ...view.figures.map((figure) => figure.passage),
    ...view.developments,
  ]
  return [...new Set(passages.map((passage) => passage.start))]
}

import type { Passage } from '../../../domain/passage.ts'
import { inLanguage, percent } from '../words.ts'
import type { Paragraphs } from './paragraphs.ts'
import { type Part, type Sentence, writeProvenance } from './provenance.ts'
import type { ReportView } from './showReport.ts'

const evidenceShown = 4

/** What was found of a report's provenance; every sentence ends with links to the passages that back it. */
export function ProvenanceBox({ view, paragraphs }: { view: ReportView; paragraphs: Paragraphs }) {
  const sentences = writeProvenance(view)
  if (sentences.length === 0 && !view.origin)
    return <p class="provenance soft">Where its text came from has not been looked into yet.</p>
  const confidence = view.origin && view.origin.kind !== 'own' ? view.origin.confidence : undefined
  return (
    <section class="provenance" aria-labelledby="provenance">
      <h2 id="provenance">Where it came from</h2>
      <ul>
        {sentences.map((sentence) => (
          <li>
            {sentence.parts.map((part) => (
              <PartOf part={part} lang={view.report.reading.lang} />
            ))}{' '}
            <Evidence sentence={sentence} paragraphs={paragraphs} />
          </li>
        ))}
      </ul>
      {confidence !== undefined && (
        <Confidence confidence={confidence} reasons={view.origin!.traced.origin.reasons} />
      )}
    </section>
  )
}

function Confidence({ confidence, reasons }: { confidence: number; reasons: readonly string[] }) {
  const words = `Confidence in this origin: ${percent(confidence)}`
  if (reasons.length === 0) return <p class="confidence">{words}</p>
  return (
    <details class="confidence">
      <summary>{words}</summary>
      <ul>
        {reasons.map((reason) => (
          <li dir="auto">{reason}</li>
        ))}
      </ul>
    </details>
  )
}

function PartOf({ part, lang }: { part: Part; lang?: string }) {
  if (typeof part === 'string') return <>{part}</>
  if ('quote' in part) return <q {...inLanguage(lang)}>{part.quote}</q>
  if ('source' in part)
    return (
      <a href={`/reports/${part.source.id}`}>
        <bdi>{part.source.sourceName}</bdi>
      </a>
    )
  return (
    <>
      <a href={`/reports/${part.report.id}`} {...inLanguage(part.report.lang)}>
        {part.report.headline}
      </a>{' '}
      by <bdi>{part.report.sourceName}</bdi>
    </>
  )
}

function Evidence({ sentence, paragraphs }: { sentence: Sentence; paragraphs: Paragraphs }) {
  const places = onePerParagraph(sentence.evidence, paragraphs)
  const more = places.length - evidenceShown
  return (
    <span class="evidence">
      {places.slice(0, evidenceShown).map(({ to, number }) => (
        <>
          <a href={to} aria-label={number === undefined ? 'See the headline' : `See paragraph ${number}`}>
            {number === undefined ? 'headline' : `¶ ${number}`}
          </a>{' '}
        </>
      ))}
      {more > 0 && <span class="soft">and {more} more</span>}
    </span>
  )
}

/** One link a paragraph that a passage reaches into: to where the passage begins, or to the paragraph itself. */
function onePerParagraph(evidence: readonly Passage[], paragraphs: Paragraphs) {
  const places = new Map<number | undefined, { to: string; number: number | undefined }>()
  for (const passage of evidence.toSorted((a, b) => a.start - b.start)) {
    const first = paragraphs.numberAt(passage.start)
    if (!places.has(first)) places.set(first, { to: `#at-${passage.start}`, number: first })
    for (const number of paragraphs.numbersIn(passage))
      if (!places.has(number)) places.set(number, { to: `#p-${number}`, number })
  }
  return [...places.values()]
}

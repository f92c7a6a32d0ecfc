import type { FoundOrigin, ReportName, ReportText } from '../../../db/pages/report.ts'
import type { Passage } from '../../../domain/passage.ts'
import type { DeclaredSource, SourceNote } from '../../../domain/reading.ts'
import type { Trace } from '../../../domain/tracing.ts'
import { count, duration, listed, percent } from '../words.ts'

/** A part of a sentence: plain words, a report to link to by its headline or its source, or words of the page itself. */
export type Part =
  | string
  | { readonly report: ReportName }
  | { readonly source: ReportName }
  | { readonly quote: string }

/** A sentence about a report's provenance, and the passages of the report that back it: never none. */
export interface Sentence {
  readonly says:
    | 'origin'
    | 'main-source'
    | 'other'
    | 'edited'
    | 'credit'
    | 'dateline'
    | 'note'
    | 'declared'
    | 'fresh'
  readonly parts: readonly Part[]
  readonly evidence: readonly Passage[]
}

export interface Findings {
  readonly report: Pick<ReportText, 'text' | 'reading' | 'at'>
  readonly origin?: Pick<
    FoundOrigin,
    'kind' | 'ofReportId' | 'mainReportId' | 'mainName' | 'share' | 'confidence' | 'traced'
  >
  /** The reports that the findings name, by id. */
  readonly names: ReadonlyMap<string, ReportName>
}

const othersNamed = 4
/** A copy all of whose words are there was only shortened. */
const allOfIt = 0.995

/** Writes what was found of a report's provenance. A finding with no passage to show for it is not told. */
export function writeProvenance(found: Findings): Sentence[] {
  const sentences = [
    ...textSentences(found),
    ...creditSentences(found),
    ...noteSentences(found),
    ...declaredSentences(found),
    ...freshSentences(found),
  ]
  return sentences.filter((sentence) => sentence.evidence.length > 0)
}

function textSentences({ report, origin, names }: Findings): Sentence[] {
  if (!origin) return []
  const { traces } = origin.traced
  const direct = traces.find((trace) => trace.of === origin.ofReportId)
  const of = direct && names.get(direct.of)
  const sentences: Sentence[] = []
  if (direct && of) {
    sentences.push({
      says: 'origin',
      parts: [...originWords(origin.kind, direct), { report: of }, ...lagOf(report.at, of.at)],
      evidence: direct.passages.map((passage) => passage.here),
    })
  }
  sentences.push(...mainSourceSentences({ origin, names, direct }))
  sentences.push(...otherSentences(traces, names, [origin.ofReportId, origin.mainReportId]))
  const edited = traces
    .flatMap((trace) => trace.passages)
    .filter(({ kind }) => kind !== 'exact' && kind !== 'translated')
  if (edited.length > 0) {
    sentences.push({
      says: 'edited',
      parts: [
        `${count(edited.length, 'passage')} of it ${edited.length === 1 ? 'is' : 'are'} worded differently there.`,
      ],
      evidence: edited.map((passage) => passage.here),
    })
  }
  return sentences
}

function originWords(kind: FoundOrigin['kind'], { share, passages }: Trace): Part[] {
  const translated = passages.filter((passage) => passage.kind === 'translated').length
  if (translated > passages.length / 2)
    return [`It is a translation: ${percent(share)} of its words have their like in `]
  const part = `${percent(share)} of its words stand in `
  if (kind === 'whole') return [`It is a whole copy: ${part}`]
  if (kind === 'modified' && share >= allOfIt) return [`It is part of an earlier report: ${part}`]
  if (kind === 'modified') return [`It is a modified copy: ${part}`]
  if (kind === 'quoted') return [`It quotes an earlier report: ${part}`]
  return [`Its text is its own, though ${part}`]
}

function lagOf(at: Date, earlier: Date): Part[] {
  const lagMs = at.getTime() - earlier.getTime()
  return [lagMs > 0 ? `, published ${duration(lagMs)} earlier.` : '.']
}

function mainSourceSentences(given: {
  origin: NonNullable<Findings['origin']>
  names: Findings['names']
  direct?: Trace
}): Sentence[] {
  const { origin, names, direct } = given
  const main = names.get(origin.mainReportId)
  if (!main || !direct || origin.mainReportId === origin.ofReportId) return []
  const trace = origin.traced.traces.find((one) => one.of === origin.mainReportId) ?? direct
  return [
    {
      says: 'main-source',
      parts: ['Its main source, at the end of the chain, is ', { report: main }, '.'],
      evidence: trace.passages.map((passage) => passage.here),
    },
  ]
}

function otherSentences(
  traces: readonly Trace[],
  names: Findings['names'],
  told: readonly (string | null)[],
): Sentence[] {
  const others = traces.filter((trace) => !told.includes(trace.of) && names.has(trace.of))
  if (others.length === 0) return []
  const named = others.slice(0, othersNamed).map((trace) => names.get(trace.of)!)
  const more = others.length - named.length
  const passages = others.flatMap((trace) => trace.passages)
  return [
    {
      says: 'other',
      parts: [
        `${passages.length === 1 ? 'A passage of it also stands' : 'Passages of it also stand'} in earlier reports by `,
        ...named.flatMap((source, index): Part[] => [
          ...(index === 0 ? [] : [index === named.length - 1 && more === 0 ? ' and ' : ', ']),
          { source },
        ]),
        more > 0 ? ` and ${count(more, 'other')}.` : '.',
      ],
      evidence: passages.map((passage) => passage.here),
    },
  ]
}

function creditSentences({ report }: Findings): Sentence[] {
  const credits = report.reading.credits.map(
    (credit): Sentence => ({
      says: 'credit',
      parts: ['It is credited ', { quote: credit.printed }, '.'],
      evidence: [credit.passage],
    }),
  )
  const { dateline } = report.reading
  if (!dateline) return credits
  const line: Sentence = {
    says: 'dateline',
    parts: ['It is datelined ', { quote: dateline.printed }, '.'],
    evidence: [dateline.passage],
  }
  return [...credits, line]
}

const noteWords: Record<SourceNote['says'], (names: string) => string> = {
  'published-at': (names) => `that the original was published at ${names || 'another place'}`,
  confirmed: () => 'that its editors confirmed it',
  modified: () => 'that it has been, or may have been, modified',
  'transferred-or-quoted': (names) =>
    `that it may have been transferred or quoted${names && ` from ${names}`}`,
  'see-main-source': (names) => `that it can be followed at its main source${names && `, ${names}`}`,
  via: (names) => `that it came via ${names || 'another'}`,
}

/** One sentence of a page may say several things of its source: they are told together, and it is quoted once. */
function noteSentences({ report }: Findings): Sentence[] {
  const bySentence = Map.groupBy(
    report.reading.sourceNotes,
    ({ passage }) => `${passage.start}-${passage.end}`,
  )
  return [...bySentence.values()].map((notes) => {
    const { passage } = notes[0]!
    const told = notes.map((note) => noteWords[note.says](listed(note.names)))
    return {
      says: 'note',
      parts: [`It says ${listed(told)}: `, { quote: report.text.slice(passage.start, passage.end) }],
      evidence: [passage],
    }
  })
}

function declaredSentences({ report, origin }: Findings): Sentence[] {
  const { declared } = report.reading
  if (declared.length < 2) return []
  const seen = origin?.ofReportId ? '' : ' Their own texts were not seen.'
  return [
    {
      says: 'declared',
      parts: [`By its own account it came ${pathOf(declared)}.${seen}`],
      evidence: declared.flatMap((one) => one.passages),
    },
  ]
}

function pathOf(declared: readonly DeclaredSource[]): string {
  const names = declared.map((one) => one.name)
  const through = names.slice(1, -1)
  return `from ${names[0]}${through.length > 0 ? ` through ${listed(through)}` : ''} to ${names.at(-1)}`
}

function freshSentences({ report, origin }: Findings): Sentence[] {
  if (!origin) return []
  const { fresh, traces } = origin.traced
  if (traces.length === 0) {
    const parts = ['No passage of it was found in an earlier report.']
    return [{ says: 'fresh', parts, evidence: fresh.slice(0, 1) }]
  }
  const words = fresh.reduce((sum, { start, end }) => sum + wordsIn(report.text.slice(start, end)), 0)
  if (words === 0) return []
  return [
    {
      says: 'fresh',
      parts: [`${count(words, 'word')} of it ${words === 1 ? 'was' : 'were'} found nowhere earlier.`],
      evidence: fresh,
    },
  ]
}

function wordsIn(text: string): number {
  let words = 0
  for (const part of new Intl.Segmenter('und', { granularity: 'word' }).segment(text))
    if (part.isWordLike) words++
  return words
}

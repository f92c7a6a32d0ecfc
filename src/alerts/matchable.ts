import type { Figure, Statement } from '../domain/claims.ts'
import type { Reading } from '../domain/reading.ts'
import type { MatchableReport, Named } from '../text/queries/report.ts'
import { scan } from '../text/scan.ts'
import { sharedScan } from '../text/sharedScan.ts'
import { namesIn } from './names.ts'

/** What is known of a report, as far as it is known. */
export interface KnownOfReport {
  readonly text: string
  readonly headline?: string
  readonly lang?: string
  readonly sourceNames: readonly string[]
  readonly dateline?: Reading['dateline']
  readonly statements: readonly Statement[]
  readonly figures: readonly Figure[]
}

/** A report as standing queries see it. */
export function matchableReport(known: KnownOfReport): MatchableReport {
  const { dateline } = known
  return {
    text: sharedScan(known.text),
    title: known.headline === undefined ? undefined : scan(known.headline),
    source: known.sourceNames,
    lang: known.lang,
    places: dateline ? [{ name: dateline.place, passage: dateline.passage }] : [],
    persons: [...speakers(known.statements, 'speakerPassage'), ...namesIn(known.text)],
    speakers: speakers(known.statements, 'passage'),
    figures: known.figures.map((figure) => ({
      name: figure.unit && figure.unit !== figure.of ? `${figure.unit} ${figure.of}` : figure.of,
      low: figure.low,
      high: figure.high,
      passage: figure.passage,
    })),
  }
}

function speakers(statements: readonly Statement[], where: 'passage' | 'speakerPassage'): Named[] {
  return statements.flatMap((statement) =>
    statement.speaker ? [{ name: statement.speaker, passage: statement[where] }] : [],
  )
}

import { type Scan, scan } from '../scan.ts'
import type { Span } from '../sentences.ts'
import { type Field, fields } from './query.ts'

/** A name and where it stands in the text, when that is known. */
export interface Named {
  readonly name: string
  readonly passage?: Span
}

/** A text with what is known of it, as a query sees it. `text` is scanned once by whoever has it. */
export interface MatchableReport {
  readonly text: Scan
  /** The title, also where the text repeats it. */
  readonly title?: Scan
  /** The names the source goes by. */
  readonly source?: readonly string[]
  /** BCP 47. */
  readonly lang?: string
  readonly places?: readonly Named[]
  readonly persons?: readonly Named[]
  /** Who says something, with the passage of what is said. */
  readonly speakers?: readonly Named[]
  readonly figures?: readonly MatchableFigure[]
}

export interface MatchableFigure extends Named {
  /** What is counted. */
  readonly name: string
  /** Null means open-ended. */
  readonly low: number | null
  readonly high: number | null
}

/** A place where a query was met. `in` says "title" where the span is one of the title and not of the text. */
export interface FoundPassage extends Span {
  readonly in?: 'title'
}

/** One run of words that is looked through as one field; words of two streams never stand next to each other. */
export interface Stream {
  readonly field: number
  readonly scan: Scan
  /** Where its words stand: in the text or title themselves, or all at one passage, or nowhere. */
  readonly place: 'text' | 'title' | Span | undefined
  readonly figure?: MatchableFigure
}

export const fieldNumber = Object.fromEntries(fields.map((field, number) => [field, number])) as Record<
  Field,
  number
>

/** All that a query may look through. `isAsked` says whether any query asks for the field of that number. */
export function streamsOf(report: MatchableReport, isAsked: (field: number) => boolean): Stream[] {
  const streams: Stream[] = [{ field: fieldNumber.text, scan: report.text, place: 'text' }]
  if (report.title) {
    streams.push({ field: fieldNumber.text, scan: report.title, place: 'title' })
    if (isAsked(fieldNumber.title)) {
      streams.push({ field: fieldNumber.title, scan: report.title, place: 'title' })
    }
  }
  const add = (field: number, named: readonly (Named | MatchableFigure)[] | undefined) => {
    if (!named || !isAsked(field)) return
    for (const one of named) {
      const figure = 'low' in one ? one : undefined
      streams.push({ field, scan: scan(one.name), place: one.passage, figure })
    }
  }
  add(fieldNumber.source, report.source?.map(asName))
  add(fieldNumber.lang, report.lang ? [{ name: report.lang }] : undefined)
  add(fieldNumber.place, report.places)
  add(fieldNumber.person, report.persons)
  add(fieldNumber.says, report.speakers)
  add(fieldNumber.figure, report.figures)
  return streams
}

function asName(name: string): Named {
  return { name }
}

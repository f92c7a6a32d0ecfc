import { foldedWords } from '../../../src/text/queries/fold.ts'
import type { Field, Query } from '../../../src/text/queries/query.ts'
import type { MatchableReport } from '../../../src/text/queries/report.ts'

/** Folded words of one field, with what figure they name. */
interface Run {
  readonly words: readonly string[]
  readonly figure?: { low: number | null; high: number | null }
}

/** What a query means, written as plainly as can be: every query against every report, word by word. */
export function isMetBy(query: Query, report: MatchableReport): boolean {
  switch (query.kind) {
    case 'and':
      return query.parts.every((part) => isMetBy(part, report))
    case 'or':
      return query.parts.some((part) => isMetBy(part, report))
    case 'not':
      return !isMetBy(query.part, report)
    case 'near':
      return isNear(query.left, query.right, query.within, report)
    case 'figure':
      return placesOf(query.of, report).some(({ run }) => {
        const { low, high } = run.figure!
        const { value } = query
        if (query.comparison === '>') return low !== null && low > value
        if (query.comparison === '>=') return low !== null && low >= value
        if (query.comparison === '<') return high !== null && high < value
        if (query.comparison === '<=') return high !== null && high <= value
        return low === value && high === value
      })
    default:
      return placesOf(query, report).length > 0
  }
}

function isNear(left: Query, right: Query, within: number, report: MatchableReport): boolean {
  return placesOf(left, report).some((a) =>
    placesOf(right, report).some((b) => {
      const between = Math.max(b.start - a.end, a.start - b.end)
      return a.run === b.run && between >= 0 && between <= within
    }),
  )
}

function placesOf(query: Query, report: MatchableReport): { run: Run; start: number; end: number }[] {
  if (query.kind === 'or') return query.parts.flatMap((part) => placesOf(part, report))
  if (query.kind !== 'phrase' && query.kind !== 'prefix') throw new Error('This has no places.')
  const fits = (words: readonly string[], at: number) =>
    query.kind === 'prefix'
      ? words[at]!.startsWith(query.start)
      : query.words.every((word, i) => words[at + i] === word)
  const length = query.kind === 'prefix' ? 1 : query.words.length
  return runsOf(query.field, report).flatMap((run) =>
    run.words.flatMap((_, at) => (fits(run.words, at) ? [{ run, start: at, end: at + length }] : [])),
  )
}

const runs = new WeakMap<MatchableReport, Map<Field, Run[]>>()

function runsOf(field: Field, report: MatchableReport): Run[] {
  const known = runs.get(report) ?? new Map<Field, Run[]>()
  runs.set(report, known)
  const found = known.get(field) ?? makeRuns(field, report)
  known.set(field, found)
  return found
}

function makeRuns(field: Field, report: MatchableReport): Run[] {
  const titles = report.title ? [report.title.text] : []
  const texts: Record<Field, readonly string[]> = {
    text: [report.text.text, ...titles],
    title: titles,
    source: report.source ?? [],
    lang: report.lang ? [report.lang] : [],
    place: report.places?.map((one) => one.name) ?? [],
    person: report.persons?.map((one) => one.name) ?? [],
    says: report.speakers?.map((one) => one.name) ?? [],
    figure: [],
  }
  if (field === 'figure') {
    return (report.figures ?? []).map((figure) => ({ words: foldedWords(figure.name), figure }))
  }
  return texts[field].map((text) => ({ words: foldedWords(text) }))
}

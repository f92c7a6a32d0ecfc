import { findClaims } from '../../src/claims/findClaims.ts'
import type { Figure } from '../../src/domain/claims.ts'
import { numberOf } from '../../src/text/numbers.ts'
import { type Claim, dataSet, printTable } from '../claims.ts'
import { rowsOf, share, wordsF1 } from './rows.ts'

interface Excerpt {
  readonly text: string
  readonly quantity: number
  readonly unit: 'People' | 'Households'
  readonly term: string
  readonly label_suspect: boolean
  readonly set: string
}

/** The set's terms in the order in which its annotators choose: people who moved, then housing. */
const terms: Readonly<Record<string, string>> = {
  displaced: 'Displaced',
  evacuated: 'Evacuated',
  fled: 'Forced to Flee',
  relocated: 'Relocated',
  homeless: 'Homeless',
  'in camps': 'In Relief Camp',
  sheltered: 'Sheltered',
  destroyed: 'Destroyed Housing',
  uninhabitable: 'Uninhabitable Housing',
  'partly destroyed': 'Partially Destroyed Housing',
  flooded: 'Partially Destroyed Housing',
}
const order = Object.keys(terms)

/** One fact an excerpt: the first figure of the term that comes first. */
export function measureIdetect(): Claim[] {
  const folder = dataSet('figures-idetect')
  if (!folder) return []
  const all = rowsOf<Excerpt>(folder, 'visible.jsonl')
  const rows = all.filter((row) => !row.label_suspect)
  const right = { quantity: 0, unit: 0, term: 0, any: 0, figures: 0 }
  for (const row of rows) {
    const { figures } = findClaims(row.text, [{ start: 0, end: row.text.length }])
    right.figures += figures.length
    if (figures.some((figure) => gives(figure, row.quantity))) right.any++
    const chosen = choose(figures)
    if (!chosen || !gives(chosen, row.quantity)) continue
    right.quantity++
    if (unitOf(chosen) !== row.unit) continue
    right.unit++
    if (terms[chosen.of] === row.term) right.term++
  }
  const of = (count: number) => share(count, rows.length)
  printTable(
    ['IDETECT', 'excerpts', 'quantity', '+ unit', '+ term', 'any figure right', 'figures an excerpt'],
    [
      [
        'without suspect labels',
        rows.length,
        of(right.quantity),
        of(right.unit),
        of(right.term),
        of(right.any),
        of(right.figures),
      ],
    ],
  )
  return [
    { name: 'claims: IDETECT, quantity right', figure: of(right.quantity), target: 0.755 },
    { name: 'claims: IDETECT, quantity, unit and term right', figure: of(right.term), target: 0.74 },
  ]
}

/** The set asks for people and housing only. */
const notAsked = new Set<string | undefined>(['villages', 'districts', 'shelters'])

function choose(all: readonly Figure[]): Figure | undefined {
  const figures = all.filter(({ unit }) => !notAsked.has(unit))
  const ranked = figures.filter((figure) => figure.of in terms)
  ranked.sort((a, b) => order.indexOf(a.of) - order.indexOf(b.of))
  return ranked[0] ?? figures[0]
}

function gives(figure: Figure, quantity: number): boolean {
  return figure.low === quantity || figure.high === quantity
}

function unitOf({ unit }: Figure): string {
  return ['households', 'houses', 'buildings', 'shelters'].includes(unit ?? '') ? 'Households' : 'People'
}

interface Attributed {
  readonly passage: string
  readonly figure: string
  readonly source: string | null
  readonly lang: string
}

/** Figures with the one who gives them: found in the passage, and of those found, the giver right. */
export function measureAttributed(): Claim[] {
  const folder = dataSet('figures-attributed')
  if (!folder) return []
  const byLang = new Map<string, { gold: number; found: number; giver: number }>()
  for (const row of rowsOf<Attributed>(folder, 'visible.jsonl')) {
    const { figures, statements } = findClaims(row.passage, [{ start: 0, end: row.passage.length }], row.lang)
    const figure = figures.find((one) => isThat(one, row.figure))
    const given = figure?.statement === undefined ? undefined : statements[figure.statement]?.speakerPassage
    const giver = given && row.passage.slice(given.start, given.end)
    for (const key of ['all', row.lang]) {
      const counts = byLang.get(key) ?? { gold: 0, found: 0, giver: 0 }
      byLang.set(key, counts)
      counts.gold++
      if (!figure) continue
      counts.found++
      if (
        row.source === null ? giver === undefined : giver !== undefined && wordsF1(giver, row.source) >= 0.5
      )
        counts.giver++
    }
  }
  printTable(
    ['Figures with their giver', 'gold', 'found', 'giver right, of those'],
    [...byLang].map(([lang, one]) => [
      lang,
      one.gold,
      share(one.found, one.gold),
      share(one.giver, one.found),
    ]),
  )
  const all = byLang.get('all')!
  return [
    { name: 'claims: attributed figures found', figure: share(all.found, all.gold), target: 0.7 },
    { name: 'claims: giver of the figure right', figure: share(all.giver, all.found), target: 0.6 },
  ]
}

/** True when the figure's own print, or its number, is in the gold figure's words. */
function isThat(figure: Figure, printed: string): boolean {
  if (printed.includes(figure.printed) || figure.printed.includes(printed)) return true
  const numbers = printed.match(/[\d.,]+/g)?.map(numberOf) ?? []
  return numbers.some((number) => gives(figure, number))
}

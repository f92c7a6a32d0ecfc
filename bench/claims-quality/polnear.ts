import { findClaims } from '../../src/claims/findClaims.ts'
import type { Statement } from '../../src/domain/claims.ts'
import type { Passage } from '../../src/domain/passage.ts'
import { type Claim, dataSet, printTable } from '../claims.ts'
import { f1, rowsOf, share } from './rows.ts'

interface Attribution {
  readonly source: readonly Passage[]
  readonly content: readonly Passage[]
  readonly type: 'direct' | 'mixed' | 'indirect'
}
interface Article {
  readonly text: string
  readonly attributions: readonly Attribution[]
}

const kinds = ['all', 'direct', 'mixed', 'indirect'] as const
const enoughOverlap = 0.5

/** Contents matched greedily where intersection over union is at least one half; speakers right where they overlap. */
export function measurePolnear(): Claim[] {
  const folder = dataSet('quotes-polnear')
  if (!folder) return []
  const counts = Object.fromEntries(
    kinds.map((kind) => [kind, { gold: 0, found: 0, hit: 0, right: 0, sourced: 0, speaker: 0 }]),
  ) as Record<
    (typeof kinds)[number],
    Record<'gold' | 'found' | 'hit' | 'right' | 'sourced' | 'speaker', number>
  >
  for (const { text, attributions } of rowsOf<Article>(folder, 'dev.jsonl')) {
    const { statements } = findClaims(text, [{ start: 0, end: text.length }], 'en')
    const gold = attributions.filter((one) => one.content.length > 0)
    const matched = match(gold, statements)
    for (const one of gold) {
      const statement = matched.get(one)
      for (const count of [counts.all, counts[one.type]]) {
        count.gold++
        if (!statement) continue
        count.hit++
        if (one.source.length === 0) continue
        count.sourced++
        const speaker = statement.speakerPassage
        if (speaker && intersection(one.source, [speaker]) > 0) count.speaker++
      }
    }
    const hits = new Set(matched.values())
    for (const statement of statements) {
      for (const count of [counts.all, counts[statement.kind]]) {
        count.found++
        if (hits.has(statement)) count.right++
      }
    }
  }
  const rows = kinds.map((kind) => {
    const { gold, found, hit, right, sourced, speaker } = counts[kind]
    const [precision, recall] = [share(right, found), share(hit, gold)]
    return [kind, gold, found, precision, recall, f1(precision, recall), share(speaker, sourced)] as const
  })
  printTable(['PolNeAR dev', 'gold', 'found', 'P', 'R', 'content F1', 'speaker right'], rows)
  const figure = (at: number, column: 5 | 6) => rows[at]![column]
  return [
    { name: 'claims: PolNeAR dev, content overlap F1, all', figure: figure(0, 5), target: 0.5 },
    { name: 'claims: PolNeAR dev, content overlap F1, direct', figure: figure(1, 5), target: 0.75 },
    { name: 'claims: PolNeAR dev, speaker right', figure: figure(0, 6), target: 0.85 },
  ]
}

function match(gold: readonly Attribution[], statements: readonly Statement[]): Map<Attribution, Statement> {
  const pairs = gold.flatMap((one) =>
    statements.map((statement) => ({
      one,
      statement,
      likeness: overUnion(one.content, [statement.passage]),
    })),
  )
  const matched = new Map<Attribution, Statement>()
  const taken = new Set<Statement>()
  for (const { one, statement, likeness } of pairs.sort((a, b) => b.likeness - a.likeness)) {
    if (likeness < enoughOverlap || matched.has(one) || taken.has(statement)) continue
    matched.set(one, statement)
    taken.add(statement)
  }
  return matched
}

function overUnion(a: readonly Passage[], b: readonly Passage[]): number {
  const both = intersection(a, b)
  return share(both, lengthOf(a) + lengthOf(b) - both)
}

function intersection(a: readonly Passage[], b: readonly Passage[]): number {
  let sum = 0
  for (const one of a) {
    for (const other of b) sum += Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start))
  }
  return sum
}

function lengthOf(passages: readonly Passage[]): number {
  return passages.reduce((sum, { start, end }) => sum + end - start, 0)
}

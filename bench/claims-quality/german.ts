import { findClaims } from '../../src/claims/findClaims.ts'
import type { Passage } from '../../src/domain/passage.ts'
import { type Claim, dataSet, printTable } from '../claims.ts'
import { f1, rowsOf, share } from './rows.ts'

interface Role {
  readonly spans?: readonly (readonly [number, number])[]
}
interface Article {
  readonly text: string
  readonly annotations: readonly { readonly quote: Role; readonly speaker?: Role; readonly type: string }[]
}

/** Characters of quotes and of speakers: precision, recall and F1, and the floor of quotation marks alone. */
export function measureGerman(): Claim[] {
  const folder = dataSet('quotes-german')
  if (!folder) return []
  const quote = { gold: 0, found: 0, both: 0 }
  const speaker = { gold: 0, found: 0, both: 0 }
  const kinds = new Map<string, { gold: number; covered: number; speakers: number; right: number }>()
  for (const { text, annotations } of rowsOf<Article>(folder, 'dev.jsonl')) {
    const { statements } = findClaims(text, [{ start: 0, end: text.length }], 'de')
    const goldQuotes = annotations.flatMap((one) => spansOf(one.quote))
    const goldSpeakers = annotations.flatMap((one) => spansOf(one.speaker))
    add(
      quote,
      goldQuotes,
      statements.map((one) => one.passage),
      text.length,
    )
    add(
      speaker,
      goldSpeakers,
      statements.flatMap((one) => one.speakerPassage ?? []),
      text.length,
    )
    for (const one of annotations) {
      const kind = kinds.get(one.type) ?? { gold: 0, covered: 0, speakers: 0, right: 0 }
      kinds.set(one.type, kind)
      kind.gold++
      const spans = spansOf(one.quote)
      const hit = statements.find((statement) => covers([statement.passage], spans, text.length) >= 0.5)
      if (!hit) continue
      kind.covered++
      const speakers = spansOf(one.speaker)
      if (speakers.length === 0) continue
      kind.speakers++
      if (hit.speakerPassage && covers([hit.speakerPassage], speakers, text.length) > 0) kind.right++
    }
  }
  printTable(
    ['German Wikinews dev', 'P', 'R', 'F1'],
    [
      row('quote, characters', quote),
      row('speaker, characters', speaker),
      ['floor: quotation marks', 0.578, 0.233, f1(0.578, 0.233)],
    ],
  )
  printTable(
    ['by kind', 'gold', 'found', 'speaker right'],
    [...kinds].map(([kind, one]) => [
      kind,
      one.gold,
      share(one.covered, one.gold),
      share(one.right, one.speakers),
    ]),
  )
  return [
    { name: 'claims: German Wikinews dev, quoted characters F1', figure: row('', quote)[3], target: 0.5 },
  ]
}

function spansOf(role: Role | undefined): Passage[] {
  return (role?.spans ?? []).map(([start, end]) => ({ start, end }))
}

function add(
  counts: { gold: number; found: number; both: number },
  gold: readonly Passage[],
  found: readonly Passage[],
  length: number,
): void {
  const [a, b] = [marked(gold, length), marked(found, length)]
  for (let i = 0; i < length; i++) {
    counts.gold += a[i]!
    counts.found += b[i]!
    counts.both += a[i]! & b[i]!
  }
}

/** Part of `spans` that `passages` cover. */
function covers(passages: readonly Passage[], spans: readonly Passage[], length: number): number {
  const counts = { gold: 0, found: 0, both: 0 }
  add(counts, spans, passages, length)
  return share(counts.both, counts.gold)
}

function marked(passages: readonly Passage[], length: number): Uint8Array {
  const marks = new Uint8Array(length)
  for (const { start, end } of passages) marks.fill(1, start, end)
  return marks
}

function row(
  name: string,
  { gold, found, both }: { gold: number; found: number; both: number },
): [string, number, number, number] {
  const [precision, recall] = [share(both, found), share(both, gold)]
  return [name, precision, recall, f1(precision, recall)]
}

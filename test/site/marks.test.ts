import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markPassages, marksIn, segmentsOf, withPunctuation } from '../../src/publishing/site/report/marks.ts'

const aPassage = (start: number, end: number) => ({
  here: { start, end },
  there: { start: 0, end: end - start },
  kind: 'exact' as const,
  similarity: 1,
})
const aTrace = (of: string, ...spans: [number, number][]) => ({
  of,
  share: 0.5,
  passages: spans.map(([start, end]) => aPassage(start, end)),
})

const someTraces = fc.array(
  fc
    .array(fc.tuple(fc.nat(90), fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 4 })
    .map((spans) =>
      aTrace('x', ...spans.map(([start, length]): [number, number] => [start, start + length])),
    ),
  { maxLength: 5 },
)

test('text that two earlier reports hold is marked as the first one’s', () => {
  const marks = markPassages([aTrace('a', [10, 20]), aTrace('b', [5, 25])])
  expect(marks.map(({ origin, here }) => [origin, here.start, here.end])).toEqual([
    [2, 5, 10],
    [1, 10, 20],
    [2, 20, 25],
  ])
})

test('no stretch of text is marked twice, and all that was traced is marked', () => {
  fc.assert(
    fc.property(someTraces, (traces) => {
      const covered = new Array(130).fill(0)
      for (const { here } of markPassages(traces))
        for (let at = here.start; at < here.end; at++) covered[at]++
      const traced = new Set<number>()
      for (const { passages } of traces)
        for (const { here } of passages) for (let at = here.start; at < here.end; at++) traced.add(at)
      expect(covered.map((times, at) => [at, times]).filter(([, times]) => times! > 1)).toEqual([])
      expect(covered.flatMap((times, at) => (times ? [at] : []))).toEqual([...traced].sort((a, b) => a - b))
    }),
  )
})

test('segments are the whole block in order, whatever is marked and pointed at in it', () => {
  fc.assert(
    fc.property(someTraces, fc.array(fc.nat(130)), (traces, anchors) => {
      const block = { role: 'body' as const, start: 20, end: 100 }
      const segments = segmentsOf(block, markPassages(traces), anchors)
      expect(segments[0]!.start).toBe(20)
      expect(segments.at(-1)!.end).toBe(100)
      segments.slice(1).forEach((segment, index) => {
        expect(segment.start).toBe(segments[index]!.end)
      })
      const pointed = segments.flatMap((segment) => segment.anchors)
      for (const anchor of anchors) expect(pointed.includes(anchor)).toBe(anchor >= 20 && anchor < 100)
    }),
  )
})

test('a mark takes in the quotation mark before it and the stop after it', () => {
  const text = 'He said: “The dam held.” Nobody'
  const start = text.indexOf('The dam')
  const [mark] = withPunctuation(markPassages([aTrace('a', [start, start + 'The dam held'.length])]), text)
  expect(text.slice(mark!.here.start, mark!.here.end)).toBe('“The dam held.”')
})

test('a mark does not reach into the next', () => {
  const text = 'one two. three'
  const marks = withPunctuation(markPassages([aTrace('a', [0, 7]), aTrace('b', [7, 14])]), text)
  expect(marks.map(({ here }) => text.slice(here.start, here.end))).toEqual(['one two', '. three'])
})

test('what is left of a passage without a word in it is not marked', () => {
  const text = 'one two. three'
  const marks = marksIn(text, [aTrace('a', [0, 7], [9, 14]), aTrace('b', [0, 14])])
  expect(marks.map(({ origin, here }) => [origin, text.slice(here.start, here.end)])).toEqual([
    [1, 'one two.'],
    [1, 'three'],
  ])
})

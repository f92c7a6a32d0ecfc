import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Origin } from '../../src/domain/tracing.ts'
import { decideOrigin, type OriginEvidence } from '../../src/tracing/decideOrigin.ts'
import { aCandidate, aReport, hourMs, noon } from './aReport.ts'

const evidence = (about: Partial<OriginEvidence> = {}): OriginEvidence => ({
  report: aReport(),
  candidates: [],
  share: 0,
  find: () => undefined,
  ...about,
})

test('a report that shares nothing and names no one is its own', () => {
  expect(decideOrigin(evidence())).toMatchObject({ kind: 'own', share: 0, chain: [] })
})

test('a text taken whole names the report it is, and when that came', () => {
  const origin = decideOrigin(evidence({ candidates: [aCandidate()], share: 1 }))
  expect(origin).toMatchObject({ kind: 'whole', of: 'there', mainSource: 'there', share: 1 })
  expect(origin.chain).toEqual([{ name: 'Ellesmar Wire', report: 'there', kind: 'whole', lagMs: hourMs }])
  expect(origin.reasons).toContain('That report came 60 minutes before.')
})

test('a trimmed, an extended and an edited copy are modified; a shared paragraph is quoted', () => {
  const kind = (about: Parameters<typeof aCandidate>[0]) =>
    decideOrigin(evidence({ candidates: [aCandidate(about)], share: 0.8 })).kind
  expect(kind({ shareThere: 0.6 })).toBe('modified')
  expect(kind({ share: 0.7 })).toBe('modified')
  expect(kind({ likeness: 0.8 })).toBe('modified')
  expect(kind({ share: 0.2, shareThere: 0.2 })).toBe('quoted')
})

test('of a text and its edited copy, the one whose edits are here too is the direct origin', () => {
  const wire = aCandidate({ report: aReport({ id: 'wire', at: noon - 3 * hourMs }), likeness: 0.85 })
  const paper = aCandidate({
    report: aReport({ id: 'paper', at: noon - hourMs }),
    origin: { kind: 'modified', of: 'wire' },
  })
  const origin = decideOrigin(
    evidence({ candidates: [paper, wire], share: 1, find: (id) => (id === 'wire' ? wire : undefined) }),
  )
  expect(origin).toMatchObject({ of: 'paper', mainSource: 'wire' })
  expect(origin.chain.map((link) => [link.report, link.kind])).toEqual([
    ['wire', 'modified'],
    ['paper', 'whole'],
  ])
})

test('of two equal texts, the earliest is the origin, unless the report credits the other', () => {
  const first = aCandidate({ report: aReport({ id: 'first', sourceName: 'First', at: noon - 3 * hourMs }) })
  const second = aCandidate({
    report: aReport({ id: 'second', sourceName: 'Second', at: noon - 2 * hourMs }),
  })
  expect(decideOrigin(evidence({ candidates: [second, first], share: 1 })).of).toBe('first')
  const report = aReport({ credits: ['Second'] })
  expect(decideOrigin(evidence({ report, candidates: [first, second], share: 1 })).of).toBe('second')
})

test('a report that only quotes another ends the chain', () => {
  const wire = { report: aReport({ id: 'wire' }) }
  const paper = aCandidate({ origin: { kind: 'quoted', of: 'wire' } })
  const origin = decideOrigin(evidence({ candidates: [paper], share: 1, find: () => wire }))
  expect(origin.mainSource).toBe('there')
})

test('an agency that is named but was not seen begins the chain', () => {
  const report = aReport({ sourceName: 'Copy Today', declared: ['ANW', 'Ellesmar Wire'] })
  const alone = decideOrigin(evidence({ report }))
  expect(alone).toMatchObject({ kind: 'modified', share: 0 })
  expect(alone.of).toBeUndefined()
  expect(alone.chain.map((link) => link.name)).toEqual(['ANW', 'Ellesmar Wire'])
  const aligned = decideOrigin(evidence({ report, candidates: [aCandidate()], share: 1 }))
  expect(aligned.chain.map((link) => [link.name, link.kind])).toEqual([
    ['ANW', 'declared'],
    ['Ellesmar Wire', 'whole'],
  ])
})

test('every origin is a valid one, and its chain ends with the direct origin', () => {
  const share = fc.double({ min: 0.01, max: 1, noNaN: true })
  const candidate = fc.record({ share, shareThere: share, likeness: share }).map(aCandidate)
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 5 }), share, (candidates, whole) => {
      const origin = decideOrigin(evidence({ candidates, share: whole }))
      expect(Origin.safeParse(origin).success).toBe(true)
      expect(origin.chain.at(-1)?.report).toBe(origin.of)
    }),
  )
})

const linked = {
  report: aReport({ id: 'wire', sourceName: 'Ellesmar Wire', headline: 'Flood', at: noon - 2 * hourMs }),
  direction: { earlier: 0.99, basis: ['link', 'time'] },
  by: 'link',
} as const

test('a report that links to the report it names is from that one, though no sentence aligns', () => {
  const report = aReport({ declared: ['Ellesmar Wire'] })
  const origin = decideOrigin(evidence({ report, named: linked }))
  expect(origin).toMatchObject({ kind: 'modified', of: 'wire', mainSource: 'wire', share: 0 })
  expect(origin.basis).toEqual(['link', 'time', 'declared'])
  expect(origin.chain).toEqual([
    { name: 'Ellesmar Wire', report: 'wire', kind: 'modified', lagMs: 2 * hourMs },
  ])
  expect(origin.reasons[0]).toBe('It names Ellesmar Wire as its source and links to “Flood” (Ellesmar Wire).')
  const byCredit = decideOrigin(evidence({ report, named: { ...linked, by: 'credit' } }))
  expect(byCredit.confidence).toBeLessThan(origin.confidence)
})

test('most of the very words outweigh a link; a quotation does not, nor a translation of another', () => {
  const of = (about: Parameters<typeof aCandidate>[0]) =>
    decideOrigin(evidence({ candidates: [aCandidate(about)], share: 0.6, named: linked })).of
  expect(of({ share: 0.6 })).toBe('there')
  expect(of({ share: 0.2 })).toBe('wire')
  expect(of({ share: 0.9, translated: 0.95 })).toBe('wire')
})

test('a translation is whole where nothing of either is left, and says so', () => {
  const origin = (about: Parameters<typeof aCandidate>[0]) =>
    decideOrigin(
      evidence({ candidates: [aCandidate({ likeness: 0.8, translated: 0.97, ...about })], share: 1 }),
    )
  expect(origin({})).toMatchObject({ kind: 'whole', basis: ['text', 'time'] })
  expect(origin({}).reasons[0]).toBe('It is a translation of a report of Ellesmar Wire, whole.')
  expect(origin({ shareThere: 0.5 })).toMatchObject({ kind: 'modified' })
  expect(origin({ translated: 0.9 }).confidence).toBeLessThanOrEqual(origin({}).confidence)
})

test('a report that shares as much and only seems to have come later makes the origin less sure', () => {
  const sure = decideOrigin(evidence({ candidates: [aCandidate()], share: 1 })).confidence
  const later = [aCandidate({ report: aReport({ id: 'late' }), direction: { earlier: 0.4, basis: [] } })]
  expect(decideOrigin(evidence({ candidates: [aCandidate()], later, share: 1 })).confidence).toBeLessThan(
    sure,
  )
})

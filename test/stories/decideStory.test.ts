import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Candidate, carriedBy, decideStory, togetherFrom } from '../../src/stories/decideStory.ts'
import { groupReport, rememberReport } from '../../src/stories/group.ts'
import { StoryMemory } from '../../src/stories/memory.ts'
import { scan } from '../../src/text/scan.ts'

const aCandidate = (changes: Partial<Candidate> = {}): Candidate => ({
  story: 'ferry',
  headline: 'Ferry sinks off Port Calder',
  likeness: 0.5,
  sharedWords: ['Calder', 'ferry'],
  reports: 2,
  ...changes,
})

test('a report joins the story it is most alike to, and the words they share are named', () => {
  const decided = decideStory([aCandidate({ story: 'budget', likeness: 0.4 }), aCandidate()], undefined)
  expect(decided).toMatchObject({ story: 'ferry', similarity: 0.5, sharedWords: ['Calder', 'ferry'] })
  expect(decided.reasons[0]).toContain('Calder, ferry')
})

test('a report that is not alike enough begins a story, and the nearest is named with its number', () => {
  const decided = decideStory([aCandidate({ likeness: 0.19 })], undefined)
  expect(decided.story).toBeUndefined()
  expect(decided.similarity).toBe(1)
  expect(decided.reasons.join(' ')).toContain('“Ferry sinks off Port Calder”, is 0.19 alike')
})

test('a report whose text came from a report of a story joins it, however unlike its words are', () => {
  const decided = decideStory([], { story: 'ferry', of: 'a', share: 0.6, kind: 'modified' })
  expect(decided.story).toBe('ferry')
  expect(decided.reasons[0]).toBe('60% of its text came from a report of this story.')
})

test('a short quotation alone does not decide the story', () => {
  expect(decideStory([], { story: 'ferry', of: 'a', share: 0.1, kind: 'quoted' }).story).toBeUndefined()
})

test('the longer a story has been quiet, the more alike a report must be to wake it', () => {
  expect(decideStory([aCandidate({ quietDays: 1, likeness: 0.35 })], undefined).story).toBe('ferry')
  expect(decideStory([aCandidate({ quietDays: 30, likeness: 0.35 })], undefined).story).toBeUndefined()
  expect(decideStory([aCandidate({ quietDays: 30, likeness: 0.9 })], undefined).story).toBe('ferry')
})

test('the strongest link to a report whose story is known counts', () => {
  const traced = {
    origin: { kind: 'whole', of: 'c', share: 0.9, basis: [], confidence: 1, reasons: [], chain: [] },
    traces: [
      { of: 'a', share: 0.2, passages: [] },
      { of: 'b', share: 0.4, passages: [] },
      { of: 'c', share: 0.9, passages: [] },
    ],
  } as const
  const known = new Map([
    ['a', 'ferry'],
    ['b', 'reef'],
  ])
  const unfrozen = structuredClone(traced) as unknown as Parameters<typeof carriedBy>[0]
  expect(carriedBy(unfrozen, (id) => known.get(id))).toEqual({
    story: 'reef',
    of: 'b',
    share: 0.4,
    kind: 'quoted',
  })
})

test('a decision never joins a story below the threshold, and its similarity stays between 0 and 1', () => {
  const candidates = fc.array(
    fc.record({
      likeness: fc.float({ min: 0, max: 1, noNaN: true }),
      quietDays: fc.nat(60),
      story: fc.string(),
    }),
  )
  fc.assert(
    fc.property(candidates, (given) => {
      const decided = decideStory(given.map(aCandidate), undefined)
      expect(decided.similarity).toBeGreaterThanOrEqual(decided.story === undefined ? 1 : togetherFrom)
      expect(decided.similarity).toBeLessThanOrEqual(1)
      expect(decided.reasons.length).toBeGreaterThan(0)
    }),
  )
})

const arrive = (memory: StoryMemory, id: string, text: string, story: string) =>
  groupReport(
    memory,
    { id, headline: text.split('.')[0]!, words: scan(text), at: undefined, now: 0, carried: undefined },
    () => story,
    { threshold: 0.3 },
  )

const reef = 'The Saint Brannock struck the Gannet reef near Eastmere with 140 passengers aboard.'

/** Two stories of reports that say the same, remembered as they were saved, and a third report for either. */
async function twoAlike(isSettled: boolean) {
  const memory = new StoryMemory()
  const words = { words: scan(reef), at: undefined, now: 0 }
  rememberReport(memory, { id: 'a', headline: 'a', ...words, voice: true }, 'one', 'One')
  rememberReport(memory, { id: 'b', headline: 'b', ...words, voice: true }, 'other', 'Other')
  const arrival = { id: 'c', headline: 'c', ...words }
  return { memory, grouped: await groupReport(memory, arrival, () => 'new', { isSettled: () => isSettled }) }
}

test('a report that shows two stories to be one merges them', async () => {
  const { memory, grouped } = await twoAlike(false)
  expect(grouped.merged.map((one) => one.story.id)).toEqual(['other'])
  expect(memory.storyOf('b')).toBe('one')
  expect(memory.story('other')).toBeUndefined()
})

test('stories that an editor keeps apart are not merged', async () => {
  const { memory, grouped } = await twoAlike(true)
  expect(grouped.merged).toEqual([])
  expect(memory.storyOf('b')).toBe('other')
})

test('merging moves all of one story into the other, and what either said stays said', () => {
  const memory = new StoryMemory()
  const report = (id: string) => ({
    id,
    headline: id,
    profile: {
      words: 1,
      ids: Int32Array.of(memory.vocabulary.idOf(id)),
      weights: Float32Array.of(1),
      script: 'latin' as const,
    },
    at: undefined,
    voice: true,
  })
  const one = memory.place(report('a'), 'one', 'One', 1)
  const other = memory.place(report('b'), 'other', 'Other', 2)
  const ids = Int32Array.of(memory.vocabulary.idOf('reef'))
  other.said.add({ report: 'b', text: 'The reef.', ids, counted: [] })
  memory.merge(one, other)
  expect(memory.storyOf('b')).toBe('one')
  expect(memory.story('other')).toBeUndefined()
  expect(one.said.unsaid(ids)).toBe(0)
  expect(one.members.size).toBe(2)
})

test('a report that is forgotten leaves nothing behind', async () => {
  const memory = new StoryMemory()
  await arrive(memory, 'a', reef, 'first')
  memory.forget('a')
  expect(memory.size).toBe(0)
  expect(memory.storyOf('a')).toBeUndefined()
  expect((await arrive(memory, 'a', reef, 'again')).began).toBe(true)
})

test('stories that no report came to for long are let go', async () => {
  const memory = new StoryMemory()
  await arrive(memory, 'a', reef, 'first')
  memory.letGo(1e9)
  expect(memory.size).toBe(0)
})

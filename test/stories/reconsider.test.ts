import { expect, test } from 'vitest'
import { groupReport, rememberReport } from '../../src/stories/group.ts'
import { StoryMemory } from '../../src/stories/memory.ts'
import { placementOfMoved } from '../../src/stories/placement.ts'
import { scan } from '../../src/text/scan.ts'

const ferry = [
  'The Saint Brannock ferry struck the Gannet reef near Eastmere with 140 passengers aboard.',
  'Divers searched the Saint Brannock ferry on the Gannet reef near Eastmere for 12 passengers.',
  'The captain of the Saint Brannock ferry spoke of the Gannet reef at Eastmere.',
]
const mill = [
  'A dust explosion at the Corrin Vale sugar mill injured nine workers in Halden.',
  'Inspectors closed the Corrin Vale sugar mill in Halden after the dust explosion.',
  'Nine workers of the Corrin Vale sugar mill in Halden left hospital after the dust explosion.',
]

const words = (text: string) => ({ headline: text, words: scan(text), at: undefined, now: 0 })

/** A memory in which the mill's first report, and a copy of it, were put among the ferry's. */
function misplaced() {
  const memory = new StoryMemory()
  const put = (id: string, text: string, follows?: string) =>
    rememberReport(memory, { id, ...words(text), voice: !follows, follows }, 'ferry', 'The ferry')
  put('f1', ferry[0]!)
  put('f2', ferry[1]!)
  put('m1', mill[0]!)
  put('copy', mill[0]!, 'm1')
  return memory
}

const arrive = (memory: StoryMemory, id: string, text: string, settled: readonly string[] = []) => {
  let stories = 0
  return groupReport(memory, { id, ...words(text) }, () => `new-${++stories}`, {
    isSettled: (story) => settled.includes(story),
  })
}

test('a report that was put in the wrong story goes to its own when a later one shows it, with its copies', async () => {
  const memory = misplaced()
  const { story, moves } = await arrive(memory, 'm2', mill[1]!)
  expect(memory.storyOf('m1')).toBe(story.id)
  expect(memory.storyOf('copy')).toBe(story.id)
  expect(memory.storyOf('f1')).toBe('ferry')
  expect(story.id).not.toBe('ferry')
  expect(moves).toMatchObject([{ report: 'm1', reports: ['m1', 'copy'], from: 'ferry' }])
})

test('what is moved says why, in words and numbers', async () => {
  const { moves } = await arrive(misplaced(), 'm2', mill[1]!)
  const { reasons, sharedWords } = placementOfMoved(moves[0]!, 'm1', mill[1]!)
  expect(reasons.join(' ')).toMatch(
    /was moved here when “Inspectors closed .* 0\.\d\d alike to the reports here and 0\.\d\d/,
  )
  expect(sharedWords).toContain('Corrin')
  expect(placementOfMoved(moves[0]!, 'copy', mill[1]!).reasons[0]).toMatch(/^It stays with “A dust explosion/)
})

test('what a person decided is left as it is', async () => {
  const memory = misplaced()
  const { moves } = await arrive(memory, 'm2', mill[1]!, ['ferry'])
  expect(moves).toEqual([])
  expect(memory.storyOf('m1')).toBe('ferry')
})

test('what a moved report said goes with it', async () => {
  const memory = misplaced()
  const ids = Int32Array.of(memory.vocabulary.idOf('sugar'))
  const said = { report: 'm1', text: 'The sugar mill.', ids, counted: [] }
  memory.story('ferry')!.said.add(said as never)
  const { story } = await arrive(memory, 'm2', mill[1]!)
  expect(story.said.unsaid(ids)).toBe(0)
  expect(memory.story('ferry')!.said.unsaid(ids)).toBe(1)
})

test('a story that is really two splits, and its name stays with the larger part', async () => {
  const memory = misplaced()
  rememberReport(memory, { id: 'f3', ...words(ferry[2]!), voice: true }, 'ferry', 'The ferry')
  rememberReport(memory, { id: 'm2', ...words(mill[1]!), voice: true }, 'ferry', 'The ferry')
  const { story } = await arrive(memory, 'm3', mill[2]!)
  expect(['f1', 'f2', 'f3'].map((id) => memory.storyOf(id))).toEqual(['ferry', 'ferry', 'ferry'])
  expect(['m1', 'm2', 'm3', 'copy'].map((id) => memory.storyOf(id))).toEqual(Array(4).fill(story.id))
})

test('the same reports in the same order give the same stories', async () => {
  const run = async () => {
    const memory = misplaced()
    for (const [i, text] of [...mill, ...ferry].entries()) await arrive(memory, `again-${i}`, text)
    return ['f1', 'f2', 'm1', 'copy'].map((id) => memory.storyOf(id))
  }
  expect(await run()).toEqual(await run())
})

test('words that no live story has are forgotten, so that the memory stays bounded', async () => {
  const memory = new StoryMemory()
  const day = 86_400_000
  let most = 0
  for (let i = 0; i < 1200; i++) {
    const text = Array.from({ length: 120 }, (_, k) => `word${i}x${k}`).join(' ')
    memory.letGo((i - 35) * day)
    await groupReport(memory, { id: `r${i}`, ...words(text), now: i * day }, () => `s${i}`)
    most = Math.max(most, memory.vocabulary.known)
  }
  expect(memory.size).toBeLessThan(40)
  expect(most).toBeLessThan(110_000)
})

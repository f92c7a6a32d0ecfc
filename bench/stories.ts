import { readFileSync } from 'node:fs'
import path from 'node:path'
import { togetherFrom } from '../src/stories/decideStory.ts'
import { groupReport } from '../src/stories/group.ts'
import { StoryMemory } from '../src/stories/memory.ts'
import { scan } from '../src/text/scan.ts'
import { type Benchmark, type Claim, dataSet, printTable } from './claims.ts'
import { bCubed } from './stories/bcubed.ts'
import { shuffled } from './stories/shuffled.ts'

interface Text {
  readonly id: string
  readonly cluster: string
  readonly text: string
}

/** Every order gives another figure; the claim is the mean over these. */
const seeds = [1, 2, 3, 4, 5, 6, 7, 8]
const thresholds = [0.19, 0.21, 0.23, 0.25, 0.27]

/** Groups texts in the order given, as they would arrive; the stories are those at the end, mergers included. */
async function group(texts: readonly Text[], threshold: number): Promise<string[]> {
  const memory = new StoryMemory()
  let stories = 0
  for (const { id, text } of texts) {
    const arrival = { id, headline: '', words: scan(text), at: undefined, now: 0 }
    await groupReport(memory, arrival, () => `story ${++stories}`, { threshold })
  }
  return texts.map((text) => memory.storyOf(text.id)!)
}

async function score(texts: readonly Text[], threshold: number, orders: readonly number[]) {
  const scores: ReturnType<typeof bCubed>[] = []
  for (const seed of orders) {
    const order = shuffled(texts, seed)
    scores.push(
      bCubed(
        order.map((text) => text.cluster),
        await group(order, threshold),
      ),
    )
  }
  const mean = (of: 'precision' | 'recall' | 'f1') =>
    scores.reduce((sum, one) => sum + one[of], 0) / scores.length
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') }
}

async function measure(): Promise<Claim[]> {
  const folder = dataSet('ecbplus')
  if (!folder) return []
  const read = (split: string): Text[] =>
    readFileSync(path.join(folder, `docs-${split}.jsonl`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Text)
  const train = read('train')
  const dev = read('dev')
  const rows = []
  for (const threshold of thresholds) {
    const { precision, recall, f1 } = await score(train, threshold, seeds.slice(0, 2))
    rows.push(['train', threshold.toFixed(2), precision, recall, f1])
  }
  const began = process.threadCpuUsage()
  const atOne = await score(dev, togetherFrom, seeds)
  const { user, system } = process.threadCpuUsage(began)
  const perSecond = (dev.length * seeds.length * 1e6) / (user + system)
  rows.push(['dev', togetherFrom.toFixed(2), atOne.precision, atOne.recall, atOne.f1])
  printTable(['ECB+, shuffled', 'threshold', 'B³ P', 'B³ R', 'B³ F1'], rows)
  console.log(
    `${Math.round(perSecond)} reports grouped a second of the thread’s work. TF-IDF online, for comparison: .873 on dev.\n`,
  )
  return [
    { name: 'stories: B³ F1 on ECB+ dev, mean of 8 orders', figure: atOne.f1, target: 0.92 },
    { name: 'stories: reports grouped a second of work', figure: Math.round(perSecond), target: 1000 },
  ]
}

export default {
  about: 'grouping reports into stories as they arrive: B³ F1 on ECB+',
  measure,
} satisfies Benchmark

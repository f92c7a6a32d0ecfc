import { PassageIndex } from '../src/text/passageIndex.ts'
import { scan } from '../src/text/scan.ts'
import { type Benchmark, type Claim, printTable } from './claims.ts'
import { type Edit, edits, type Made } from './tracing/edits.ts'
import { accuracy, pairsOf, rarityOf } from './tracing/pairs.ts'
import { Random } from './tracing/random.ts'
import { type Bin, calibrationError, decisions, reliability } from './tracing/reliability.ts'
import { restartSeconds } from './tracing/restart.ts'
import { type Score, scoreCases } from './tracing/score.ts'
import { type Article, realArticles, TextMaker } from './tracing/texts.ts'

const windowTexts = process.env['MILLION'] ? 1_000_000 : 100_000
const casesOfEach = 400
const batch = 1000

/** Copies made from real articles by known edits, looked for among as many texts as a window holds. */
async function measure(): Promise<Claim[]> {
  const articles = realArticles()
  if (!articles) return []
  const random = new Random(2026)
  const shuffled = random.shuffled(articles)
  const originals = shuffled.slice(0, shuffled.length >> 1)
  const hosts = shuffled.slice(shuffled.length >> 1)
  const maker = new TextMaker(articles, 7)
  const index = new PassageIndex()
  for (const article of originals) add(index, article)
  const { perSecond, words } = fill(index, maker)
  console.log(
    `${originals.length} articles to copy from, ${hosts.length} to copy into; a window of ${index.size} texts of ${Math.round(words)} words.\n`,
  )
  const scores = edits.map((edit) =>
    scoreCases(edit.name, makeCases(edit, originals, hosts, random, maker), index),
  )
  printScores(scores)
  const bins = reliability(await decisions(originals, random, maker))
  printReliability(bins)
  return [
    ...claimsOf(scores),
    {
      name: 'confidence, mean distance from how often it is right',
      figure: calibrationError(bins),
      target: 0.05,
      by: 'most',
    },
    ...costs(index, perSecond),
    pasted(index, hosts),
    await restart(index),
    ...rewordings(),
  ]
}

function add(index: PassageIndex, article: Article): void {
  index.add(article.id, scan(article.sentences.join(article.dense ? '' : ' ')), { at: 0, group: article.id })
}

/** Fills the window with made texts, one in five a copy; timed without the making. Each is asked about, then added. */
function fill(index: PassageIndex, maker: TextMaker): { perSecond: number; words: number } {
  let spent = 0
  let words = 0
  let made = 0
  while (index.size < windowTexts) {
    const texts = Array.from({ length: batch }, () => Buffer.from(maker.text()).toString())
    const began = process.threadCpuUsage()
    for (const text of texts) {
      const scanned = scan(text)
      index.ask(scanned)
      index.add(`made/${made++}`, scanned, { at: made, group: `made/${made % 500}` })
      words += scanned.count
    }
    spent += threadMs(began)
  }
  return { perSecond: (made / spent) * 1000, words: words / made }
}

/** Time this thread has worked since, in milliseconds: what else runs on the machine is not counted. */
function threadMs(since: NodeJS.CpuUsage): number {
  const now = process.threadCpuUsage()
  return (now.user - since.user + now.system - since.system) / 1000
}

function makeCases(
  edit: Edit,
  originals: readonly Article[],
  hosts: readonly Article[],
  random: Random,
  maker: TextMaker,
): Made[] {
  const made: Made[] = []
  for (let tries = 0; made.length < casesOfEach && tries < casesOfEach * 4; tries++) {
    const article = random.pick(originals)
    const host = random.pick(hosts.filter((one) => one.dense === article.dense))
    const one = edit.make(article, host, random, maker)
    if (one && one.taken.length > 0) made.push(one)
  }
  return made
}

function printScores(scores: readonly Score[]): void {
  printTable(
    ['copies', 'cases', 'recall', 'precision', 'overlap'],
    scores.map((score) => [score.name, score.cases, score.recall, score.precision, score.overlap]),
  )
}

function printReliability(bins: readonly Bin[]): void {
  printTable(
    ['confidence from', 'decisions', 'said', 'right'],
    bins.map((bin) => [bin.from.toFixed(2), bin.count, bin.said, bin.right]),
  )
}

function claimsOf(scores: readonly Score[]): Claim[] {
  const plain = edits.flatMap((edit, i) => (edit.plain ? [scores[i]!] : []))
  const worst = (of: (score: Score) => number) => Math.min(...plain.map(of))
  const changed = scores.find((score) => score.name.includes('20% of words'))!
  const quotes = scores.find((score) => score.name.startsWith('quote'))!
  return [
    { name: 'plain copies, least recall', figure: worst((score) => score.recall), target: 0.995 },
    { name: 'plain copies, least precision', figure: worst((score) => score.precision), target: 0.97 },
    { name: 'plain copies, least passage overlap', figure: worst((score) => score.overlap), target: 0.93 },
    { name: 'paragraph with 20% changed, recall', figure: changed.recall, target: 0.9 },
    { name: 'paragraph with 20% changed, precision', figure: changed.precision, target: 0.95 },
    { name: 'quotes of 8 to 12 words, recall', figure: quotes.recall, target: 0.8 },
    { name: 'quotes of 8 to 12 words, precision', figure: quotes.precision, target: 0.9 },
  ]
}

/** What a person waits who pastes an article that is not there. */
function pasted(index: PassageIndex, hosts: readonly Article[]): Claim {
  const times = hosts.slice(0, 200).map((host) => {
    const began = performance.now()
    index.ask(scan(host.sentences.join(' ')))
    return performance.now() - began
  })
  return {
    name: 'a pasted article looked up, the slowest of 200',
    figure: Math.max(...times),
    target: 200,
    by: 'most',
    unit: 'ms',
  }
}

/** A million in ten seconds, so 100,000 in one. */
async function restart(index: PassageIndex): Promise<Claim> {
  const seconds = await restartSeconds(index)
  return {
    name: `restart with ${index.size} texts`,
    figure: seconds,
    target: index.size / 100_000,
    by: 'most',
    unit: 's',
  }
}

/** Trained on the train part; the test part is kept elsewhere. */
function rewordings(): Claim[] {
  const train = pairsOf('mrpc-train.jsonl')
  const held = pairsOf('mrpc-dev.jsonl')
  if (!train || !held) return []
  return [
    {
      name: 'reworded sentences told apart (MRPC dev)',
      figure: accuracy(held, rarityOf(train)),
      target: 0.76,
    },
  ]
}

function costs(index: PassageIndex, perSecond: number): Claim[] {
  const million = windowTexts >= 1_000_000
  return [
    {
      name: `texts asked and added, window of ${windowTexts}`,
      figure: perSecond,
      target: million ? 10_000 : 20_000,
      unit: 'a second',
    },
    { name: 'memory', figure: index.bytes / index.size, target: 2500, by: 'most', unit: 'bytes a text' },
  ]
}

export default {
  about: 'copies found among a window of reports: recall, precision, passages, speed, memory',
  measure,
} satisfies Benchmark

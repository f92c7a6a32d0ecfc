import { alignTranslated } from '../src/text/translated/align.ts'
import type { Translatable } from '../src/text/translated/anchors.ts'
import {
  enoughConfidence,
  type TranslationWindow,
  tellablePairs,
  weighTranslations,
} from '../src/text/translated/findTranslated.ts'
import { TranslationIndex } from '../src/text/translated/translationIndex.ts'
import { type Benchmark, type Claim, dataSet, median, printTable } from './claims.ts'
import { Random } from './tracing/random.ts'
import { type Article, articlesIn, type Language, languages, middleOf } from './translated/articles.ts'
import { background } from './translated/background.ts'

const keptInHardCase = 0.6
const parts = [1, 0.5, 0.25]

/** Human translations of news articles, each looked for among the English ones. */
async function measure(): Promise<Claim[]> {
  const folder = dataSet('ntrex')
  if (!folder) return []
  const originals = articlesIn(folder, 'eng')
  const others = background()
  const claims: Claim[] = []
  const rows: (string | number)[][] = []
  for (const name of Object.keys(languages) as Language[]) {
    const copies = articlesIn(folder, name)
    const first = await firstAmong(copies, windowOf(originals))
    const firstOfAll = await firstAmong(copies, windowOf([...originals, ...others]))
    const whole = alignAll(copies, originals, 1)
    const thinned = alignAll(copies, originals, keptInHardCase)
    const spoken = await speak(copies, originals, others)
    claims.push(
      { name: `${name}: same article first among ${originals.length}`, figure: first.right, target: 0.97 },
      { name: `${name}: same sentence within the article`, figure: whole.recall, target: 0.6 },
      { name: `${name}: precision of what is told`, figure: spoken.precision, target: 0.9 },
      { name: `${name}: precision of the sentences told`, figure: spoken.pairPrecision, target: 0.9 },
    )
    rows.push([
      name,
      first.right,
      firstOfAll.right,
      whole.recall,
      whole.precision,
      thinned.recall,
      thinned.precision,
    ])
    rows[rows.length - 1]!.push(spoken.precision, ...spoken.recalls, spoken.pairPrecision, firstOfAll.ms)
  }
  printTable(
    [
      'from English to',
      `first of ${originals.length}`,
      `of ${originals.length + others.length}`,
      'sentences',
      'precision',
      'thinned',
      'precision',
      'told: precision',
      ...parts.map((part) => `recall ${part}`),
      'pairs',
      'ms a text',
    ],
    rows,
  )
  console.log(
    `Thinned: ${keptInHardCase * 100}% of the sentences kept on each side, not the same ones. Told: what findTranslated says of every\n` +
      'second article (not those its confidence was trained on) and of its half and quarter, with the original in the\n' +
      'window and, as often, without it.\n',
  )
  return claims
}

function windowOf(articles: readonly Article[]): TranslationWindow {
  const index = new TranslationIndex()
  const texts = new Map(articles.map((article) => [article.doc, article.text]))
  for (const [doc, text] of texts) index.add(doc, text)
  return { index, textOf: (key) => texts.get(key) }
}

async function firstAmong(
  copies: readonly Article[],
  window: TranslationWindow,
): Promise<{ right: number; ms: number }> {
  let right = 0
  const times: number[] = []
  for (const copy of copies) {
    const began = process.threadCpuUsage()
    const [best] = await weighTranslations(copy.text, window)
    times.push(process.threadCpuUsage(began).user / 1000)
    if (best?.key === copy.doc) right++
  }
  return { right: right / copies.length, ms: median(times) }
}

/** Aligns each copy with its original; `kept` is the part of the sentences that each side keeps, by chance. */
function alignAll(
  copies: readonly Article[],
  originals: readonly Article[],
  kept: number,
): { recall: number; precision: number } {
  const random = new Random(3)
  const byDoc = new Map(originals.map((original) => [original.doc, original]))
  let all = 0
  let given = 0
  let right = 0
  for (const copy of copies) {
    const original = byDoc.get(copy.doc)!
    const here = copy.spans.map((_, i) => i).filter(() => random.next() < kept)
    const there = original.spans.map((_, i) => i).filter(() => random.next() < kept)
    const { pairs } = alignTranslated(only(copy.text, here), only(original.text, there))
    all += here.filter((i) => there.includes(i)).length
    given += pairs.length
    right += pairs.filter((pair) => here[pair.a] === there[pair.b]).length
  }
  return { recall: right / all, precision: right / given }
}

function only(text: Translatable, numbers: readonly number[]): Translatable {
  return { ...text, sentences: numbers.map((i) => text.sentences[i]!) }
}

interface Spoken {
  readonly precision: number
  /** By part of the article. */
  readonly recalls: readonly number[]
  readonly pairPrecision: number
}

/** What is told of articles and their parts, with the original there and with it gone. */
async function speak(
  copies: readonly Article[],
  originals: readonly Article[],
  others: readonly Article[],
): Promise<Spoken> {
  const window = windowOf([...originals, ...others])
  const asked = copies.filter((_, i) => i % 2 === 1)
  const counts = { told: 0, right: 0, pairs: 0, rightPairs: 0 }
  const recalls: number[] = []
  for (const part of parts) {
    let found = 0
    for (const copy of asked) {
      const { text, from } = middleOf(copy, part)
      for (const { key, alignment } of await told(text, window)) {
        counts.told++
        if (key !== copy.doc) continue
        found++
        const pairs = tellablePairs(alignment)
        counts.pairs += pairs.length
        counts.rightPairs += pairs.filter((pair) => pair.a + from === pair.b).length
      }
      window.index.forget(copy.doc)
      counts.told += (await told(text, window)).length
      window.index.add(copy.doc, (await window.textOf(copy.doc))!)
    }
    counts.right += found
    recalls.push(found / asked.length)
  }
  return {
    precision: counts.right / counts.told,
    recalls,
    pairPrecision: counts.rightPairs / counts.pairs,
  }
}

async function told(text: Translatable, window: TranslationWindow) {
  const weighed = await weighTranslations(text, window)
  return weighed.filter(
    (one) => one.confidence >= enoughConfidence && tellablePairs(one.alignment).length > 1,
  )
}

export default {
  about:
    'translated copies: the English original of French, Russian and Chinese articles, and of their sentences',
  measure,
} satisfies Benchmark

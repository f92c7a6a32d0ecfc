import { readFileSync } from 'node:fs'
import path from 'node:path'
import { scan } from '../../src/text/scan.ts'
import { sentencesOf } from '../../src/text/sentences.ts'
import { dataSet } from '../claims.ts'
import { Random } from './random.ts'

/** A real article: its sentences, and whether it is written without spaces. */
export interface Article {
  readonly id: string
  readonly sentences: readonly string[]
  readonly dense: boolean
}

interface Row {
  readonly id: string
  readonly text?: string
  readonly sentences?: readonly { readonly text: string }[]
}

const sets = [
  ['quotes-polnear', ['train.jsonl', 'dev.jsonl']],
  ['extract-naeb', ['truth.jsonl']],
  ['ecbplus', ['docs-train.jsonl', 'docs-dev.jsonl']],
  ['ntrex', ['fra.jsonl', 'rus.jsonl', 'zho-CN.jsonl']],
] as const

/** The articles of the evaluation sets that share no sentence's run of words with another; undefined when none is there. */
export function realArticles(): Article[] | undefined {
  const articles = sets.flatMap(([name, files]) => {
    const folder = dataSet(name)
    return folder ? files.flatMap((file) => readArticles(path.join(folder, file), name)) : []
  })
  return articles.length > 0 ? withoutShared(articles) : undefined
}

function readArticles(file: string, set: string): Article[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines
    .map((line) => JSON.parse(line) as Row)
    .map((row) => {
      const sentences =
        row.sentences?.map((one) => flat(one.text)) ??
        sentencesOf(row.text ?? '').map(({ start, end }) => flat(row.text!.slice(start, end)))
      return { id: `${set}/${row.id}`, sentences, dense: file.includes('zho') }
    })
    .filter((article) => article.sentences.length >= 6)
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Leaves out every article that shares a run of 7 words with one before it, found by plain sets of words. */
function withoutShared(articles: readonly Article[]): Article[] {
  const seen = new Set<string>()
  return articles.filter((article) => {
    const length = article.dense ? 14 : 7
    const { words } = scan(article.sentences.join(' '))
    const runs: string[] = []
    for (let i = 0; i + length <= words.length; i++) runs.push(words.subarray(i, i + length).join())
    const shares = runs.some((run) => seen.has(run))
    if (!shares) for (const run of runs) seen.add(run)
    return !shares
  })
}

/** A word that few others follow would lead through a whole sentence of an article. */
const fewestFollowing = 12

/**
 * Made texts as long and as common in their words as the real ones: each word follows one that it follows in an
 * article, or stands where chance puts it, so that phrases recur as they do in language but no sentence is copied.
 * Words go by number here, since a million texts are made.
 */
export class TextMaker {
  readonly #random: Random
  readonly #numbers = new Map<string, number>()
  readonly #spellings: string[] = []
  /** Spelled as within a sentence: with a comma for a stop. */
  readonly #inSentence: string[] = []
  /** Every word of the articles, as often as it is there. */
  readonly #words: number[] = []
  /** For each word, those that follow it, as often as they do. */
  readonly #next: number[][] = []

  constructor(articles: readonly Article[], seed: number) {
    this.#random = new Random(seed)
    for (const { sentences, dense } of articles)
      if (!dense) for (const sentence of sentences) this.#learn(sentence)
  }

  #learn(sentence: string): void {
    const words = sentence.split(' ').filter((word) => scan(word).count <= 2)
    const numbers = words.map((word) => this.#numberOf(word))
    numbers.forEach((number, i) => {
      this.#words.push(number)
      if (i + 1 < numbers.length) this.#next[number]!.push(numbers[i + 1]!)
    })
  }

  #numberOf(word: string): number {
    const known = this.#numbers.get(word)
    if (known !== undefined) return known
    const number = this.#spellings.push(word) - 1
    this.#numbers.set(word, number)
    this.#inSentence.push(word.replace(/[.!?]+$/, ','))
    this.#next.push([])
    return number
  }

  /** A word as common as it is in the articles. */
  word(): string {
    return this.#spellings[this.#random.pick(this.#words)]!
  }

  sentence(): string {
    return this.#sentence(this.#length())
  }

  text(): string {
    const sentences: string[] = []
    for (let words = this.#random.whole(120, 580); words > 0; ) {
      const length = this.#length()
      sentences.push(this.#sentence(length))
      words -= length
    }
    return sentences.join(' ')
  }

  /** Words in a sentence. */
  #length(): number {
    return this.#random.whole(8, 34)
  }

  #sentence(length: number): string {
    let word = this.#random.pick(this.#words)
    let sentence = this.#inSentence[word]!
    for (let i = 1; i < length; i++) {
      const next = this.#random.next() < 0.75 ? this.#next[word]! : []
      word = this.#random.pick(next.length >= fewestFollowing ? next : this.#words)
      sentence += ` ${this.#inSentence[word]!}`
    }
    return `${sentence}.`
  }
}

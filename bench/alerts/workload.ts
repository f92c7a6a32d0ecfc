import type { Article } from './corpus.ts'

interface Drawn {
  readonly names: readonly string[]
  readonly topics: readonly string[]
  readonly phrases: readonly string[]
}

const word = /[\p{L}\p{Nd}]+/gu
const sentenceEnd = /[.!?"\n:;]/

/**
 * Draws queries as people write them from the words of articles: a quarter of several words and phrases, a fifth one
 * phrase, 15% lists of alternatives with a topic, 15% near/, 10% prefixes, 15% with NOT. Most people pick specific words:
 * the rarest of a few.
 */
export class Workload {
  readonly #random: () => number
  readonly #counts = new Map<string, number>()
  readonly #drawn: Drawn[]

  constructor(articles: readonly Article[], random: () => number) {
    this.#random = random
    for (const { title, text } of articles) {
      const own = new Set(`${title} ${text}`.toLowerCase().match(word))
      for (const one of own) this.#counts.set(one, (this.#counts.get(one) ?? 0) + 1)
    }
    const common = articles.length * 0.1
    this.#drawn = articles
      .map(({ title, text }) => this.#draw(`${title}\n${text}`, common))
      .filter(({ names, topics, phrases }) => topics.length > 10 && names.length > 2 && phrases.length > 2)
  }

  query(): string {
    const from = this.#pick(this.#drawn)
    const kind = this.#random()
    if (kind < 0.25) return this.#several(from)
    if (kind < 0.45) return this.#phrase(from)
    if (kind < 0.6) return this.#alternatives(from)
    if (kind < 0.75) return this.#near(from)
    if (kind < 0.85) return this.#prefix(from)
    return this.#without(from)
  }

  #several(from: Drawn): string {
    const count = this.#random() < 0.6 ? 2 : 3
    return this.#distinct(count, () => (this.#random() < 0.2 ? this.#phrase(from) : this.#term(from))).join(
      ' AND ',
    )
  }

  #alternatives(from: Drawn): string {
    const one = () => {
      const other = this.#pick(this.#drawn)
      return this.#random() < 0.85 ? this.#phrase(other) : this.#rarest(other.names, 4)
    }
    const list = `(${this.#distinct(3 + this.#below(10), one).join(' OR ')})`
    if (this.#random() >= 0.8) return list
    if (this.#random() < 0.5) return `${list} AND ${this.#topic(from)}`
    return `${list} AND (${this.#distinct(3, () => this.#topic(from)).join(' OR ')})`
  }

  #near(from: Drawn): string {
    const words = this.#distinct(2, () => this.#term(from))
    if (words.length < 2) return words[0]!
    const near = `(${words[0]} near/${3 + this.#below(13)} ${words[1]})`
    return this.#random() < 0.2 ? `${near} AND ${this.#topic(from)}` : near
  }

  #prefix(from: Drawn): string {
    let chosen = this.#pick(from.topics)
    for (let i = 0; chosen.length < 6 && i < 100; i++) chosen = this.#pick(from.topics)
    const length = Math.max(4, Math.min(chosen.length - 1, 5 + this.#below(3)))
    return `${chosen.slice(0, length)}* AND ${this.#random() < 0.5 ? this.#term(from) : this.#phrase(from)}`
  }

  #without(from: Drawn): string {
    const wanted = this.#distinct(2, () => (this.#random() < 0.3 ? this.#phrase(from) : this.#term(from)))
    const other = this.#pick(this.#drawn)
    const unwanted =
      this.#random() < 0.5
        ? this.#topic(other)
        : this.#random() < 0.5
          ? this.#phrase(other)
          : `(${this.#distinct(3, () => this.#topic(this.#pick(this.#drawn))).join(' OR ')})`
    return `${wanted.join(' AND ')} NOT ${unwanted}`
  }

  #term(from: Drawn): string {
    return this.#rarest(this.#random() < 0.5 ? from.names : from.topics, this.#care())
  }

  #topic(from: Drawn): string {
    return this.#rarest(from.topics, this.#care())
  }

  #phrase(from: Drawn): string {
    const candidates = Array.from({ length: 2 + this.#below(2) }, () => this.#pick(from.phrases))
    const rarity = (phrase: string) => Math.min(...phrase.split(' ').map((one) => this.#counts.get(one) ?? 1))
    return `"${candidates.reduce((best, one) => (rarity(one) < rarity(best) ? one : best))}"`
  }

  /** Of how many words the rarest is taken: one in ten people takes any. */
  #care(): number {
    return this.#random() < 0.1 ? 1 : 2 + this.#below(3)
  }

  #rarest(words: readonly string[], tries: number): string {
    const drawn = Array.from({ length: tries }, () => this.#pick(words))
    return drawn.reduce((best, one) => (this.#counts.get(one)! < this.#counts.get(best)! ? one : best))
  }

  #distinct(count: number, make: () => string): string[] {
    const made = new Set<string>()
    for (let i = 0; i < 50 && made.size < count; i++) made.add(make())
    return [...made]
  }

  #draw(text: string, common: number): Drawn {
    const names: string[] = []
    const topics: string[] = []
    const phrases: string[] = []
    let run: string[] = []
    const flush = () => {
      if (run.length >= 2 && run.length <= 4 && run.every((one) => one.length > 1))
        phrases.push(run.join(' '))
      run = []
    }
    let before: RegExpExecArray | undefined
    for (const match of text.matchAll(word)) {
      const gap = before ? text.slice(before.index + before[0].length, match.index) : '.'
      const lower = match[0].toLowerCase()
      const isCapital = /^\p{Lu}\p{Ll}+/u.test(match[0])
      const count = this.#counts.get(lower) ?? 0
      const isTelling = lower.length >= 3 && count <= common && !/^\d+$/.test(lower)
      const starts = sentenceEnd.test(gap)
      if (!isCapital || gap !== ' ') flush()
      if (isCapital && !(starts && count > common)) run.push(lower)
      if (isTelling && count >= 2) {
        if (isCapital && !starts) names.push(lower)
        else if (!isCapital && count >= 4) topics.push(lower)
        if (!isCapital && before && gap === ' ' && this.#random() < 0.06) {
          const last = before[0].toLowerCase()
          if (last.length >= 3 && (this.#counts.get(last) ?? 0) <= common) phrases.push(`${last} ${lower}`)
        }
      }
      before = match
    }
    flush()
    return { names: names.length > 0 ? names : topics, topics, phrases }
  }

  #pick<One>(all: readonly One[]): One {
    return all[this.#below(all.length)]!
  }

  #below(count: number): number {
    return Math.floor(this.#random() * count)
  }
}

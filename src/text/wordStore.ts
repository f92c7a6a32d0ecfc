import type { Numbers } from './snapshot.ts'

/**
 * The words of many texts, packed: 24 bits of each word's hash, and in 8 bits the gap before it and its length. Words
 * that do not fit (a gap of 15 units or more, 16 units or longer) keep their span aside.
 */
const chunkBits = 18
const chunkWords = 1 << chunkBits
const inChunk = chunkWords - 1
const mostChunks = 1 << (32 - chunkBits)
const blockBits = 6
const widestGap = 15
const longestWord = 15
/** Stands for the span of a word that did not fit. */
const keptAside = 0xff
/** The most words remembered of one text. */
export const longestText = 65_535

interface Chunk {
  readonly words: Int32Array
  /** For each block of words, the last text that has words in it. */
  readonly lastText: Int32Array
  /** Words whose spans did not fit: offset in the chunk, start and end in the text. In order of offset. */
  wide: Int32Array
  wideCount: number
  used: number
  living: number
  newestAt: number
  readonly texts: number[]
}

/** A text to be stored: 24-bit hashes and spans. */
export interface WordsToStore {
  readonly count: number
  readonly words: Int32Array
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/** What is saved of a store beside its arrays. */
export interface SavedStore {
  readonly texts: number
  readonly current: number
  readonly free: readonly number[]
  readonly chunks: readonly { readonly index: number; readonly living: number; readonly newestAt: number }[]
}

/** A text's place in the store. */
export interface StoredText {
  readonly words: Int32Array
  readonly from: number
  readonly count: number
}

export interface SpanOfWords {
  readonly start: number
  readonly end: number
}

/**
 * Keeps texts in chunks, in the order they were added. Forgetting frees whole chunks, so it never copies; a text's
 * number may be given again after it is freed. A place is a word's position over all chunks, in 32 bits.
 */
export class WordStore {
  readonly #chunks: (Chunk | undefined)[] = []
  #current = -1
  /** Chunks in the order they were begun. */
  #order: number[] = []
  #free: number[] = []
  #texts = 0
  /** How often a chunk was freed. */
  freed = 0
  place: Uint32Array = new Uint32Array(1024)
  counts: Int32Array = new Int32Array(1024)
  /** When each text came into the window, milliseconds; -Infinity once it was removed. */
  at: Float64Array = new Float64Array(1024)
  group: Int32Array = new Int32Array(1024)
  #before: Int32Array = new Int32Array(1024)

  /** What a snapshot keeps of it: the arrays under their names, the rest as a plain value. */
  save(arrays: Map<string, Numbers>): SavedStore {
    for (const name of ['place', 'counts', 'at', 'group'] as const) {
      arrays.set(`store.${name}`, this[name].subarray(0, this.#texts))
    }
    arrays.set('store.before', this.#before.subarray(0, this.#texts))
    const chunks = this.#order.map((index) => {
      const { words, lastText, wide, wideCount, used, living, newestAt, texts } = this.#chunks[index]!
      arrays.set(`store.${index}.words`, words.subarray(0, used))
      arrays.set(`store.${index}.lastText`, lastText)
      arrays.set(`store.${index}.wide`, wide.subarray(0, wideCount * 3))
      arrays.set(`store.${index}.texts`, Int32Array.from(texts))
      return { index, living, newestAt }
    })
    return { texts: this.#texts, current: this.#current, free: this.#free, chunks }
  }

  /** The store that was saved. */
  static from(saved: SavedStore, arrays: ReadonlyMap<string, Numbers>): WordStore {
    const store = new WordStore()
    store.#texts = saved.texts
    store.#current = saved.current
    store.#free = [...saved.free]
    store.#order = saved.chunks.map((chunk) => chunk.index)
    const length = Math.max(1024, saved.texts)
    store.place = larger(arrays.get('store.place') as Uint32Array, new Uint32Array(length))
    store.counts = larger(arrays.get('store.counts') as Int32Array, new Int32Array(length))
    store.at = larger(arrays.get('store.at') as Float64Array, new Float64Array(length))
    store.group = larger(arrays.get('store.group') as Int32Array, new Int32Array(length))
    store.#before = larger(arrays.get('store.before') as Int32Array, new Int32Array(length))
    for (const { index, living, newestAt } of saved.chunks) {
      const array = (name: string) => arrays.get(`store.${index}.${name}`) as Int32Array
      const words = array('words')
      const wide = array('wide')
      store.#chunks[index] = {
        words: index === saved.current ? larger(words, new Int32Array(chunkWords)) : words,
        lastText: array('lastText'),
        wide: larger(wide, new Int32Array(wide.length + 3 * 256)),
        wideCount: wide.length / 3,
        used: words.length,
        living,
        newestAt,
        texts: Array.from(array('texts')),
      }
    }
    return store
  }

  get bytes(): number {
    const perText = 4 + 4 + 8 + 4 + 4
    const chunk = chunkWords * 4 + (chunkWords >>> blockBits) * 4
    return (
      this.#order.reduce((sum, index) => sum + chunk + this.#chunks[index]!.wide.byteLength, 0) +
      this.place.length * perText
    )
  }

  /** How many numbers texts may have: every text's number is below it. */
  get bound(): number {
    return this.#texts
  }

  /** Adds a text's words, packed by `pack`. Returns its number. */
  add(text: WordsToStore, at: number, group: number): number {
    const kept = Math.min(text.count, longestText)
    const chunk = this.#room(kept)
    const from = chunk.used
    const number = this.#free.pop() ?? this.#texts++
    if (number >= this.place.length) this.#grow()
    this.place[number] = ((this.#current << chunkBits) | from) >>> 0
    this.counts[number] = kept
    this.at[number] = at
    this.group[number] = group
    this.#before[number] = chunk.texts.at(-1) ?? -1
    chunk.texts.push(number)
    pack(chunk, text, kept)
    for (let block = from >>> blockBits; block <= (chunk.used - 1) >>> blockBits; block++)
      chunk.lastText[block] = number
    chunk.living++
    if (at > chunk.newestAt) chunk.newestAt = at
    return number
  }

  /** Its words stay until the chunk is freed; it is no longer found. */
  remove(text: number): void {
    this.at[text] = Number.NEGATIVE_INFINITY
    this.#chunks[this.place[text]! >>> chunkBits]!.living--
  }

  /** The text that holds a place, or -1 when none does any more. */
  textAt(place: number): number {
    const chunk = this.#chunks[place >>> chunkBits]
    if (chunk === undefined || (place & inChunk) >= chunk.used) return -1
    let text = chunk.lastText[(place & inChunk) >>> blockBits]!
    while (text >= 0 && this.place[text]! > place) text = this.#before[text]!
    return text
  }

  /** The word at a place; -1 where nothing stands any more. */
  wordAt(place: number): number {
    const chunk = this.#chunks[place >>> chunkBits]
    return chunk === undefined ? -1 : chunk.words[place & inChunk]! >>> 8
  }

  /** Whether the chunk of a place was not freed yet. */
  isKept(place: number): boolean {
    return this.#chunks[place >>> chunkBits] !== undefined
  }

  stored(text: number): StoredText {
    const place = this.place[text]!
    return {
      words: this.#chunks[place >>> chunkBits]!.words,
      from: place & inChunk,
      count: this.counts[text]!,
    }
  }

  /** The spans of words `[first, last]` of a text as one span in UTF-16 code units. */
  spanOf(text: number, first: number, last: number): SpanOfWords {
    const place = this.place[text]!
    const chunk = this.#chunks[place >>> chunkBits]!
    const from = place & inChunk
    let at = firstWide(chunk, from)
    let start = 0
    let end = 0
    let spanStart = 0
    for (let i = 0; i <= last; i++) {
      const packed = chunk.words[from + i]! & 0xff
      if (packed === keptAside) {
        start = chunk.wide[at * 3 + 1]!
        end = chunk.wide[at * 3 + 2]!
        at++
      } else {
        start = end + (packed >>> 4)
        end = start + (packed & 15)
      }
      if (i === first) spanStart = start
    }
    return { start: spanStart, end }
  }

  /** Frees the chunks in which every text is removed or came before `before`. Returns the texts that went. */
  forget(before: number): number[] {
    const gone: number[] = []
    this.#order = this.#order.filter((index) => {
      const chunk = this.#chunks[index]!
      const stays = index === this.#current || (chunk.living > 0 && chunk.newestAt >= before)
      if (!stays) {
        for (const text of chunk.texts) gone.push(text)
        this.#chunks[index] = undefined
        this.freed++
      }
      return stays
    })
    for (const text of gone) {
      this.at[text] = Number.NEGATIVE_INFINITY
      this.#free.push(text)
    }
    return gone
  }

  #room(count: number): Chunk {
    const current = this.#current >= 0 ? this.#chunks[this.#current] : undefined
    if (current && current.used + count <= chunkWords) return current
    let index = this.#current
    do index = (index + 1) % mostChunks
    while (this.#chunks[index] !== undefined)
    this.#current = index
    this.#order.push(index)
    const chunk: Chunk = {
      words: new Int32Array(chunkWords),
      lastText: new Int32Array(chunkWords >>> blockBits).fill(-1),
      wide: new Int32Array(3 * 256),
      wideCount: 0,
      used: 0,
      living: 0,
      newestAt: Number.NEGATIVE_INFINITY,
      texts: [],
    }
    this.#chunks[index] = chunk
    return chunk
  }

  #grow(): void {
    this.place = larger(this.place, new Uint32Array(this.place.length * 2))
    this.counts = larger(this.counts, new Int32Array(this.counts.length * 2))
    this.at = larger(this.at, new Float64Array(this.at.length * 2))
    this.group = larger(this.group, new Int32Array(this.group.length * 2))
    this.#before = larger(this.#before, new Int32Array(this.#before.length * 2))
  }
}

/** Appends words to a chunk. */
function pack(chunk: Chunk, { words, starts, ends }: WordsToStore, count: number): void {
  let before = 0
  let offset = chunk.used
  for (let i = 0; i < count; i++) {
    const start = starts[i]!
    const end = ends[i]!
    const gap = start - before
    const length = end - start
    let packed = (gap << 4) | length
    if (gap < 0 || gap >= widestGap || length > longestWord) {
      packed = keptAside
      keepWide(chunk, offset, start, end)
    }
    chunk.words[offset++] = (words[i]! << 8) | packed
    before = end
  }
  chunk.used = offset
}

function keepWide(chunk: Chunk, offset: number, start: number, end: number): void {
  const at = chunk.wideCount * 3
  if (at === chunk.wide.length) chunk.wide = larger(chunk.wide, new Int32Array(at + 3 * 1024))
  chunk.wide[at] = offset
  chunk.wide[at + 1] = start
  chunk.wide[at + 2] = end
  chunk.wideCount++
}

/** The first wide word at or after an offset, by halving. */
function firstWide(chunk: Chunk, offset: number): number {
  let low = 0
  let high = chunk.wideCount
  while (low < high) {
    const middle = (low + high) >>> 1
    if (chunk.wide[middle * 3]! < offset) low = middle + 1
    else high = middle
  }
  return low
}

function larger<Values extends Int32Array | Uint32Array | Float64Array>(old: Values, fresh: Values): Values {
  fresh.set(old)
  return fresh
}

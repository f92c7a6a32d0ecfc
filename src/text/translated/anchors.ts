import { hanReading, isHanNameCharacter } from '../names/hanReadings.ts'
import { type NameScript, nameScriptOf } from '../names/names.ts'
import { hanSkeleton, latinSkeletonForHan, skeletonsOf } from '../names/skeleton.ts'
import { isDense, type Scan } from '../scan.ts'
import type { Span } from '../sentences.ts'
import { type Lexicon, lexicon, mostCharacters, mostWords, stemOf } from './lexicon.ts'
import { numbersIn } from './numbers.ts'

/** What of a sentence survives translation. Keys are hashes that are the same in every language. */
export interface SentenceAnchors {
  readonly span: Span
  /** Letters, where a character of a script without spaces counts as three. */
  readonly length: number
  readonly numbers: ReadonlySet<number>
  /** Countries, months, units and the like: see `lexicon`. */
  readonly concepts: ReadonlySet<number>
  /** Words as they are written, for languages that share a script, and words in foreign letters. */
  readonly words: ReadonlySet<number>
  /** Words that may be names: in Latin letters, and in others that can be compared with them. */
  readonly latinNames: readonly string[]
  readonly nativeNames: readonly string[]
  /** Stretches of Chinese that may be foreign names written by sound; most are not. */
  readonly hanNames: readonly string[]
  readonly isQuestion: boolean
  readonly hasQuotation: boolean
}

/** A text as it is compared with texts in other languages. */
export interface Translatable {
  /** The plain code of its language, such as "fr"; empty where it is not known. */
  readonly language: string
  readonly sentences: readonly SentenceAnchors[]
}

/** Sentences beyond these are not looked at. */
const mostSentences = 400
const question = /[?？؟]/
const quotation = /["“”„«»「」『』‟]/
const capital = /\p{Lu}/u
const latin = /^\p{Script=Latin}/u
const digit = /\p{Nd}/u
const denseLetter = 3
const fewestNameLetters = 3

/** Reads a scanned text for comparison. `sentences` replaces those the scan finds: other parts, or other ends. */
export function translatable(
  scan: Scan,
  language: string | undefined,
  sentences: readonly Span[] = scan.sentences,
): Translatable {
  const plain = language?.toLowerCase().split(/[-_]/)[0] ?? ''
  const known = lexicon(language && plain === 'zh' ? language : plain)
  let word = 0
  return {
    language: plain,
    sentences: sentences.slice(0, mostSentences).map((span) => {
      while (word < scan.count && scan.starts[word]! < span.start) word++
      const first = word
      while (word < scan.count && scan.starts[word]! < span.end) word++
      return sentenceAnchors(scan, span, { first, end: word }, { language: plain, known })
    }),
  }
}

interface Words {
  readonly first: number
  readonly end: number
}

function sentenceAnchors(
  scan: Scan,
  span: Span,
  { first, end }: Words,
  { language, known }: { language: string; known: Lexicon },
): SentenceAnchors {
  const text = scan.text.slice(span.start, span.end)
  const words = new Set<number>()
  const latinNames: string[] = []
  const nativeNames: string[] = []
  const stems: string[] = []
  let length = 0
  for (let i = first; i < end; i++) {
    const word = scan.text.slice(scan.starts[i], scan.ends[i])
    const dense = isDense(scan.words[i]!)
    length += dense ? denseLetter : word.length + 1
    if (dense) continue
    const facts = factsOf(word)
    stems.push(facts.stem)
    for (const key of facts.keys) words.add(key)
    if (facts.nameIn === 'latin') latinNames.push(word)
    else if (facts.nameIn) nativeNames.push(word)
  }
  return {
    span,
    length,
    numbers: new Set(numbersIn(text, language).map((number) => hashKey(`number ${number.key}`))),
    concepts: conceptsIn(text, stems, known),
    words,
    latinNames,
    nativeNames,
    hanNames: hanNamesIn(text),
    isQuestion: question.test(text),
    hasQuotation: quotation.test(text),
  }
}

const fewestHan = 2
const mostHan = 6

/** All stretches of two to six characters that foreign names are written with. */
function hanNamesIn(text: string): string[] {
  const found: string[] = []
  for (let start = 0; start < text.length; start++) {
    if (text.charCodeAt(start) < 0x4e00) continue
    for (let end = start; end < text.length && end - start < mostHan; end++) {
      if (!isHanNameCharacter(text.charAt(end))) break
      if (end - start + 1 >= fewestHan) found.push(text.slice(start, end + 1))
    }
  }
  return found
}

interface WordFacts {
  readonly stem: string
  readonly keys: readonly number[]
  /** The script whose names it may belong to. */
  readonly nameIn?: 'latin' | NameScript
}

const mostFacts = 50_000
const facts = new Map<string, WordFacts>()

/** What is to know of a word; kept, since most words come again and again. */
function factsOf(word: string): WordFacts {
  let found = facts.get(word)
  if (found) return found
  if (facts.size >= mostFacts) facts.clear()
  found = { stem: stemOf(word), keys: wordKeys(word), nameIn: nameScript(word) }
  facts.set(word, found)
  return found
}

/** Arabic writing has no capitals: any word may be a name. */
function nameScript(word: string): 'latin' | NameScript | undefined {
  if (word.length < fewestNameLetters) return undefined
  if (latin.test(word)) return capital.test(word.charAt(0)) ? 'latin' : undefined
  const script = nameScriptOf(word)
  return script === 'arabic' || capital.test(word.charAt(0)) ? script : undefined
}

/** The word, and the beginning it may share with its like in a related language ("president", "président"). */
function wordKeys(word: string): number[] {
  if (digit.test(word.charAt(0)) || (word.length < 3 && !capital.test(word.charAt(0)))) return []
  const folded = word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
  const keys = [hashKey(`word ${folded}`)]
  if (folded.length > 5) keys.push(hashKey(`beginning ${folded.slice(0, 5)}`))
  return keys
}

function conceptsIn(text: string, stems: readonly string[], known: Lexicon): Set<number> {
  const found = new Set<number>()
  for (let i = 0; i < stems.length; i++) {
    if (!known.beginnings.has(stems[i]!)) continue
    for (let count = Math.min(mostWords, stems.length - i); count > 0; count--) {
      const concept = known.phrases.get(stems.slice(i, i + count).join(' '))
      if (concept === undefined) continue
      found.add(hashKey(concept))
      break
    }
  }
  if (known.runs.size > 0) addRuns(text, known.runs, found)
  return found
}

function addRuns(text: string, runs: ReadonlyMap<string, string>, found: Set<number>): void {
  for (let i = 0; i < text.length; i++) {
    for (let size = Math.min(mostCharacters, text.length - i); size > 1; size--) {
      const concept = runs.get(text.slice(i, i + size))
      if (concept === undefined) continue
      found.add(hashKey(concept))
      i += size - 1
      break
    }
  }
  // Months are mostly written with digits where there are no spaces.
  for (const month of text.matchAll(/(?<!\d)(1[0-2]|[1-9])月/g))
    found.add(hashKey(`month ${Number(month[1]) - 1}`))
}

/** All keys of a text, to look it up by: those of its sentences, and the skeletons of its names. */
export function keysOf({ sentences }: Translatable): Set<number> {
  const keys = new Set<number>()
  for (const sentence of sentences) {
    for (const set of [sentence.numbers, sentence.concepts, sentence.words])
      for (const key of set) keys.add(key)
    for (const name of [...sentence.latinNames, ...sentence.nativeNames]) {
      for (const key of nameKeys(name)) keys.add(key)
    }
    for (const name of sentence.hanNames) {
      const skeleton = hanSkeleton(hanReading(name) ?? '')
      if (skeleton !== '') keys.add(hashKey(`han ${skeleton}`))
    }
  }
  return keys
}

const keysOfNames = new Map<string, readonly number[]>()

function nameKeys(name: string): readonly number[] {
  let found = keysOfNames.get(name)
  if (found) return found
  if (keysOfNames.size >= mostFacts) keysOfNames.clear()
  const told = skeletonsOf(name).filter((skeleton) => skeleton.length > 1)
  const forHan = latin.test(name) ? latinSkeletonForHan(name) : ''
  found = [...told.map((skeleton) => `name ${skeleton}`), ...(forHan ? [`han ${forHan}`] : [])].map(hashKey)
  keysOfNames.set(name, found)
  return found
}

/** FNV-1a over code units. */
export function hashKey(text: string): number {
  let hash = 0x811c9dc5 | 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}

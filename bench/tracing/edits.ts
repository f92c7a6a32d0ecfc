import type { Span } from '../../src/text/sentences.ts'
import type { Random } from './random.ts'
import type { Article, TextMaker } from './texts.ts'

/** A text made from an article, and where in it that article's words are. */
export interface Made {
  readonly text: string
  readonly of: string
  /** The spans taken from the article, as one puts an expectation: changed words inside a quoted paragraph included. */
  readonly taken: readonly Span[]
}

export interface Edit {
  readonly name: string
  /** Plain cases are held to the same target together. */
  readonly plain: boolean
  make(article: Article, host: Article, random: Random, maker: TextMaker): Made | undefined
}

/** Sentences put together, each marked whether it is taken. */
type Piece = { readonly text: string; readonly taken: boolean }

function assemble(of: string, pieces: readonly Piece[], gap: string): Made {
  let text = ''
  const taken: { start: number; end: number }[] = []
  let last: { start: number; end: number } | undefined
  for (const piece of pieces) {
    if (text !== '') text += gap
    const start = text.length
    text += piece.text
    if (!piece.taken) last = undefined
    else if (last) last.end = text.length
    else taken.push((last = { start, end: text.length }))
  }
  return { text, of, taken }
}

const gapOf = (article: Article) => (article.dense ? '' : ' ')
const own = (text: string): Piece => ({ text, taken: false })
const copied = (text: string): Piece => ({ text, taken: true })

function whole(article: Article): Made {
  return assemble(article.id, article.sentences.map(copied), gapOf(article))
}

function trimmed(article: Article, _host: Article, random: Random): Made {
  const kept = Math.max(3, Math.round(article.sentences.length * (0.3 + 0.4 * random.next())))
  return assemble(article.id, article.sentences.slice(0, kept).map(copied), gapOf(article))
}

function extended(article: Article, host: Article, random: Random): Made {
  const added = host.sentences.map(own)
  const before = added.slice(0, random.whole(0, 3))
  const pieces = [...before, ...article.sentences.map(copied), ...added.slice(3, 8)]
  return assemble(article.id, pieces, gapOf(article))
}

function changed(part: number) {
  return (article: Article, host: Article, random: Random): Made => {
    const pieces = article.sentences.map(copied)
    const places = random.shuffled(pieces.map((_, i) => i)).slice(0, Math.round(pieces.length * part))
    places.forEach((place, i) => {
      pieces[place] = own(host.sentences[i % host.sentences.length]!)
    })
    return assemble(article.id, pieces, gapOf(article))
  }
}

/** Puts taken text in the middle of another article. */
function inside(article: Article, host: Article, random: Random, taken: readonly Piece[]): Made {
  const at = random.whole(1, host.sentences.length - 1)
  const pieces = [...host.sentences.slice(0, at).map(own), ...taken, ...host.sentences.slice(at).map(own)]
  return assemble(article.id, pieces, gapOf(article))
}

const wordsOf = (text: string) => text.split(' ').length

/** Sentences in a row of 50 words (or 100 characters written without spaces) and more. */
function paragraph(article: Article, random: Random): string[] | undefined {
  const from = random.whole(0, article.sentences.length - 3)
  for (let to = from + 2; to <= article.sentences.length; to++) {
    const part = article.sentences.slice(from, to)
    const length = article.dense ? part.join('').length / 2 : wordsOf(part.join(' '))
    if (length >= 50) return part
  }
  return undefined
}

function oneParagraph(article: Article, host: Article, random: Random): Made | undefined {
  return inside(article, host, random, paragraph(article, random)?.map(copied) ?? [])
}

function oneSentence(article: Article, host: Article, random: Random): Made | undefined {
  const long = article.sentences.filter((one) => (article.dense ? one.length / 2 : wordsOf(one)) >= 14)
  if (long.length === 0) return undefined
  return inside(article, host, random, [copied(random.pick(long))])
}

function changedWords(part: number) {
  return (article: Article, host: Article, random: Random, maker: TextMaker): Made | undefined => {
    const sentences = paragraph(article, random)
    if (!sentences || article.dense) return undefined
    const words = sentences.join(' ').split(' ')
    const places = new Set(random.shuffled(words.map((_, i) => i)).slice(0, Math.round(words.length * part)))
    const edited = words.flatMap((word, i) => {
      if (!places.has(i)) return [word]
      const how = random.next()
      if (how < 0.7) return [maker.word()]
      return how < 0.85 ? [] : [word, maker.word()]
    })
    return inside(article, host, random, [copied(edited.join(' '))])
  }
}

/** A few words of a sentence, in quotation marks in a sentence of another article's. */
function shortQuote(article: Article, host: Article, random: Random): Made | undefined {
  const length = random.whole(8, 12)
  const long = article.sentences.filter((one) => !article.dense && wordsOf(one) >= length + 2)
  if (long.length === 0) return undefined
  const words = random.pick(long).split(' ')
  const from = random.whole(0, words.length - length)
  const quote = words.slice(from, from + length).join(' ')
  return inside(article, host, random, [own('He said: “'), copied(quote), own('”, and left it there.')])
}

export const edits: readonly Edit[] = [
  { name: 'whole', plain: true, make: whole },
  { name: 'trimmed', plain: true, make: trimmed },
  { name: 'extended', plain: true, make: extended },
  { name: '10% of sentences changed', plain: true, make: changed(0.1) },
  { name: '30% of sentences changed', plain: true, make: changed(0.3) },
  { name: '60% of sentences changed', plain: true, make: changed(0.6) },
  { name: 'one paragraph', plain: true, make: oneParagraph },
  { name: 'one sentence', plain: true, make: oneSentence },
  { name: 'paragraph, 20% of words changed', plain: false, make: changedWords(0.2) },
  { name: 'quote of 8 to 12 words', plain: false, make: shortQuote },
]

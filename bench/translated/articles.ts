import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Scan, scan } from '../../src/text/scan.ts'
import type { Span } from '../../src/text/sentences.ts'
import { type Translatable, translatable } from '../../src/text/translated/anchors.ts'

/** One article in one language, read for comparison with others. */
export interface Article {
  /** The same for all translations. */
  readonly doc: string
  readonly language: string
  readonly scan: Scan
  /** Its sentences as the data set parts them; sentence n of one language translates sentence n of another. */
  readonly spans: readonly Span[]
  readonly text: Translatable
}

export const languages = { fra: 'fr', rus: 'ru', 'zho-CN': 'zh-CN' } as const
export type Language = keyof typeof languages

export function articlesIn(folder: string, name: Language | 'eng'): Article[] {
  const language = name === 'eng' ? 'en' : languages[name]
  return readFileSync(path.join(folder, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const { doc, sentences } = JSON.parse(line) as { doc: string; sentences: { text: string }[] }
      return {
        doc,
        ...article(
          sentences.map((sentence) => sentence.text),
          language,
        ),
      }
    })
}

/** A text made of sentences, each in a line of its own. */
export function article(sentences: readonly string[], language: string): Omit<Article, 'doc'> {
  const spans: Span[] = []
  let start = 0
  for (const sentence of sentences) {
    spans.push({ start, end: start + sentence.length })
    start += sentence.length + 1
  }
  const scanned = scan(sentences.join('\n'))
  return { language, scan: scanned, spans, text: translatable(scanned, language, spans) }
}

/** The middle part of an article's sentences, three at the least. */
export function middleOf({ text }: Article, part: number): { text: Translatable; from: number } {
  const all = text.sentences.length
  const count = Math.max(3, Math.round(all * part))
  const from = Math.max(0, Math.floor((all - count) / 2))
  return { text: { ...text, sentences: text.sentences.slice(from, from + count) }, from }
}

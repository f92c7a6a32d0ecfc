import { english } from './languages/english.ts'
import type { SpeechWords } from './languages/language.ts'
import { arabic, french, german, russian, spanish } from './languages/others.ts'

const byLanguage: Readonly<Record<string, SpeechWords>> = {
  en: english,
  fr: french,
  de: german,
  es: spanish,
  ru: russian,
  uk: russian,
  ar: arabic,
}

/** The words of speech for a language tag, or for the language that the text looks like when none is given. */
export function speechWordsFor(lang: string | undefined, text: string): SpeechWords {
  const known = lang && byLanguage[lang.slice(0, 2).toLowerCase()]
  return known || byLanguage[guess(text.slice(0, 4000))]!
}

const marks: readonly (readonly [string, RegExp])[] = [
  ['ar', /[\u0600-\u06ff]{2}/gu],
  ['ru', /[\u0400-\u04ff]{2}/gu],
  ['fr', /(?<!\p{L})(?:les|des|une|dans|est|qui|pour|sur|avec|du|au)(?!\p{L})/giu],
  ['de', /(?<!\p{L})(?:der|die|das|und|den|von|mit|ist|nicht|ein|eine|im|auf)(?!\p{L})/giu],
  ['es', /(?<!\p{L})(?:los|las|una|del|por|con|para|que|el|se)(?!\p{L})/giu],
  ['en', /(?<!\p{L})(?:the|of|and|to|in|that|was|for|with|on)(?!\p{L})/giu],
]

function guess(text: string): string {
  let best = 'en'
  let most = 0
  for (const [lang, mark] of marks) {
    const count = text.match(mark)?.length ?? 0
    if (count > most) {
      most = count
      best = lang
    }
  }
  return best
}

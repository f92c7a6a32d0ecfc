import eld from 'eld/extrasmall'

/** Letters of the scripts written from right to left. */
const rightToLeft = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/gu
const anyLetter = /\p{L}/gu
const sampleLength = 1500

/** The direction most letters of a text run in. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const sample = text.slice(0, sampleLength)
  return countOf(sample, rightToLeft) * 2 > countOf(sample, anyLetter) ? 'rtl' : 'ltr'
}

/** Fewer letters than this, or signs in Chinese and Japanese, do not tell a language. */
const fewestLetters = 24
const fewestSigns = 8

/**
 * The language of a text as a BCP 47 tag. The words decide; what the page declares is taken where they do not tell, or
 * where it says the same more exactly ("en-GB"). Undefined when neither tells.
 */
export function languageOf(text: string, declared?: string): string | undefined {
  const said = wellFormed(declared)
  const seen = detect(text)
  if (seen === undefined) return said
  return said !== undefined && agrees(said, seen) ? said : seen
}

/** The language the words themselves are in, ISO 639-1; undefined when there are too few of them, or it is not known. */
export function detect(text: string): string | undefined {
  const sample = text.slice(0, sampleLength)
  const signs = countOf(sample, /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu)
  const all = countOf(sample, anyLetter)
  if (all < fewestLetters && signs < fewestSigns) return undefined
  const byLetters = letters.find(({ sign, least }) => countOf(sample, sign) >= least)
  if (byLetters) return byLetters.lang
  if (signs >= fewestSigns && signs * 2 > all)
    return /[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(sample) ? 'ja' : 'zh'
  const found = eld.detect(sample)
  if (found.language === '' || !found.isReliable()) return undefined
  return found.language === 'ms' ? malayOrIndonesian(sample) : found.language
}

/** Languages that the detector does not know, by letters that no other language has in such numbers. */
const letters: readonly { lang: string; sign: RegExp; least: number }[] = [
  { lang: 'km', sign: /\p{sc=Khmer}/gu, least: 20 },
  { lang: 'my', sign: /\p{sc=Myanmar}/gu, least: 20 },
  { lang: 'si', sign: /\p{sc=Sinhala}/gu, least: 20 },
  { lang: 'dv', sign: /\p{sc=Thaana}/gu, least: 20 },
  { lang: 'tg', sign: /[ҷӣӯ]/giu, least: 3 },
  { lang: 'kk', sign: /[ұқғ]/giu, least: 3 },
  { lang: 'mk', sign: /[ѓќѕ]/giu, least: 3 },
  { lang: 'ps', sign: /[ټډړږښڼ]/gu, least: 6 },
]

function malayOrIndonesian(sample: string): string {
  const indonesian = countOf(
    sample,
    /\b(?:bahwa|karena|tersebut|mengatakan|bisa|juga|kepada|uang|rp|jalan|polisi)\b/giu,
  )
  const malay = countOf(
    sample,
    /\b(?:bahawa|kerana|beliau|berkata|boleh|daripada|ialah|wang|polis|katanya)\b/giu,
  )
  return indonesian > malay ? 'id' : 'ms'
}

/** Tags that name one language in two ways, and close relatives that the words alone do not tell apart well. */
const alike: Readonly<Record<string, readonly string[]>> = {
  no: ['nb', 'nn', 'da'],
  da: ['nb', 'no'],
  hr: ['bs', 'sr', 'sh'],
  sr: ['bs', 'hr', 'sh', 'me'],
  tl: ['fil'],
  ms: ['id'],
  id: ['ms'],
  fa: ['prs'],
  ku: ['ckb', 'kmr'],
  zh: ['yue', 'cmn'],
  es: ['gl', 'ast'],
  pt: ['gl'],
  he: ['iw'],
}

function agrees(said: string, seen: string): boolean {
  const primary = said.split('-')[0]!
  return primary === seen || (alike[seen]?.includes(primary) ?? false)
}

/** A declared tag in its canonical form ("en_us" → "en-US"); undefined when it is none. */
function wellFormed(declared: string | undefined): string | undefined {
  const tag = declared
    ?.trim()
    .replaceAll('_', '-')
    .split(/[,;\s]/)[0]
  if (!tag) return undefined
  try {
    const [canonical] = Intl.getCanonicalLocales(tag)
    return canonical === 'und' || canonical?.startsWith('x-') ? undefined : canonical
  } catch {
    return undefined
  }
}

function countOf(text: string, sign: RegExp): number {
  return text.match(sign)?.length ?? 0
}

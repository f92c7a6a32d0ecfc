import type { Span } from './sentences.ts'

/** A number as printed: in digits, in words, or both ("2.5 million", "a dozen"). */
export interface Quantity extends Span {
  readonly value: number
  /** Only "hundreds" or "thousands" of something: the least it can be. */
  readonly vague: boolean
}

const small: Readonly<Record<string, number>> = {
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
  thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20,
  thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
  deux: 2, trois: 3, quatre: 4, cinq: 5, sept: 7, huit: 8, neuf: 9, dix: 10, onze: 11, douze: 12, quinze: 15, vingt: 20, trente: 30,
  zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10, elf: 11, zwölf: 12, zwanzig: 20,
  dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, doce: 12, veinte: 20,
  одиннадцать: 11, двенадцать: 12, пятнадцать: 15, двадцать: 20, тридцать: 30, сорок: 40, пятьдесят: 50, сто: 100, двух: 2, трёх: 3, трех: 3, четырёх: 4, четырех: 4,
  'إحدى عشرة': 11, 'أحد عشر': 11, 'اثنتي عشرة': 12, 'اثني عشر': 12, ثلاثة: 3, أربعة: 4, خمسة: 5, ستة: 6, سبعة: 7, ثمانية: 8, تسعة: 9, عشرة: 10, ثلاث: 3, أربع: 4, خمس: 5, سبع: 7, تسع: 9,
  два: 2, две: 2, три: 3, четыре: 4, пять: 5, шесть: 6, семь: 7, восемь: 8, девять: 9, десять: 10, двое: 2, трое: 3, четверо: 4,
} // biome-ignore format: a table
const times: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  lakh: 1e5,
  lakhs: 1e5,
  crore: 1e7,
  dozen: 12,
  mille: 1e3,
  millions: 1e6,
  tausend: 1e3,
  millionen: 1e6,
  mil: 1e3,
  millón: 1e6,
  millones: 1e6,
  mln: 1e6,
  m: 1e6,
  тысяч: 1e3,
  тысячи: 1e3,
  тыс: 1e3,
  миллион: 1e6,
  миллиона: 1e6,
  миллионов: 1e6,
  млн: 1e6,
  ألف: 1e3,
  آلاف: 1e3,
  مليون: 1e6,
  k: 1e3,
}
const vague: Readonly<Record<string, number>> = {
  dozens: 24,
  hundreds: 200,
  thousands: 2000,
  several: 2,
  mehrere: 2,
  plusieurs: 2,
  varios: 2,
  varias: 2,
  несколько: 2,
  عدة: 2,
  dutzende: 24,
  hunderte: 200,
  tausende: 2000,
  dizaines: 20,
  centaines: 200,
  milliers: 2000,
  decenas: 20,
  cientos: 200,
  miles: 2000,
  десятки: 20,
  сотни: 200,
  тысячи: 2000,
  عشرات: 20,
  مئات: 200,
  'tens of thousands': 20_000,
  'hundreds of thousands': 200_000,
}

const digits = String.raw`(?<![\p{L}\p{N}.,-])[\d٠-٩]{1,3}(?:[,.\u00a0\u202f ' ’][\d٠-٩]{3})+(?![\d٠-٩])(?:[.,]\d{1,2}(?!\d))?|(?<![\p{L}\p{N}.,])[\d٠-٩]+(?:[.,]\d+)?`
const byLength = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length).join('|')
const spelled = `(?<![\\p{L}\\p{N}-])(?:${byLength(Object.keys(small))})(?:[- ](?:${byLength(Object.keys(small))}))?`
const scale = `(?:[\\s-]?(?:${byLength(Object.keys(times))}))`
const pattern = new RegExp(
  `(?<vague>(?<![\\p{L}])(?:${byLength(Object.keys(vague))})(?! of (?:thousands|millions)))(?![\\p{L}])|(?:(?<digits>${digits})|(?<words>${spelled})|(?<one>(?<![\\p{L}])an?(?=[ -](?:dozen|hundred|thousand|million|lakh)s?(?![\\p{L}]))))(?<scales>${scale}{0,2})(?![\\p{L}\\p{N}])`,
  'giu',
)

/** The numbers in a part of a text, in order. What they count is not looked at. */
export function quantitiesIn(text: string, { start, end }: Span): Quantity[] {
  const found: Quantity[] = []
  for (const match of text.slice(start, end).matchAll(pattern)) {
    const printed = match[0].trimEnd()
    const value = valueIn(match.groups!)
    if (!Number.isFinite(value)) continue
    const at = start + match.index
    found.push({ start: at, end: at + printed.length, value, vague: match.groups!['vague'] !== undefined })
  }
  return found
}

function valueIn(groups: Record<string, string | undefined>): number {
  const { vague: manyOf, digits: inDigits, words, scales = '' } = groups
  if (manyOf) return vague[manyOf.toLowerCase()]!
  let value = inDigits !== undefined ? numberOf(inDigits) : words !== undefined ? wordsValue(words) : 1
  for (const word of scales.toLowerCase().split(/[\s-]+/)) value *= times[word] ?? 1
  return value
}

function wordsValue(words: string): number {
  const whole = small[words.toLowerCase()]
  if (whole !== undefined) return whole
  const [first, second] = words.toLowerCase().split(/[- ]/)
  const tens = small[first!]!
  if (second === undefined) return tens
  return tens >= 20 && small[second]! < 10 ? tens + small[second]! : tens
}

/** "82,000", "82.000", "82 000" and "2.5": a mark before exactly three digits parts thousands, unless it is a lone "0.". */
export function numberOf(printed: string): number {
  const plain = printed.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
  const grouped = plain.replace(/[,.\u00a0\u202f '’](?=\d{3}(?!\d))/g, (mark, at: number) =>
    /^0[.,]/.test(plain) && at === 1 ? mark : '',
  )
  return Number(grouped.replace(',', '.'))
}

const marks = /\p{M}+/gu
const apostrophes = /[’‘ʼʻ`´ʹ]/g

/** Letters of Latin writing that do not come apart into a letter and a mark. */
const undivided: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ə: 'a',
  ħ: 'h',
  ŋ: 'ng',
  ŧ: 't',
}
const undividedLetters = new RegExp(`[${Object.keys(undivided).join('')}]`, 'g')

/** A Latin name in lower case without accents: "Milošević" is "milosevic". */
export function foldLatin(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(marks, '')
    .replace(undividedLetters, (letter) => undivided[letter]!)
    .replace(apostrophes, "'")
}

/**
 * Letters of other languages of the two scripts as those of Russian and Arabic, which the models know: Ukrainian,
 * Belarusian, Serbian and Macedonian; Persian, Urdu and Kurdish.
 */
const neighbours: Readonly<Record<string, string>> = {
  і: 'и',
  ї: 'йи',
  є: 'е',
  ґ: 'г',
  ў: 'у',
  ј: 'й',
  љ: 'ль',
  њ: 'нь',
  ћ: 'ч',
  ђ: 'дж',
  џ: 'дж',
  ѓ: 'г',
  ќ: 'к',
  ѕ: 'дз',
  ک: 'ك',
  ی: 'ي',
  ے: 'ي',
  ۍ: 'ي',
  ہ: 'ه',
  ھ: 'ه',
  ە: 'ه',
  ۀ: 'ه',
  ٹ: 'ت',
  ڈ: 'د',
  ڑ: 'ر',
  ں: 'ن',
  ۆ: 'و',
  ێ: 'ي',
  ڵ: 'ل',
  ڕ: 'ر',
}
const neighbourLetters = new RegExp(`[${Object.keys(neighbours).join('')}]`, 'g')
const atWill = /[\u0640\u064b-\u065f\u0670\u200b-\u200f]/g

/** A name of another script in lower case, without what is written at will (vowel points, stretching). */
export function foldNative(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFC')
    .replace(atWill, '')
    .replace(neighbourLetters, (letter) => neighbours[letter]!)
    .replace(apostrophes, "'")
}

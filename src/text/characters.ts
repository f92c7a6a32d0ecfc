/**
 * What each UTF-16 code unit is to the scan: 0 for what stands between words, `ignored` for what belongs to a word but
 * does not tell it apart (accents standing alone, Arabic and Hebrew vowel points, soft hyphens, joiners), and else the
 * folded letter or digit: lower case, without accents, full-width forms as plain ones.
 */
export const foldedUnits: Uint16Array = new Uint16Array(65536)

/** In `foldedUnits`: part of a word, but not of what is compared. */
export const ignored = 0xffff

/** 1 where a code unit is a word of its own: scripts written without spaces. */
export const denseUnits: Uint8Array = new Uint8Array(65536)

const wordUnit = /[\p{L}\p{Nd}\p{M}]/u
const denseScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const ignoredRanges = [
  [0x00ad, 0x00ad],
  [0x0300, 0x036f],
  [0x0591, 0x05c7],
  [0x0640, 0x0640],
  [0x064b, 0x065f],
  [0x0670, 0x0670],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2064],
  [0x2066, 0x2069],
  [0xdc00, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
] as const
/** First half of a pair that stands for an ideograph (planes 2 and 3). */
const ideographPairs = [0xd840, 0xd8bf] as const
/** First half of a pair that stands for a letter of a historic or minority script, or a mathematical letter. */
const letterPairs = [0xd800, 0xd83b] as const

function foldUnit(unit: number): number {
  if (unit >= ideographPairs[0] && unit <= ideographPairs[1]) return unit
  if (unit >= letterPairs[0] && unit <= letterPairs[1]) return unit
  if (unit >= 0xd800 && unit <= 0xdfff) return 0
  const character = String.fromCharCode(unit)
  if (!wordUnit.test(character)) return 0
  const plain = character.normalize(unit >= 0xff00 ? 'NFKD' : 'NFD')
  const bare = isAccented(plain) ? plain.charAt(0) : character
  const lower = (unit >= 0xff00 && plain.length === 1 ? plain : bare).toLowerCase()
  return lower.length === 1 ? lower.charCodeAt(0) : unit
}

function isAccented(decomposed: string): boolean {
  if (decomposed.length < 2) return false
  for (let i = 1; i < decomposed.length; i++) if (!isIgnored(decomposed.charCodeAt(i))) return false
  return true
}

function isIgnored(unit: number): boolean {
  return ignoredRanges.some(([first, last]) => unit >= first && unit <= last)
}

for (let unit = 0; unit < 65536; unit++) {
  foldedUnits[unit] = isIgnored(unit) ? ignored : foldUnit(unit)
  const isIdeographPair = unit >= ideographPairs[0] && unit <= ideographPairs[1]
  const isDense = isIdeographPair || (foldedUnits[unit] !== 0 && denseScript.test(String.fromCharCode(unit)))
  denseUnits[unit] = isDense && !isIgnored(unit) ? 1 : 0
}

/** From here on a number in `units` is not a plain letter or digit; which kind it is then, the next bits say. */
export const special = 0x10000
export const isDenseUnit = 0x20000
/** First half of a pair that belongs to a word. */
export const isPairUnit = 0x40000

/**
 * All of the above in one number a code unit, so that the scan looks up once: 0 between words, the folded letter or
 * digit, or one with the bits above; `special` alone for what is ignored.
 */
export const units: Int32Array = new Int32Array(65536)
for (let unit = 0; unit < 65536; unit++) {
  const folded = foldedUnits[unit]!
  const isPair = folded !== 0 && unit >= 0xd800 && unit <= 0xdbff
  const bits = (denseUnits[unit] === 1 ? isDenseUnit : 0) | (isPair ? isPairUnit : 0)
  if (folded === ignored) units[unit] = special
  else units[unit] = bits === 0 ? folded : folded | special | bits
}

import { foldLatin, foldNative } from './fold.ts'

/**
 * The consonants of a name by kind, the same for a name in Latin, Cyrillic or Arabic letters and in Japanese kana:
 * a key to look names up by before the letter model compares them. Kinds: p f t s k m n l r; vowels, h, w and y
 * are left out. A letter that may stand for several gives several skeletons, four at the most.
 */
export function skeletonsOf(name: string): string[] {
  const first = name.charCodeAt(0)
  if (first < 0x0250 || (first >= 0x1e00 && first <= 0x1eff)) return spell(kindsOfLatin(foldLatin(name)))
  return spell(Array.from(foldNative(name).replace(article, ''), (letter) => nativeKinds[letter] ?? ['']))
}

const most = 4
const article = /^ال/

function spell(kinds: readonly (readonly string[])[]): string[] {
  let found = ['']
  for (const choices of kinds) {
    const next = found.flatMap((skeleton) => choices.map((kind) => joined(skeleton, kind)))
    found = [...new Set(next)].slice(0, most)
  }
  return found
}

/** Doubled consonants count once, and t before s goes into it ("Tchaikovsky", "Чайковский"). */
function joined(skeleton: string, kind: string): string {
  if (kind.startsWith('s') && skeleton.endsWith('t')) return joined(skeleton.slice(0, -1), kind)
  return kind !== '' && skeleton.endsWith(kind.charAt(0)) ? skeleton + kind.slice(1) : skeleton + kind
}

const latinRules: readonly (readonly [letters: RegExp, kinds: readonly string[]])[] = [
  [/^(?:tsch|tch|dzh|sch|shch|sz|cz|zh|sh|ts|tz|dj)/, ['s']],
  [/^ch/, ['s', 'k']],
  [/^(?:ph)/, ['f']],
  [/^(?:th|dh)/, ['t']],
  [/^(?:kh|gh|ck|qu)/, ['k']],
  [/^c(?=[eiy])/, ['s']],
  [/^g(?=[eiy])/, ['k', 's']],
  [/^x/, ['ks']],
  [/^j/, ['s', '']],
  [/^[pb]/, ['p']],
  [/^[fv]/, ['f']],
  [/^w/, ['', 'f']],
  [/^[td]/, ['t']],
  [/^[sz]/, ['s']],
  [/^[kgqc]/, ['k']],
  [/^m/, ['m']],
  [/^n/, ['n']],
  [/^l/, ['l']],
  [/^r/, ['r']],
]

function kindsOfLatin(name: string): (readonly string[])[] {
  const kinds: (readonly string[])[] = []
  let rest = name
  while (rest.length > 0) {
    const rule = latinRules.find(([letters]) => letters.test(rest))
    if (rule) kinds.push(rule[1])
    rest = rest.slice(rule ? rule[0].exec(rest)![0].length : 1)
  }
  return kinds
}

/**
 * A coarser skeleton, the same for a Latin name and for the reading of its Chinese spelling: Chinese has no r, no v, and
 * no consonant but n at the end of a syllable, so those are left out. Empty where too little remains.
 */
export function latinSkeletonForHan(name: string): string {
  const letters = foldLatin(name)
    .replace(/tch|tsch|sch|sh|ch|zh|th|sz|cz|ts|tz|z|c(?=[eiy])|x|j/g, 's')
    .replace(/ph/g, 'f')
    .replace(/kh|gh|ck|qu|q|c|g/g, 'k')
  return coarse(letters)
}

/** The same of a reading in pinyin: see `hanReading`. */
export function hanSkeleton(reading: string): string {
  const letters = reading
    .replace(/(?:ng|er|mu)(?![aeiou])/g, '')
    .replace(/zh|ch|sh|[jqxzc]/g, 's')
    .replace(/g/g, 'k')
  return coarse(letters)
}

const fewestCoarse = 3

function coarse(letters: string): string {
  const skeleton = letters
    .replace(/[lrmn]+(?![aeiouy])/g, '')
    .replace(/b/g, 'p')
    .replace(/d/g, 't')
    .replace(/r/g, 'l')
    .replace(/[^pftskmnl]/g, '')
    .replace(/(.)\1+/g, '$1')
  return skeleton.length < fewestCoarse ? '' : skeleton
}

const nativeKinds: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  (
    [
      ['пб', ['p']],
      ['фв', ['f']],
      ['тд', ['t']],
      ['сзшжчщц', ['s']],
      ['к', ['k']],
      ['г', ['k', '']],
      ['х', ['', 'k']],
      ['м', ['m']],
      ['н', ['n']],
      ['л', ['l']],
      ['р', ['r']],
      ['بپ', ['p']],
      ['فڤ', ['f']],
      ['تدطضذثظ', ['t']],
      ['سزصشچژ', ['s']],
      ['ج', ['s', 'k']],
      ['كقخغگ', ['k']],
      ['م', ['m']],
      ['ن', ['n']],
      ['ل', ['l']],
      ['ر', ['r']],
    ] as const
  ).flatMap(([letters, kinds]) => [...letters].map((letter) => [letter, kinds])),
)

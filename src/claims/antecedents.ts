import type { Passage } from '../domain/passage.ts'
import type { Unit } from './units.ts'

/** Someone named, who a pronoun later in the text can stand for. */
export interface Mention extends Passage {
  readonly unit: Unit
}

type Sort = 'she' | 'he' | 'it' | 'they'

const pronouns: ReadonlyMap<string, Sort> = new Map([
  ...each('he', 'he him er il él он'),
  ...each('she', 'she her elle ella она'),
  ...each('it', 'it es оно'),
  ...each('they', 'they them ils elles ellos ellas они sie'),
])
/** Words that stand for someone without naming anyone, and cannot be followed back. */
const nameless = new Set(
  (
    'i we you who which that this these those what whom one some many others other another most all both everyone ' +
    'someone nobody anyone several few none je nous vous on qui cela ce ceux celui certains ich wir man wer das dies ' +
    'diese dieser einige viele andere yo nosotros quien quienes eso esto algunos muchos я мы кто это те некоторые هو هي هم أنا نحن من'
  ).split(' '),
)
const women =
  /(?<!\p{L})(?:mrs|ms|miss|mme|mademoiselle|madame|frau|señora|\p{L}*woman|queen|princess|mother|sister|daughter|wife|actress|la|gouverneure|ministerin|\p{L}+erin)(?!\p{L})/iu
const men =
  /(?<!\p{L})(?:mr|m\.|monsieur|herr|señor|\p{L}*[^o]man|king|prince|father|brother|son|husband|le)(?!\p{L})/iu
const bodies =
  /(?<!\p{L})(?:office|board|ministry|department|company|agency|police|union|council|party|court|service|services|lines|inc|bank|committee|commission|authority|authorities|government|group|university|army|navy|federation|association|institute|organi[sz]ation|team|club|campaign|administration|congress|senate|house|parliament|operator|gazette|wire|times|post|magazine|newspaper|network|center|centre|\p{L}*ministerium|behörde|polizei|regierung|unternehmen|ministère|préfecture|mairie|syndicat|société|entreprise|protection civile|служба|министерство|компания|полиция|администрация|прокуратура)(?:['’]s)?(?!\p{L})/iu
/** How many units back one who is meant may stand. */
const reach = 3

function each(sort: Sort, words: string): [string, Sort][] {
  return words.split(' ').map((word) => [word, sort])
}

/** True where a speaker's words are only a pronoun or the like, which names nobody. */
export function namesNobody(speaker: string): boolean {
  const word = speaker.toLowerCase()
  return pronouns.has(word) || nameless.has(word)
}

/**
 * Whom a pronoun stands for: the last one named within a few sentences who can be he, she or it. Undefined where two
 * different ones fit in the sentence nearest, or none does; "they" is never followed back.
 */
export function antecedentOf(
  text: string,
  pronoun: Passage,
  unit: Unit,
  mentions: readonly Mention[],
): Passage | undefined {
  const sort = pronouns.get(text.slice(pronoun.start, pronoun.end).toLowerCase())
  if (!sort || sort === 'they') return undefined
  const fitting = mentions.filter(
    (one) =>
      one.end <= pronoun.start &&
      unit.paragraph - one.unit.paragraph <= 1 &&
      unit.number - one.unit.number <= reach &&
      fits(text.slice(one.start, one.end), sort),
  )
  const last = fitting.at(-1)
  if (!last) return undefined
  const rival = fitting.find((one) => one.unit.number === last.unit.number && !sameOne(text, one, last))
  return rival ? undefined : { start: last.start, end: last.end }
}

function fits(name: string, sort: Sort): boolean {
  const head = name.split(/\s(?:of|for|at|in|from|de|der|des|du)\s/u)[0]!
  const isBody = bodies.test(head)
  if (sort === 'it') return isBody
  if (isBody && !/^\p{L}+\s\p{Lu}\p{L}+\s\p{Lu}\p{L}+$/u.test(head)) return false
  return sort === 'she' ? !men.test(head) : !women.test(head)
}

function sameOne(text: string, one: Passage, other: Passage): boolean {
  const last = (passage: Passage) => text.slice(passage.start, passage.end).split(/\s+/).at(-1)
  return last(one) === last(other)
}

const subject =
  /^(?:(?:The|A|An|La|Le|Der|Die)\s+)?(?:\p{Lu}[\p{L}’'-]+\s+)(?:(?:\p{L}+\s+)?\p{Lu}[\p{L}’'-]+)(?:\s\p{Lu}[\p{L}’'-]+)*(?=,|\s\p{Ll})/u

/** The one named at the start of a sentence, as its subject. */
export function subjectOf(text: string, unit: Unit): Mention | undefined {
  const name = subject.exec(text.slice(unit.start, unit.end))?.[0]
  if (!name || unit.quotes.some((quote) => quote.start < unit.start + name.length)) return undefined
  return { start: unit.start, end: unit.start + name.length, unit }
}

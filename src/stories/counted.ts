import { quantitiesIn } from '../text/numbers.ts'
import type { Span } from '../text/sentences.ts'
import type { Occurrence } from './terms.ts'

/** A number in a sentence and the thing it counts, as one key for words that count the same. */
export interface Counted {
  readonly value: number
  readonly of: string
  readonly start: number
  readonly end: number
}

/** Beginnings of words that count the same thing, by that thing. Folded as terms are. */
const things: readonly (readonly [string, readonly string[]])[] = [
  [
    'killed',
    'kill dead death die dy fatalit toll perish bodies casualt mort tue deces bilan tot toten todes gestorb getotet opfer muert falleci victima погиб убит жертв умер قتل قتيل وفا ضحا مصرع'.split(
      ' ',
    ),
  ],
  [
    'injured',
    'injur wound hurt bless verletz herid lesion ранен пострада جريح جرح مصاب إصاب اصاب أصيب اصيب'.split(' '),
  ],
  ['missing', 'missing unaccount disparu vermisst desaparecid пропал مفقود'.split(' ')],
  [
    'displaced',
    'displac evacu homeless fled flee deplac evacuees vertrieb evakuier obdachlos desplaz эвакуир переселен نازح نزح إجلا اجلا'.split(
      ' ',
    ),
  ],
  ['arrested', 'arrest detain arret interpell festgenomm deten задержан арестован اعتقل اعتقال'.split(' ')],
  ['rescued', 'rescued surviv sauv gerett rescat спасен выжив أنقذ انقاذ'.split(' ')],
]
/** Words for people are common words, so they are looked for in the text. */
const people =
  /^\s(?:people|persons?|personnes?|habitants|menschen|personen|personas|habitantes|человека?|людей|شخص\p{L}*|أشخاص)(?!\p{L})/iu
const percent = /^\s?(?:%|per ?cent|percent|pour cent|prozent|por ciento|процент|في المئة|بالمئة)/iu
const keptApart = new Set(['percent', 'per', '%'])
/** Words looked at on either side of a number for what it counts. */
const reach = 5

/**
 * The numbers of a sentence, each with what it counts; years, times and numbers of nothing are left out. A number in
 * words is taken where one of the known things or people follow it: "two men", not "one more time".
 */
export function countedIn(text: string, occurrences: readonly Occurrence[], sentence: Span): Counted[] {
  const found: Counted[] = []
  occurrences.forEach((one, i) => {
    if (!one.number || isYear(one.key) || isPartOfTime(text, one)) return
    const value = Number(one.key)
    if (!Number.isFinite(value)) return
    const of = thingBeside(occurrences, i) ?? nextWord(text, occurrences, i)
    if (of !== undefined) found.push({ value, of, start: one.start, end: one.end })
  })
  return [...found, ...spelledIn(text, occurrences, sentence)].sort((a, b) => a.start - b.start)
}

function spelledIn(text: string, occurrences: readonly Occurrence[], sentence: Span): Counted[] {
  return quantitiesIn(text, sentence).flatMap(({ start, end, value, vague }) => {
    if (vague || value < 2 || /\d/.test(text.slice(start, end))) return []
    const others = occurrences.filter((one) => one.end <= start || one.start >= end)
    const before = others.filter((one) => one.end <= start).length
    const here = { key: String(value), start, end, capital: false, number: true }
    const of =
      thingBeside([...others.slice(0, before), here, ...others.slice(before)], before) ??
      peopleAfter(text, end)
    return of === undefined ? [] : [{ value, of, start, end }]
  })
}

function peopleAfter(text: string, end: number): string | undefined {
  return people.test(text.slice(end, end + 20)) ? 'people' : undefined
}

/** True where two numbers, told in two languages, can count the same. */
export function countsSame(one: Counted, other: Counted): boolean {
  if (one.value !== other.value) return false
  if (one.of === other.of) return true
  const telling = one.value >= 10 || !Number.isInteger(one.value)
  return telling && !(isThing(one.of) && isThing(other.of))
}

function isYear(key: string): boolean {
  return /^(?:1[89]|20)\d\d$/.test(key)
}

const oClock = /^\s?(?:heures?|h|uhr|часов|a\.?m\.?|p\.?m\.?)(?!\p{L})/iu

function isPartOfTime(text: string, { start, end }: Occurrence): boolean {
  if (oClock.test(text.slice(end, end + 10))) return true
  return text.charAt(end) === ':' || text.charAt(start - 1) === ':'
}

function isThing(of: string): boolean {
  return things.some(([thing]) => thing === of)
}

function thingBeside(occurrences: readonly Occurrence[], at: number): string | undefined {
  for (let step = 1; step <= reach; step++) {
    for (const other of [occurrences[at + step], occurrences[at - step]]) {
      const thing = other && !other.number ? thingOf(other.key) : undefined
      if (thing) return thing
    }
  }
  return undefined
}

function thingOf(key: string): string | undefined {
  const word = /^و[\u0600-\u06ff]{3}/.test(key) ? key.slice(1) : key
  return things.find(([, beginnings]) => beginnings.some((beginning) => word.startsWith(beginning)))?.[0]
}

function nextWord(text: string, occurrences: readonly Occurrence[], at: number): string | undefined {
  const here = occurrences[at]!
  const next = occurrences[at + 1]
  const followed = peopleAfter(text, here.end)
  if (followed) return followed
  if (percent.test(text.slice(here.end, here.end + 12))) return 'percent'
  if (!next || next.number || next.start - here.end > 12 || keptApart.has(next.key)) return undefined
  return next.key
}

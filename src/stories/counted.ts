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
    'injur wound hurt bless verletz herid lesion ранен пострада جريح جرح مصاب إصاب اصاب'.split(' '),
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
const keptApart = new Set(['percent', 'per', '%'])
/** Words looked at on either side of a number for what it counts. */
const reach = 5

/** The numbers of a sentence, each with what it counts; years, times and numbers of nothing are left out. */
export function countedIn(text: string, occurrences: readonly Occurrence[]): Counted[] {
  const found: Counted[] = []
  occurrences.forEach((one, i) => {
    if (!one.number || isYear(one.key) || isPartOfTime(text, one)) return
    const value = Number(one.key)
    if (!Number.isFinite(value)) return
    const of = thingBeside(occurrences, i) ?? nextWord(text, occurrences, i)
    if (of !== undefined) found.push({ value, of, start: one.start, end: one.end })
  })
  return found
}

function isYear(key: string): boolean {
  return /^(?:1[89]|20)\d\d$/.test(key)
}

function isPartOfTime(text: string, { start, end }: Occurrence): boolean {
  return text.charAt(end) === ':' || text.charAt(start - 1) === ':'
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
  return things.find(([, beginnings]) => beginnings.some((beginning) => key.startsWith(beginning)))?.[0]
}

function nextWord(text: string, occurrences: readonly Occurrence[], at: number): string | undefined {
  const here = occurrences[at]!
  const next = occurrences[at + 1]
  if (people.test(text.slice(here.end, here.end + 20))) return 'people'
  if (
    text
      .slice(here.end, here.end + 2)
      .trim()
      .startsWith('%')
  )
    return 'percent'
  if (!next || next.number || next.start - here.end > 12 || keptApart.has(next.key)) return undefined
  return next.key
}

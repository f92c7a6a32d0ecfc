/**
 * Words that mean the same in every language, from the language data of the runtime itself (Unicode CLDR through
 * `Intl`): countries and regions, languages, currencies, months, days of the week, units, "yesterday" and the like.
 */
export interface Lexicon {
  /** Concepts by stem, or by stems joined with a space. */
  readonly phrases: ReadonlyMap<string, string>
  /** The first stem of each phrase. */
  readonly beginnings: ReadonlySet<string>
  /** Concepts by their characters, for languages written without spaces. */
  readonly runs: ReadonlyMap<string, string>
}

/** Words of a phrase, and characters of a run, at the most. */
export const mostWords = 3
export const mostCharacters = 8

const read = new Map<string, Lexicon>()
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

/** The lexicon of a language ("fr", "zh-CN"); made when first asked for, about 10 ms. Empty for one that is not known. */
export function lexicon(language: string): Lexicon {
  let found = read.get(language)
  if (!found) read.set(language, (found = make(language)))
  return found
}

function make(language: string): Lexicon {
  const phrases = new Map<string, string>()
  const runs = new Map<string, string>()
  if (!isKnown(language)) return { phrases, beginnings: new Set(), runs }
  for (const [concept, name] of namesIn(language)) {
    if (!name || /\d/.test(name)) continue
    if (dense.test(name)) {
      if (name.length > 1 && name.length <= mostCharacters) addFirst(runs, name, concept)
      continue
    }
    const stems = (name.match(/[\p{L}\p{M}]+/gu) ?? []).map((word) => stemOf(word))
    if (stems.length > 0 && stems.length <= mostWords && stems.join('').length > 2)
      addFirst(phrases, stems.join(' '), concept)
  }
  return { phrases, beginnings: new Set([...phrases.keys()].map((phrase) => phrase.split(' ')[0]!)), runs }
}

function isKnown(language: string): boolean {
  try {
    return Intl.DisplayNames.supportedLocalesOf(language).length > 0
  } catch {
    return false
  }
}

function addFirst(map: Map<string, string>, name: string, concept: string): void {
  if (!map.has(name)) map.set(name, concept)
}

const latinEnding = /(?:[aeiouyns]|ais|ois|ese|ish|isch|ian|ien|ch|que){1,3}$/
const cyrillicEnding = /(?:ск)?[аеёиоуыэюяйьмхвіїє]{1,4}$/

/** A word without its ending, folded: "Россией" and "Россия" are one, as are "China" and "Chinese". */
export function stemOf(word: string): string {
  const folded = word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
  if (folded.length < 5) return folded
  const stem = folded.replace(/\p{Script=Cyrillic}/u.test(folded) ? cyrillicEnding : latinEnding, '')
  return stem.length >= 3 ? stem : folded
}

const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const pairs = alphabet.flatMap((one) => alphabet.map((other) => one + other))
/** Regions of the whole and of parts of the world. */
const continents = ['002', '003', '005', '009', '019', '142', '143', '145', '150', '419']

/** Each code with the one in use today: names are given for withdrawn codes too. */
const regions = [...pairs, ...continents]
  .filter((code) => code !== 'ZZ')
  .map((code) => [code, new Intl.Locale(`und-${code}`).region] as const)

function* namesIn(language: string): Generator<[concept: string, name: string | undefined]> {
  yield* regionsIn(language)
  yield* languagesIn(language)
  yield* timesIn(language)
  yield* measuresIn(language)
}

function* regionsIn(language: string): Generator<[string, string | undefined]> {
  for (const style of ['long', 'short'] as const) {
    const names = new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' })
    for (const [code, region] of regions) yield [`region ${region}`, names.of(code)]
  }
}

/** A language counts as the country most of it is spoken in, since an adjective mostly serves for both. */
function* languagesIn(language: string): Generator<[string, string | undefined]> {
  const names = new Intl.DisplayNames(language, { type: 'language', fallback: 'none' })
  for (const code of pairs) {
    const name = names.of(code.toLowerCase())
    if (!name) continue
    const region = new Intl.Locale(code).maximize().region
    yield [code === 'EN' || code === 'AR' ? `language ${code}` : `region ${region}`, name]
  }
}

function* timesIn(language: string): Generator<[string, string | undefined]> {
  for (let month = 0; month < 12; month++) {
    const date = new Date(Date.UTC(2024, month, 15))
    yield [`month ${month}`, format(language, date, { month: 'long' })]
    yield [`month ${month}`, part(language, date, { month: 'long', day: 'numeric' }, 'month')]
  }
  for (let day = 0; day < 7; day++)
    yield [`day ${day}`, format(language, new Date(Date.UTC(2024, 0, 7 + day)), { weekday: 'long' })]
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  for (const unit of ['day', 'week', 'month', 'year'] as const)
    for (const away of [-1, 0, 1]) yield [`${unit} ${away}`, relative.format(away, unit)]
}

function format(language: string, date: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC', calendar: 'gregory' }).format(date)
}

function part(
  language: string,
  date: Date,
  options: Intl.DateTimeFormatOptions,
  type: string,
): string | undefined {
  const formatter = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC', calendar: 'gregory' })
  return formatter.formatToParts(date).find((one) => one.type === type)?.value
}

const units = [
  'celsius',
  'degree',
  'foot',
  'gram',
  'hectare',
  'hour',
  'kilogram',
  'kilometer',
  'liter',
  'meter',
]
const moreUnits = [
  'mile',
  'minute',
  'month',
  'percent',
  'second',
  'week',
  'year',
  'day',
  'megabyte',
  'inch',
  'ounce',
]

function* measuresIn(language: string): Generator<[string, string | undefined]> {
  const names = new Intl.DisplayNames(language, { type: 'currency', fallback: 'none' })
  for (const code of ['USD', 'EUR', 'GBP', 'JPY', 'CNY', 'RUB', 'INR', 'CHF', 'TRY', 'KRW', 'ILS'])
    yield [`currency ${code}`, names.of(code)]
  for (const unit of [...units, ...moreUnits]) {
    const formatter = (value: number) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' })
        .formatToParts(value)
        .find((one) => one.type === 'unit' || one.type === 'percentSign')?.value
    for (const value of [1, 2, 5]) yield [`unit ${unit}`, formatter(value)]
  }
}

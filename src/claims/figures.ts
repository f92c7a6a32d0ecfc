import type { Figure, Statement } from '../domain/claims.ts'
import type { Passage } from '../domain/passage.ts'
import { type Quantity, quantitiesIn } from '../text/numbers.ts'
import { sentencesOf } from '../text/sentences.ts'
import { happeningsIn, type Said, unitsOfCountIn } from './counted.ts'
import { onOneLine, type Unit } from './units.ts'

type Qualifier = Figure['qualifier']

const qualifiers: readonly (readonly [Qualifier, RegExp])[] = [
  [
    'at-least',
    /(?:at least|more than|over|upwards of|no fewer than|no less than|not less than|above|minimum of|as many as(?= \d+ or more)|au moins|plus de|mindestens|mehr als|über|al menos|más de|по меньшей мере|более|не менее|على الأقل|أكثر من|ما لا يقل عن)(?: (?:an?|the|some|another|other))?$/iu,
  ],
  [
    'at-most',
    /(?:at most|up to|as many as|no more than|fewer than|less than|under|nearly as many as|jusqu['’]à|moins de|bis zu|höchstens|weniger als|hasta|menos de|до|не более|менее)(?: (?:an?|the))?$/iu,
  ],
  [
    'about',
    /(?:about|around|approximately|roughly|some|an estimated|estimated(?: at)?|nearly|almost|close to|approx\.?|environ|près de|quelque|etwa|rund|ungefähr|knapp|circa|ca\.|unos|unas|cerca de|alrededor de|около|примерно|почти|نحو|حوالي|قرابة)(?: (?:an?|the|another))?$/iu,
  ],
]
const month =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|févr|mars|avril|mai|juin|juil|août|sept|märz|okt|dez|ene|abr|ago|dic|январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)/iu
const measured =
  /^(?:[-\s]?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|km|kilomet\p{L}+|met(?:er|re)s?|miles?|feet|foot|ft|mph|kph|cm|mm|inch\p{L}*|degrees?|percent|per cent|%|°|am|pm|a\.m\.|p\.m\.|hectares?|acres?|tons?|tonnes?|kg|litres?|liters?|ans?|mois|jours?|heures?|jahre?n?|monate?n?|tage?n?|stunden|uhr|años?|meses|días|horas|лет|года?|месяц\p{L}*|дн\p{L}+|час\p{L}*|км|(?:st|nd|rd|th)\b)(?![\p{L}]))/iu

/** Finds what is counted in the units of a text: people, households, houses and buildings, and what befell them. */
export function findFigures(
  text: string,
  units: readonly Unit[],
  statements: readonly Statement[],
): Figure[] {
  return units
    .flatMap((unit) => sentencesIn(text, unit))
    .flatMap((sentence) => figuresIn(text, sentence, statements))
}

function sentencesIn(text: string, unit: Passage): Passage[] {
  return sentencesOf(onOneLine(text, unit)).map(({ start, end }) => ({
    start: start + unit.start,
    end: end + unit.start,
  }))
}

function figuresIn(text: string, sentence: Passage, statements: readonly Statement[]): Figure[] {
  const words = onOneLine(text, sentence)
  const shift = ({ what, start, end }: Said) => ({
    what,
    start: start + sentence.start,
    end: end + sentence.start,
  })
  const happenings = happeningsIn(words).map(shift)
  const unitWords = unitsOfCountIn(words).map(shift)
  const quantities = ranges(
    text,
    quantitiesIn(text, sentence).filter((one) => isCount(text, one, sentence)),
  )
  const found: Figure[] = []
  quantities.forEach((quantity, i) => {
    const next = quantities[i + 1]?.start ?? sentence.end
    const previous = quantities[i - 1]?.end ?? sentence.start
    const unitAfter = unitWords.find(
      (one) => one.start >= quantity.end - 1 && one.start < next && near(text, quantity.end, one.start),
    )
    const unit = unitAfter ?? unitBefore(text, unitWords, quantity, previous)
    const room = { start: previous, end: next }
    const of = isPlace(unit)
      ? happenings.find((one) => touches(text, one, quantity, unit!))
      : whatBefell(text, happenings, quantity, room, sentence)
    if (!unit && !(of && (isBeside(text, of, quantity) || risesTo(text, of, quantity)))) return
    if (!of && quantity.low === 1 && !/\d/.test(text.slice(quantity.start, quantity.end))) return
    found.push(figure(text, quantity, unit, of, statements))
  })
  return found
}

const places = new Set(['villages', 'districts', 'shelters'])
const befallsPlaces = new Set([
  'flooded',
  'destroyed',
  'partly destroyed',
  'evacuated',
  'affected',
  'without power',
])

function isPlace(unit: Said | undefined): boolean {
  return unit !== undefined && places.has(unit.what)
}

/** Right before a number or right after what it counts: of places only that is said of them. */
function touches(text: string, of: Said, quantity: Passage, unit: Passage): boolean {
  if (!befallsPlaces.has(of.what)) return false
  if (of.end <= quantity.start) return distance(text, of.end, quantity.start) <= 1
  return of.start >= unit.end && near(text, unit.end, of.start) && distance(text, unit.end, of.start) <= 3
}

interface Range extends Passage {
  readonly low: number
  readonly high: number
  readonly vague: boolean
}

/** Two numbers that stand for one: "between 40 and 50", "40-50", "40 to 50". */
function ranges(text: string, quantities: readonly Quantity[]): Range[] {
  const found: Range[] = []
  for (const quantity of quantities) {
    const last = found.at(-1)
    const between = last && text.slice(last.end, quantity.start)
    const lead = last && text.slice(Math.max(0, last.start - 10), last.start)
    const joins =
      between !== undefined &&
      (/^\s?(?:-|–|—|to|à|bis|a|до)\s?$/iu.test(between) ||
        (/^ (?:and|et|und|y|и) $/iu.test(between) && /(?:between|entre|zwischen|между) $/iu.test(lead!)))
    if (last && joins && quantity.value > last.low && last.low === last.high) {
      found[found.length - 1] = {
        start: last.start,
        end: quantity.end,
        low: last.low,
        high: quantity.value,
        vague: false,
      }
    } else {
      found.push({
        start: quantity.start,
        end: quantity.end,
        low: quantity.value,
        high: quantity.value,
        vague: quantity.vague,
      })
    }
  }
  return found
}

/** False for years, dates, money, ages, measures and ranks. */
function isCount(text: string, { start, end, value }: Quantity, sentence: Passage): boolean {
  const before = text.slice(Math.max(sentence.start, start - 24), start)
  const after = text.slice(end, Math.min(sentence.end, end + 24))
  const printed = text.slice(start, end)
  if (/(?:[$€£¥₹#]\s?|\d:)$/u.test(before) || /^\s?(?:[$€£¥₹]|dollars?|euros?|USD|Rs|rupees)/u.test(after))
    return false
  if (measured.test(after.replace(/^\s/, ' ').trimStart()) || /^:\d/.test(after)) return false
  if (month.test(after.trimStart()) || (month.test(/(\p{L}+)\.?\s$/u.exec(before)?.[1] ?? '') && value <= 31))
    return false
  if (
    /(?:aged|age|magnitude|category|level|highway|route|article|section|chapter|phase|no\.?|number|zone|ward)\s$/iu.test(
      before,
    )
  )
    return false
  if (/(?:one|einer|un|une|один|одна) (?:of the|der|des|de los|из)\s$/iu.test(before)) return false
  if (/^ of (?:the|those|these|his|her|their) /iu.test(after) && value === 1) return false
  if (/^-year|^-(?:month|day|hour|storey|story|foot|mile|metre|member|point)/u.test(after)) return false
  return !(
    /^(?:1[89]|20)\d\d$/.test(printed) &&
    !/^\s(?:people|persons|families|houses|homes|households|residents|individuals|IDPs|others|were|have)/u.test(
      after,
    )
  )
}

/** "The number of families displaced rose to 349", "houses destroyed: 146": what is counted comes first. */
function unitBefore(text: string, units: readonly Said[], quantity: Passage, from: number): Said | undefined {
  const unit = units.findLast((one) => one.end <= quantity.start && one.start >= from)
  if (!unit) return undefined
  const between = text.slice(unit.end, quantity.start)
  const isNamed = /(?:numbers? of|total)[^.;]{0,30}$/iu.test(text.slice(from, unit.start))
  return /^[^.;,]{0,25}:\s*$/.test(between) || (isNamed && leadsTo(between)) ? unit : undefined
}

/** What befell those counted: said after the number before the next, else before it after the last. */
function whatBefell(
  text: string,
  happenings: readonly Said[],
  quantity: Passage,
  room: Passage,
  sentence: Passage,
): Said | undefined {
  const within = happenings.filter((one) => one.start >= quantity.end && one.start < room.end)
  const after = within.find((one) => one.what !== 'affected') ?? within[0]
  const before = happenings.findLast(
    (one) =>
      one.end <= quantity.start && one.start >= room.start && leadsTo(text.slice(one.end, quantity.start)),
  )
  if (before && risesTo(text, before, quantity)) return before
  if (after && before) {
    const isNearer =
      distance(text, before.end, quantity.start) * 2 <= distance(text, quantity.end, after.start)
    return isNearer ? before : after
  }
  return (
    after ??
    before ??
    happenings.find((one) => one.start >= quantity.end) ??
    happenings.findLast((one) => one.start >= sentence.start && one.end <= quantity.start)
  )
}

const risen =
  /(?:rose|risen|rises|rising|climbed|climbs|grew|grown|increased|jumped|stands|stood|passé|monté|grimpé|élève|gestiegen|stieg|erhöhte sich|ascendió|asciende|subió|возросло|выросло|достигло|ارتفع\p{L}*) (?:to|at|à|auf|a|до|إلى)(?: (?:at least|more than|about|au moins|mindestens|не менее))?\s*$/iu

/** "The number of people killed by the flood rose to 19": the verb leads from what is counted to its number. */
function risesTo(text: string, of: Said, quantity: Passage): boolean {
  const between = text.slice(of.end, quantity.start)
  return of.end <= quantity.start && risen.test(between) && !/[.;]\s/.test(between)
}

/** No new clause begins between a word and the number after it: "killing at least", "toll rose to", "displaced: ". */
function leadsTo(between: string): boolean {
  return !/[,;.]\s|\s(?:and|et|und|y|и|while|but)\s/iu.test(between)
}

function figure(
  text: string,
  range: Range,
  unit: Said | undefined,
  of: Said | undefined,
  statements: readonly Statement[],
): Figure {
  const lead = text.slice(Math.max(0, range.start - 40), range.start).trimEnd()
  const follows = /^\s(?:\p{L}+\s)?(?:at least|au moins|على الأقل|por lo menos|al menos)(?!\p{L})/iu
  const leastAfter = follows.test(text.slice(range.end, range.end + 40)) ? ('at-least' as const) : undefined
  const stated = qualifiers.find(([, pattern]) => pattern.test(lead))?.[0] ?? leastAfter
  const qualifier = range.low !== range.high ? 'range' : range.vague ? 'at-least' : (stated ?? 'exactly')
  const statement = statements.findIndex(
    ({ passage }) => passage.start <= range.start && passage.end >= range.end,
  )
  const passage = { start: range.start, end: unit && unit.end > range.end ? unit.end : range.end }
  return {
    low: qualifier === 'at-most' ? null : range.low,
    high: qualifier === 'at-least' ? null : range.high,
    qualifier,
    ...(unit ? { unit: unit.what } : {}),
    of: of?.what ?? unit?.what ?? 'people',
    printed: text.slice(passage.start, passage.end),
    passage,
    ...(statement >= 0 ? { statement } : {}),
  }
}

/** "12 were killed", "killed at least 12", "the toll rose to 17"; not "killed in 12 towns". */
function isBeside(text: string, of: Said, quantity: Passage): boolean {
  if (of.start >= quantity.end) return near(text, quantity.end, of.start)
  const between = text.slice(of.end, quantity.start).replace(/\bat (?:least|most)\b/iu, ' ')
  const isElsewhere =
    /(?<!\p{L})(?:in|on|at|of|since|by|near|after|during|im|en|am|le|bei|в|на|في)(?!\p{L})/iu.test(between)
  return leadsTo(between) && !isElsewhere && distance(between, 0, between.length) <= 3
}

/** Close enough to belong together: at most four words and no stop between. */
function near(text: string, from: number, to: number): boolean {
  if (to < from) return true
  const between = text.slice(from, to)
  return !/[.;:]\s/.test(between) && distance(text, from, to) <= 4
}

function distance(text: string, from: number, to: number): number {
  return text.slice(from, to).match(/[\p{L}\p{N}]+/gu)?.length ?? 0
}

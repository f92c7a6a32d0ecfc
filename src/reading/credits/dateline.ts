import type { Dateline } from '../../domain/reading.ts'
import { readCreditList } from './creditList.ts'
import { isDayOrMonth } from './notNames.ts'

const month =
  '(?:\\d{1,2}[./]\\s*)?(?:\\d{1,2}\\.?\\s*)?(?:jan|feb|fév|mar|mär|apr|avr|abr|may|mai|mag|jun|juin|giu|jul|juil|lug|aug|août|ago|sep|set|oct|okt|ott|out|nov|dec|dez|déc|dic|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\\p{L}*\\.?(?:\\s*\\d{1,2})?(?:,?\\s*\\d{4})?|\\d{1,2}\\.?'
const place =
  "[\\p{Lu}][\\p{L}’'.-]*(?:[ /](?:\\p{Lu}[\\p{L}’'.-]*|(?:am|an|auf|bei|der|dem|den|im|de|du|la|le|les|sur|lès|do|da|dos|del|di|el|al|upon|on|of|the|на|при)(?= ))){0,4}(?:,\\s*[\\p{Lu}][\\p{L}. ]{1,22}?)?"
const latin = new RegExp(
  `^\\s*(?<place>${place})(?:\\s*[,.]\\s*(?<date>(?i:${month})))?[\\s.,]*(?:[(（[/]\\s*(?<agency>[^()（）\\[\\]/\\n]{2,60})\\s*[)）\\]/])?[.,]?\\s*(?<end>[–—]{1,2}|\\s-{1,2}(?=\\s)|-{1,2}(?=\\s)|:(?=\\s)|(?<=[)）/.])\\s)\\s*(?=\\S)`,
  'u',
)
const uncased =
  /^\s*(?<place>[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Devanagari} ]{2,24}?)\s*(?:[(/]\s*(?<agency>[^()/\n]{2,40})\s*[)/])\s*[–—-]?\s+(?=\S)/u
const chinese =
  /^\s*(?:[(（【]\s*)?(?<agency>新华社|新華社|中新社|中央社|路透社|法新社|美联社)(?<place>\p{sc=Han}{2,8}?)\d{1,2}月\d{1,2}日[电電讯訊]/u
const agencyFirst = new RegExp(
  `^\\s*[(（]?(?<agency>\\p{L}{2,12})[)）]?\\s*[–—-]\\s*(?<place>\\p{Lu}[\\p{Lu}’' .-]{2,25})(?:,\\s*(?<date>(?i:${month})))?\\s*[–—-]\\s+(?=\\S)`,
  'u',
)

/** The dateline that opens a block, a span of it: "GENEVA, Oct 14 (Reuters) -". Undefined when none does. */
export function findDateline(block: string): Dateline | undefined {
  const match = chinese.exec(block) ?? agencyFirst.exec(block) ?? uncased.exec(block) ?? latin.exec(block)
  const found = match?.groups
  if (!match || !found?.['place']) return undefined
  const where = found['place'].trim().replace(/[,.]$/, '')
  const agency = found['agency'] === undefined ? undefined : readCreditList(found['agency'])
  if (found['agency'] !== undefined && !agency) return undefined
  if (!agency && !isPlaceAlone(where, found['date'], found['end'] ?? '')) return undefined
  const printed = match[0].trim()
  const start = match[0].indexOf(printed)
  return {
    place: where,
    ...(agency ? { agency: agency.names.join(', ') } : {}),
    printed,
    passage: { start, end: start + printed.length },
  }
}

const notPlaces =
  /^(?:published|updated|posted|breaking|watch|video|exclusive|opinion|analysis|note|news|live|read|isbn|diy|faq|editorial|correction|advertisement|photo|listen|more|warning|review|interview)\b/iu

/** With no agency beside it, a place must be in capitals and before a dash, or dated: "PARIS —", "Kyiv, Oct. 3 —". */
function isPlaceAlone(where: string, date: string | undefined, end: string): boolean {
  if (notPlaces.test(where) || isDayOrMonth(where.split(/[\s,]/)[0]!)) return false
  if (date !== undefined && /\p{L}/u.test(date)) return true
  const letters = where.replace(/,.*$/, '').replace(/[^\p{L}]/gu, '')
  return letters.length >= 3 && letters === letters.toUpperCase() && /^\s?[–—-]/u.test(end)
}

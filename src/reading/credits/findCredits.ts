import type { Credit } from '../../domain/reading.ts'
import { readByline } from './byline.ts'
import { isOutlet, ofPicture, readCreditList } from './creditList.ts'
import { findAgencies, mayNameAgency } from './findAgencies.ts'
import { sourceLabels } from './notePhrases.ts'
import { sourceNameAt } from './sourceName.ts'

const longestLine = 110

/**
 * The credits printed in one block; passages are spans of the block. An agency named inside a sentence ("told AFP")
 * is no credit; one in brackets, on a line of its own, before a dash at the beginning or after the last full stop is.
 */
export function findCredits(block: string): Credit[] {
  if (!mayCredit(block)) return []
  const whole = wholeLine(block)
  if (whole) return [whole]
  return inOrder([
    ...enclosed(block),
    ...atHead(block),
    ...atTail(block),
    ...announced(block),
    ...reportersSignature(block),
  ])
}

/** True when the block is a credit and nothing else. */
export function isCreditLine(block: string): boolean {
  return block.length <= 2 * longestLine && mayCredit(block) && wholeLine(block) !== undefined
}

const noAgencyNamed =
  /\bvia\b|h\/t|hat.tip|\bht\b|reporting|agen[ct]|\bags?\b|wire|агентств|агенц|وكالات|ajans|خبرگزاری/iu

/** False when a block certainly has no credit. */
function mayCredit(block: string): boolean {
  return noAgencyNamed.test(block) || mayNameAgency(block)
}

function wholeLine(block: string): Credit | undefined {
  const line = block.trim()
  if (line.length === 0 || line.length > longestLine || line.includes('\n\n')) return undefined
  const passage = { start: block.indexOf(line), end: block.indexOf(line) + line.length }
  const hatTip = /^(?:via|h\/t|hat tip|ht|hat-tip)\b\s*:?\s*/i.exec(line)
  if (hatTip && !ofPicture.test(line)) {
    const rest = line.slice(hatTip[0].length).replace(/[.\s]+$/, '')
    const list = readCreditList(rest)
    if (list) return { names: [...list.names], printed: line, passage }
    if (isOutlet(rest)) return { names: [rest], printed: line, passage }
  }
  const label = sourceLabels.exec(line)
  if (!label && /[.!?]\s+\p{L}/u.test(line.replace(/^[\s([/]+|[\s)\]/.]+$/gu, ''))) return undefined
  const byline = readByline(line)
  if (byline && byline.authors.length > 0 && byline.agencies.length > 0)
    return { names: [...byline.agencies], printed: line, passage }
  const list = readCreditList(
    label ? line.slice(label[0].length) : line.replace(/^[\s(（[【/*–—-]+|[\s)）\]】/*]+$/gu, ''),
  )
  if (list && !/^(?!AP$)\p{Lu}{2}$/u.test(line)) return { names: [...list.names], printed: line, passage }
  return undefined
}

/** "(Reuters)", "（路透社）", "/ТАСС/", "[AFP]". */
function enclosed(block: string): Credit[] {
  const found: Credit[] = []
  for (const pattern of [
    /[(（[【]\s*([^()（）[\]【】\n]{2,90}?)\s*[)）\]】]/gu,
    /(?<=^|[\s.,])\/\s*([^/\n]{2,60}?)\s*\/(?=[\s.,:–—-]|$)/gu,
  ]) {
    for (const match of block.matchAll(pattern)) {
      const list = readCreditList(match[1]!)
      if (!list || isGloss(block.slice(0, match.index)) || isCited(block, match)) continue
      found.push({
        names: [...list.names],
        printed: match[0],
        passage: { start: match.index, end: match.index + match[0].length },
      })
    }
  }
  return found
}

/** "the Associated Press (AP) said": the brackets explain the name before them. */
function isGloss(before: string): boolean {
  const last = findAgencies(before.slice(-80)).at(-1)
  return last !== undefined && before.slice(-80).slice(last.end).trim().replace(/["”»]/g, '') === ''
}

/** "officials fear (Reuters) and": in the middle of a sentence a name in brackets says where one fact is from. */
function isCited(block: string, match: RegExpExecArray): boolean {
  const before = block.slice(0, match.index)
  const after = block.slice(match.index + match[0].length)
  if (/^\s*[.,;:]?\s*$/u.test(after) || /^[.,:]?\s*[–—-]/u.test(after)) return false
  const opensSentence =
    before.length <= 90 || /(?:[.!?»”"]|\d|\d{1,2}\s*[.,]?\s*\p{Lu}\p{L}{2,9})[\s.,]*$/u.test(before)
  return !opensSentence || /^[,;]?\s+\p{Ll}/u.test(after)
}

/** What opens a wire report before its text: "Reuters - ", "القاهرة - رويترز", "МОСКВА, 14 окт - РИА Новости.", "新华社北京10月14日电". */
function atHead(block: string): Credit[] {
  const head = block.slice(0, 90)
  if (!/[–—:-]|[电電讯訊]/u.test(head)) return []
  const [first] = findAgencies(head)
  if (!first) return []
  const before = head.slice(0, first.start)
  const after = head.slice(first.end)
  const printed = block.slice(first.start, first.end)
  const credit = [{ names: [first.agency.name], printed, passage: { start: first.start, end: first.end } }]
  if (
    before.trim() === '' &&
    /^(?:\s+[–—-]{1,2}\s|\s*[–—]\s*\p{Lu}|[\p{sc=Han}\d、（）()\s]{2,20}[电電讯訊])/u.test(after)
  )
    return credit
  const placeBefore =
    /^[^.!?؟()]{2,45}?[,.،]?\s*(?:\d{1,2}\.?\s*[\p{L}.]{3,10}\.?\s*)?[–—:-]{1,2}\s*$/u.test(before) ||
    isDatedPlace(before)
  if (placeBefore && before.split(/\s+/).length <= 8 && /^(?:\s*$|\s*[.:–—-]\s*|\s*\n)/u.test(after))
    return credit
  return []
}

/** "Москва. 14 октября. " */
function isDatedPlace(before: string): boolean {
  return /^\p{Lu}[\p{L} -]{2,25}[.,]\s+\d{1,2}\.?\s+\p{L}{3,9}\.\s*$/u.test(before)
}

/** "… the ministry said. – Reuters", "… sagte er. dpa/AFP" */
function atTail(block: string): Credit[] {
  const tail = /(?:[.!?。！？؟…»”"]|\s[–—-])\s*[–—-]?\s*((?:©\s*)?[^\s.!?。][^.!?。\n]{1,45})\.?\s*$/u.exec(
    block,
  )
  if (!tail || tail.index < 20 || /^[^([]*[)\]]/u.test(tail[1]!)) return []
  const list = readCreditList(tail[1]!)
  const start = block.lastIndexOf(tail[1]!)
  if (!list || (/\s[–—-]\s/.test(tail[1]!) === false && /\p{Ll}{3,}\s+\p{Ll}{3,}/u.test(tail[1]!))) return []
  return [
    { names: [...list.names], printed: tail[1]!.trim(), passage: { start, end: start + tail[1]!.length } },
  ]
}

const announcements = [
  /\b(?:with|additional) (?:inputs?|files|reporting|material|information|reports?) (?:from|by) /giu,
  /\b(?:reported by|report by|source\s*:|copyright|©)\s*(?:\d{4}\s*)?/giu,
  /\bmit (?:material|informationen) (?:von|der) (?:der )?/giu,
  /\bavec (?:l['’]|la |les )?/giu,
  /\bcon informaci[óo]n de (?:la |las )?/giu,
  /\bcom (?:informações d[aeo]|agência) /giu,
  /по материалам\s+/giu,
  /(?:^|[\s(])(?:via|h\/t:?|hat tip:?)\s+/giu,
]

/** A block that announces more is no report. */
const mostAnnounced = 20

/** Credits that a phrase announces: "(With inputs from PTI)", "mit Material von dpa", "H/T The Lake Tribune". */
function announced(block: string): Credit[] {
  return announcements
    .flatMap((phrase) =>
      [...block.matchAll(phrase).take(mostAnnounced)].flatMap((match) => {
        const from = match.index + match[0].length
        const agency = findAgencies(block.slice(from, from + 40))[0]
        if (agency && /^(?:the |l['’])?$/iu.test(block.slice(from, from + agency.start)))
          return [creditFrom(block, match, from + agency.end, agency.agency.name)]
        if (!/via|h\/t|hat tip/iu.test(match[0]) || !standsAlone(block, match.index)) return []
        const name = sourceNameAt(block, from)
        if (!name || !/^\W*$/u.test(block.slice(name.end))) return []
        return [creditFrom(block, match, name.end, name.name)]
      }),
    )
    .filter((credit) => !insideSentence(block, credit))
}

function creditFrom(block: string, match: RegExpExecArray, end: number, name: string): Credit {
  const start = match.index + (match[0].length - match[0].trimStart().length)
  return { names: [name], printed: block.slice(start, end), passage: { start, end } }
}

function standsAlone(block: string, at: number): boolean {
  return /(?:^|[.!?”"»)(\n])\s*$/u.test(block.slice(0, at + 1).replace(/[(\s]$/u, ''))
}

/** A phrase of this kind is a credit only where it ends its sentence or line and begins it, or stands in brackets. */
function insideSentence(block: string, { passage }: Credit): boolean {
  const before = block.slice(0, passage.start).trimEnd()
  const after = block.slice(passage.end).trimStart()
  const opens = before === '' || /[.!?。(（[–—“”"»]$/u.test(before)
  const closes = after === '' || /^[.)）\],;/–—-]|^(?:and|contributed|to this report)\b/u.test(after)
  return !(opens && closes)
}

/** Reuters signs its reports "(Reporting by …; editing by …)" and names itself no further. */
function reportersSignature(block: string): Credit[] {
  const match =
    /\((?:Additional )?[Rr]eporting (?:and writing |by )[^()]{3,300}[;.,]\s*(?:[Ww]riting by [^()]{3,80}[;.,]\s*)?[Ee]diting by [^()]{3,120}\)/u.exec(
      block,
    )
  if (!match) return []
  return [
    {
      names: ['Reuters'],
      printed: match[0],
      passage: { start: match.index, end: match.index + match[0].length },
    },
  ]
}

/** In order of place; of two that overlap, the longer. */
function inOrder(found: readonly Credit[]): Credit[] {
  const sorted = [...found].sort((a, b) => a.passage.start - b.passage.start || b.passage.end - a.passage.end)
  const kept: Credit[] = []
  for (const credit of sorted) {
    if (credit.passage.start >= (kept.at(-1)?.passage.end ?? 0)) kept.push(credit)
  }
  return kept
}

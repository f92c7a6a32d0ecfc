import type { Statement } from '../domain/claims.ts'
import type { Passage } from '../domain/passage.ts'
import { isWhollyQuoted } from '../text/quotes.ts'
import { antecedentOf, type Mention, namesNobody, subjectOf } from './antecedents.ts'
import { announcedBy, besideQuote } from './beside.ts'
import { longerSide } from './contents.ts'
import { denseStatement, isDenseText } from './dense.ts'
import type { SpeechWords } from './languages/language.ts'
import { accordingTo, cued, joined } from './orders.ts'
import { tokensOf } from './tokens.ts'
import type { Unit } from './units.ts'
import { viaIn } from './via.ts'
import { type Found, fewestWords, overlaps, type View, withoutStop, wordsIn } from './view.ts'

const fewestUnattributed = 5

/** Finds who says what in the units of a text, in the order of the contents. */
export function findStatements(text: string, units: readonly Unit[], words: SpeechWords): Statement[] {
  const found: Statement[] = []
  const mentions: Mention[] = []
  let before: { unit: Unit; found: Found } | undefined
  let announced: Passage | undefined
  const dense = isDenseText(text)
  for (const unit of units) {
    const view = { text, unit, words, tokens: tokensOf(text, unit) }
    const here = dense ? denseIn(text, unit) : statementsIn(view)
    if (here.length > 0) before = { unit, found: here.at(-1)! }
    else if (isWhollyQuoted(text, unit, unit.quotes) && wordsIn(view, unit) >= fewestWords) {
      const speaking = before && goesOn(text, before, unit) ? before.found : { speaker: announced }
      const { speaker, named } = speaking as Partial<Found>
      const found = { content: withoutStop(text, unit), ...(speaker && { speaker }), ...(named && { named }) }
      here.push(found)
      before = { unit, found }
    } else if (before && staysReported(view, before.unit)) {
      const { speaker, named } = before.found
      here.push({ content: withoutStop(text, unit), ...(speaker && { speaker }), ...(named && { named }) })
      before = { unit, found: here[0]! }
    } else before = undefined
    here.push(...unattributed(view, here))
    resolve(text, unit, here, mentions)
    announced = announcedBy(view)
    for (const one of here) found.push(statement(text, unit, one))
  }
  return found.sort((a, b) => a.passage.start - b.passage.start)
}

/** Says of each pronoun whom it stands for, where the sentences before show it, and remembers who is named here. */
function resolve(text: string, unit: Unit, here: readonly Found[], mentions: Mention[]): void {
  for (const one of here) {
    if (!one.speaker || one.named) continue
    if (namesNobody(text.slice(one.speaker.start, one.speaker.end))) {
      const named = antecedentOf(text, one.speaker, unit, mentions)
      if (named) one.named = named
    }
  }
  const subject = subjectOf(text, unit)
  const spoke = here.flatMap(({ named, speaker }) => named ?? speaker ?? [])
  const names = spoke.filter(({ start, end }) => !namesNobody(text.slice(start, end)))
  if (subject && !names.some((one) => overlaps(one, subject))) mentions.push(subject)
  for (const { start, end } of names) mentions.push({ start, end, unit })
}

function denseIn(text: string, unit: Unit): Found[] {
  const found = denseStatement(text, unit)
  return found ? [found] : []
}

/** A quotation goes on the one before it in the same paragraph, or after a paragraph that left it open. */
function goesOn(text: string, { unit: before, found }: { unit: Unit; found: Found }, unit: Unit): boolean {
  if (before.paragraph === unit.paragraph) return true
  if (unit.paragraph - before.paragraph > 1) return false
  if (found.cue && before.quotes.some((quote) => overlaps(quote, found.content))) return true
  const open = before.quotes.at(-1)
  return (
    open !== undefined && open.end === before.end && !/["”»“」]$/u.test(text.slice(open.start + 1, open.end))
  )
}

/** A sentence in the reporting subjunctive, in the paragraph of one that says who speaks, is said by the same. */
function staysReported({ text, unit, words }: View, before: Unit): boolean {
  return (
    before.paragraph === unit.paragraph && words.reported?.test(text.slice(unit.start, unit.end)) === true
  )
}

function statementsIn(view: View): Found[] {
  const found: Found[] = []
  for (let i = 0; i < view.tokens.length; i++) {
    if (view.tokens[i]!.quoted) continue
    const one = accordingTo(view, i) ?? joined(view, i, found.at(-1)) ?? cued(view, i)
    if (!one) continue
    one.content = longerSide(view, i, one)
    if (wordsIn(view, one.content) < fewestWords) continue
    if (found.some((other) => overlaps(other.content, one.content) || overlaps(other.content, one.cue!)))
      continue
    found.push(one)
    for (const more of quotesBeside(view, one, found)) found.push(more)
  }
  return found
}

/** Quotations long enough to be speech that no cue stands by: someone says them, but who is not found. */
function unattributed(view: View, found: readonly Found[]): Found[] {
  return view.unit.quotes
    .filter((quote) => !found.some((one) => overlaps(one.content, quote)))
    .filter((quote) => wordsIn(view, quote) >= fewestUnattributed)
    .map((quote) => ({ ...besideQuote(view, quote), content: clip(quote, view.unit) }))
}

/** The other quotations of the same sentence: `"A," she said. "B."` in one breath. */
function quotesBeside(view: View, one: Found, found: readonly Found[]): Found[] {
  const { unit } = view
  if (!unit.quotes.some((quote) => overlaps(quote, one.content))) return []
  return unit.quotes
    .filter(
      (quote) => !overlaps(quote, one.content) && !found.some((other) => overlaps(quote, other.content)),
    )
    .filter((quote) => quote.start > one.content.end && wordsIn(view, quote) >= fewestWords + 1)
    .map((quote) => ({ ...one, content: clip(quote, unit) }))
}

function statement(text: string, unit: Unit, { content, cue, speaker, named }: Found): Statement {
  const quoted = unit.quotes.some((quote) => overlaps(quote, content))
  const wholly = quoted && isWhollyQuoted(text, content, unit.quotes)
  const via = viaIn(text, unit, cue)
  return {
    kind: wholly ? 'direct' : quoted ? 'mixed' : 'indirect',
    ...(speaker ? { ...nameOf(text, named ?? speaker), speakerPassage: speaker } : {}),
    ...(cue ? { cue: text.slice(cue.start, cue.end), cuePassage: cue } : {}),
    content: text.slice(content.start, content.end),
    passage: content,
    ...(via ? { via } : {}),
  }
}

/** The name to show; none for one whom nothing names. */
function nameOf(text: string, { start, end }: Passage): { speaker?: string } {
  const speaker = text.slice(start, end)
  return namesNobody(speaker) ? {} : { speaker }
}

function clip(quote: Passage, unit: Passage): Passage {
  return { start: Math.max(quote.start, unit.start), end: Math.min(quote.end, unit.end) }
}

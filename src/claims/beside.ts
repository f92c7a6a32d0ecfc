import type { Passage } from '../domain/passage.ts'
import { subjectOf } from './antecedents.ts'
import { speakerBefore } from './speakers.ts'
import { type Found, isComma, span, type View } from './view.ts'

/**
 * Who says a quotation that no verb of speech was found for: the name and verb right after it ("…,” Marrow went on"),
 * else the subject of a sentence that leads to it with a comma, a colon or a verb in -ing. Undefined where neither is.
 */
export function besideQuote(view: View, quote: Passage): Pick<Found, 'speaker' | 'cue'> | undefined {
  return nameAfter(view, quote) ?? leadingTo(view, quote)
}

const connective =
  /^(?:and|but|or|as|while|when|because|in|on|at|of|to|for|with|from|that|which|who|is|was|are|were|has|had)$/

function nameAfter({ text, tokens }: View, quote: Passage): Pick<Found, 'speaker' | 'cue'> | undefined {
  if (!/[,?!…-]["”»“'’]*$/u.test(text.slice(quote.start, quote.end))) return undefined
  const first = tokens.findIndex((token) => token.start >= quote.end)
  if (first < 0) return undefined
  let i = first
  while (
    tokens[i]?.word &&
    (tokens[i]!.capital || (i === first && /^(?:he|she|the)$/.test(tokens[i]!.lower)))
  )
    i++
  if (i === first || i - first > 5) return undefined
  const last = i - 1
  if (isComma(tokens[i])) {
    const close = tokens.findIndex((token, at) => at > i && isComma(token))
    if (close < 0 || close - i > 12) return undefined
    i = close + 1
  }
  const verb = tokens[i]
  if (!verb?.word || verb.capital || verb.quoted || !/(?:ed|s|t|id|ote|ent|old)$/u.test(verb.lower))
    return undefined
  if (connective.test(verb.lower)) return undefined
  return { speaker: span(tokens, first, last), cue: span(tokens, i, i) }
}

function leadingTo(view: View, quote: Passage): Pick<Found, 'speaker'> | undefined {
  const { text, tokens, unit } = view
  const before = tokens.findLastIndex((token) => token.end <= quote.start)
  const lead = tokens[before]
  if (!lead) return undefined
  const leads = lead.lower === ':' || isComma(lead) || /ing$/u.test(lead.lower)
  const subject = leads ? subjectOf(text, unit) : undefined
  return subject && subject.end < quote.start ? { speaker: subject } : undefined
}

/** Who is heard after a sentence that ends in a colon: "Marrow put it this way:". */
export function announcedBy(view: View): Passage | undefined {
  const { text, tokens, unit, words } = view
  if (tokens.at(-1)?.lower !== ':') return undefined
  const cue = tokens.findLastIndex(({ lower, quoted }) => !quoted && words.cues.has(lower))
  const speaker = cue > 0 ? speakerBefore(view, cue) : undefined
  if (speaker) return span(tokens, ...speaker)
  return subjectOf(text, unit)
}

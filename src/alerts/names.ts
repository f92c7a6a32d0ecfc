import type { Named } from '../text/queries/report.ts'

/** Two to five words that each begin with a capital, as names of people are written; a small word may stand between. */
const name = new RegExp(
  `${capital()}(?: (?:(?:al|bin|bint|da|de|del|den|der|di|dos|du|el|ibn|la|ten|van|von) )*(?:(?:al|el|d)[-’'])?${capital()}){1,4}`,
  'gu',
)

function capital(): string {
  return String.raw`\p{Lu}[\p{L}\p{M}'’-]+`
}

const mostNames = 300

/**
 * What is written in a text as a name of several words. It finds names of places and bodies too: a query asks for one
 * name, and it only has to be told from the same words in a sentence. Scripts without capitals give none.
 */
export function namesIn(text: string): Named[] {
  const names: Named[] = []
  for (const match of text.matchAll(name)) {
    if (names.length === mostNames) break
    names.push({ name: match[0], passage: { start: match.index, end: match.index + match[0].length } })
  }
  return names
}

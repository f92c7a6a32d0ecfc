import { saySame, wordsOf } from './sameness.ts'

/** Of the sentences of a report those that tell something: not told before, and none twice. */
export function decideNews<One extends { readonly text: string }>(
  developments: readonly One[],
  told: readonly { readonly text: string }[],
): One[] {
  const said = told.map((one) => wordsOf(one.text))
  return developments.filter(({ text }) => {
    const words = wordsOf(text)
    if (said.some((one) => saySame(one, words))) return false
    said.push(words)
    return true
  })
}

import { scan } from '../text/scan.ts'

/** Words that two sentences must share, of all that either has, to say the same. */
const sameShare = 0.8

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

interface Words {
  readonly all: ReadonlySet<number>
  /** Every number in the order given: a changed figure is news however like the rest is. */
  readonly numbers: string
}

function wordsOf(text: string): Words {
  const { words } = scan(text)
  return { all: new Set(words), numbers: (text.match(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu) ?? []).join(' ') }
}

function saySame(a: Words, b: Words): boolean {
  if (a.numbers !== b.numbers) return false
  let shared = 0
  for (const word of a.all) if (b.all.has(word)) shared++
  return shared >= sameShare * (a.all.size + b.all.size - shared)
}

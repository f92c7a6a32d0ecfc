import { foldedUnits, ignored } from '../characters.ts'
import { scan } from '../scan.ts'

/** The words of a text as they are compared: lower case, without accents, full-width forms as plain ones. */
export function foldedWords(text: string): string[] {
  const { count, starts, ends } = scan(text)
  const words: string[] = []
  for (let i = 0; i < count; i++) words.push(foldWord(text.slice(starts[i], ends[i])))
  return words
}

/** One word, folded unit by unit as the scan does. */
export function foldWord(word: string): string {
  let folded = ''
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i)
    if (unit >= 0xd800 && unit <= 0xdbff) {
      folded += word.slice(i, i + 2)
      i++
      continue
    }
    const to = foldedUnits[unit]!
    if (to !== 0 && to !== ignored) folded += String.fromCharCode(to)
  }
  return folded
}

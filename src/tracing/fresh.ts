import type { Passage } from '../domain/passage.ts'

const hasWord = /[\p{L}\p{Nd}]/u

/** What is left of the article's spans without the aligned passages: the new. White space and stops alone are not. */
export function freshSpans(
  text: string,
  article: readonly Passage[],
  aligned: readonly Passage[],
): Passage[] {
  const sorted = [...aligned].sort((a, b) => a.start - b.start)
  return article.flatMap((span) => leftOver(span, sorted)).flatMap((span) => trimmed(text, span))
}

function leftOver(span: Passage, aligned: readonly Passage[]): Passage[] {
  const left: Passage[] = []
  let from = span.start
  for (const { start, end } of aligned) {
    if (end <= from || start >= span.end) continue
    if (start > from) left.push({ start: from, end: start })
    from = Math.max(from, end)
  }
  if (from < span.end) left.push({ start: from, end: span.end })
  return left
}

/** A stop or quote left hanging at the edge belongs to what is aligned. */
function trimmed(text: string, { start, end }: Passage): Passage[] {
  const part = text.slice(start, end)
  if (!hasWord.test(part)) return []
  const lead = /^[\s.,;:!?。！？”’»)\]]*/u.exec(part)![0].length
  const tail = /\s*$/u.exec(part)![0].length
  return [{ start: start + lead, end: end - tail }]
}

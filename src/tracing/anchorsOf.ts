import type { Scan } from '../text/scan.ts'
import type { Span } from '../text/sentences.ts'
import { type Translatable, translatable } from '../text/translated/anchors.ts'

const made = new WeakMap<Scan, Translatable>()

/** What of a report's article survives translation; made once for a scan. All of the text where no spans are given. */
export function anchorsOf(scan: Scan, language: string, article?: readonly Span[]): Translatable {
  let anchors = made.get(scan)
  if (!anchors) made.set(scan, (anchors = translatable(scan, language, sentencesIn(scan, article))))
  return anchors
}

function sentencesIn({ sentences }: Scan, article: readonly Span[] | undefined): readonly Span[] {
  if (!article) return sentences
  let at = 0
  return sentences.filter(({ start, end }) => {
    while (at < article.length && article[at]!.end < end) at++
    return at < article.length && start >= article[at]!.start
  })
}

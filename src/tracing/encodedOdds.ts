import type { SentencePair } from '../text/translated/align.ts'
import type { SentenceEncoder } from '../text/translated/sentenceEncoder.ts'

/** Encoding is slow: so many pairs of two texts tell enough. */
const mostPairs = 40
/** A mean cosine that speaks neither for nor against a translation. Judged, not measured: see the decision page. */
const undecided = 0.6
/** From this far above or below it, the encoder has said all that it can. */
const decided = 0.2
/** As much, in log odds, as a report's naming of the other. */
const mostOdds = 4

/** What an encoder says of two texts by their aligned sentences, in log odds that one translates the other. */
export async function encodedOdds(
  encoder: SentenceEncoder,
  pairs: readonly SentencePair[],
  here: string,
  there: string,
): Promise<number> {
  if (pairs.length === 0) return 0
  const step = Math.max(1, pairs.length / mostPairs)
  const asked = Array.from(
    { length: Math.min(pairs.length, mostPairs) },
    (_, i) => pairs[Math.floor(i * step)]!,
  )
  const vectors = await encoder.encode([
    ...asked.map((pair) => here.slice(pair.here.start, pair.here.end)),
    ...asked.map((pair) => there.slice(pair.there.start, pair.there.end)),
  ])
  const cosines = asked.map((_, i) => dot(vectors[i]!, vectors[asked.length + i]!))
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length
  return mostOdds * Math.max(-1, Math.min(1, (mean - undecided) / decided))
}

function dot(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, i) => sum + value * other[i]!, 0)
}

import { newness } from '../../src/stories/decideDevelopments.ts'
import { Said } from '../../src/stories/said.ts'
import { askedSentence } from '../../src/stories/sentences.ts'
import { occurrencesOf } from '../../src/stories/terms.ts'
import { Vocabulary } from '../../src/stories/vocabulary.ts'
import { scan } from '../../src/text/scan.ts'
import type { Year } from './updates.ts'

/** How new each update is to its event, by what stories use, having seen only those before it. */
export function newnessOfEach({ updates }: Year): number[] {
  const events = new Map<string, { said: Said; vocabulary: Vocabulary }>()
  return updates.map(({ event, text }) => {
    const { said, vocabulary } = events.get(event) ?? open()
    events.set(event, { said, vocabulary })
    const words = scan(text)
    const sentence = askedSentence(event, words, { start: 0, end: text.length }, vocabulary)
    vocabulary.learn(sentence.ids)
    const value = newness(sentence, said)
    said.add(sentence)
    return value
  })

  function open() {
    const vocabulary = new Vocabulary()
    return { vocabulary, said: new Said(vocabulary) }
  }
}

interface Earlier {
  readonly texts: Map<string, number>[]
  readonly textsWith: Map<string, number>
}

/** The baseline: one less the largest TF-IDF cosine to an earlier update of the event. */
export function unlikenessOfEach({ updates }: Year): number[] {
  const events = new Map<string, Earlier>()
  return updates.map(({ event, text }) => {
    const earlier: Earlier = events.get(event) ?? { texts: [], textsWith: new Map() }
    events.set(event, earlier)
    const counts = new Map<string, number>()
    for (const { key } of occurrencesOf(scan(text))) counts.set(key, (counts.get(key) ?? 0) + 1)
    for (const key of counts.keys()) earlier.textsWith.set(key, (earlier.textsWith.get(key) ?? 0) + 1)
    const weight = (key: string) => Math.log((earlier.texts.length + 2) / earlier.textsWith.get(key)!)
    const length = (of: Map<string, number>) =>
      Math.sqrt([...of].reduce((sum, [key, count]) => sum + (count * weight(key)) ** 2, 0))
    let nearest = 0
    const own = length(counts)
    for (const other of earlier.texts) {
      let product = 0
      for (const [key, count] of counts) product += count * (other.get(key) ?? 0) * weight(key) ** 2
      if (product > 0) nearest = Math.max(nearest, product / (own * length(other)))
    }
    earlier.texts.push(counts)
    return 1 - nearest
  })
}

import type { AskedSentence } from '../../src/stories/decideDevelopments.ts'
import { newness } from '../../src/stories/newness.ts'
import { Said } from '../../src/stories/said.ts'
import { askedSentence } from '../../src/stories/sentences.ts'
import { occurrencesOf } from '../../src/stories/terms.ts'
import { Vocabulary } from '../../src/stories/vocabulary.ts'
import { scan } from '../../src/text/scan.ts'
import type { Update, Year } from './updates.ts'

/** An update as it is asked, with what its event has said before it. */
export interface Asked {
  readonly update: Update
  readonly sentence: AskedSentence
  readonly said: Said
}

/** Asks something of each update, which has seen only those of its event before it. */
export function askEach<Answer>({ updates }: Year, ask: (asked: Asked) => Answer): Answer[] {
  const events = new Map<string, { said: Said; vocabulary: Vocabulary }>()
  return updates.map((update) => {
    const { said, vocabulary } = events.get(update.event) ?? open()
    events.set(update.event, { said, vocabulary })
    const passage = { start: 0, end: update.text.length }
    const sentence = askedSentence(update.event, scan(update.text), passage, vocabulary)
    vocabulary.learn(sentence.ids)
    const answer = ask({ update, sentence, said })
    said.add(sentence)
    return answer
  })

  function open() {
    const vocabulary = new Vocabulary()
    return { vocabulary, said: new Said(vocabulary) }
  }
}

/** How new each update is to its event, by what stories use. */
export function newnessOfEach(year: Year): number[] {
  return askEach(year, ({ sentence, said }) => newness(sentence.placed, said))
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

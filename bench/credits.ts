import path from 'node:path'
import { readByline } from '../src/reading/credits/byline.ts'
import { findCredits } from '../src/reading/credits/findCredits.ts'
import { readText } from '../src/reading/readText.ts'
import { type Benchmark, type Claim, dataSet, printTable } from './claims.ts'
import { type BylineCase, isRightByline } from './credits/bylineCases.ts'
import { agencyMentions, agencyOfLabel, type OldArticle } from './credits/oldPress.ts'
import { rowsOf } from './credits/rows.ts'
import { Tally } from './credits/tally.ts'

/** What impresso's own models reach on the mentions, mean of five runs: the published best. */
const publishedMentions = { fr: 0.859, de: 0.885 } as const

async function oldPress(): Promise<Claim[]> {
  const folder = dataSet('agency-impresso')
  if (!folder) return []
  const table: (string | number)[][] = []
  const claims: Claim[] = []
  for (const lang of ['fr', 'de'] as const) {
    const articles = await rowsOf<OldArticle>(path.join(folder, `${lang}-dev.jsonl`))
    const credited = new Tally()
    const named = new Tally()
    const spans = new Tally()
    for (const { text, mentions } of articles) {
      const truth = mentions.map(({ start, end, label }) => ({ start, end, name: agencyOfLabel(label) }))
      const ours = agencyMentions(text)
      credited.add(
        new Set(findCredits(text).flatMap(({ names }) => names)),
        new Set(truth.map(({ name }) => name)),
      )
      named.add(new Set(ours.map(({ name }) => name)), new Set(truth.map(({ name }) => name)))
      spans.add(new Set(ours.map(spanKey)), new Set(truth.map(spanKey)))
    }
    for (const [what, tally] of [
      ['credits, set a document', credited],
      ['names, set a document', named],
      ['names, exact spans', spans],
    ] as const) {
      table.push([`${lang}: ${what}`, ...tally.figures()])
    }
    claims.push({
      name: `agency names in old ${lang} press, exact span F1`,
      figure: spans.f1,
      target: publishedMentions[lang],
    })
  }
  console.log('News agencies in French and German newspapers, 1840–2000, read by machine (impresso, dev)')
  printTable(['', 'precision', 'recall', 'F1'], table)
  return claims
}

function spanKey({ start, end, name }: { start: number; end: number; name: string }): string {
  return `${start}-${end} ${name}`
}

interface CreditedArticle {
  readonly id: string
  readonly publisher: string
  readonly text: string
  readonly wire: string | null
  readonly credit: string | null
}

async function newPress(): Promise<Claim[]> {
  const folder = dataSet('quotes-polnear')
  if (!folder) return []
  const table: (string | number)[][] = []
  let read = 0
  const hatTips: string[] = []
  for (const split of ['dev', 'train']) {
    const wire = new Tally()
    for (const article of await rowsOf<CreditedArticle>(path.join(folder, `${split}.jsonl`))) {
      const names = readText(article.text).credits.flatMap((credit) => credit.names)
      wire.add(lowerSet(names.filter(isWire)), lowerSet([article.wire]))
      if (!article.credit) continue
      hatTips.push(article.credit)
      if (isRightHatTip(article.credit)) read += 1
    }
    table.push([`${split}: wire of the article`, ...wire.figures()])
  }
  console.log(
    'Wire credits of seven American outlets, 2016 (PolNeAR); the wire is not always printed in the text',
  )
  printTable(['', 'precision', 'recall', 'F1'], table)
  console.log(`Hat tips read right, from the credit line alone: ${read} of ${hatTips.length}\n`)
  return []
}

function isWire(name: string): boolean {
  return ['ap', 'upi', 'reuters', 'afp'].includes(name.toLowerCase())
}

function isRightHatTip(line: string): boolean {
  const outlet = line.replace(/^h\/t:\s*/i, '').replace(/[.\s]+$/, '')
  return findCredits(line).some(({ names }) => names.join() === outlet)
}

function lowerSet(names: readonly (string | null)[]): Set<string> {
  return new Set(names.flatMap((name) => (name ? [name.toLowerCase()] : [])))
}

async function bylines(): Promise<Claim[]> {
  const folder = dataSet('bylines')
  if (!folder) return []
  const cases = await rowsOf<BylineCase>(path.join(folder, 'cases.jsonl'))
  const wrong = cases.filter((one) => !isRightByline(one))
  const right = cases.length - wrong.length
  console.log('Authors from byline strings (the expectations of three other projects’ tests)')
  printTable(['', 'right', 'of'], [['bylines', right, cases.length]])
  for (const { input } of wrong) {
    console.log(
      `  wrong: ${JSON.stringify(input)} gave ${JSON.stringify(readByline(input, { trusted: true })?.authors ?? [])}`,
    )
  }
  console.log()
  return []
}

export default {
  about: 'agency credits and bylines, in old and new press',
  async measure() {
    return [...(await oldPress()), ...(await newPress()), ...(await bylines())]
  },
} satisfies Benchmark

import { type Benchmark, type Claim, dataSet, printTable } from './claims.ts'
import { type GroupScore, scoreFeedparser } from './intake/feedparser.ts'
import { scoreGofeed } from './intake/gofeed.ts'
import { readAll } from './intake/soundness.ts'
import { documentsIn, longFeeds, publishedIn, type Speed, speedOn } from './intake/speed.ts'

const sets = ['feeds-feedparser', 'feeds-gofeed', 'feeds-validator', 'feeds-feedsmith']

export default {
  about: 'reading feeds: right on the cases of feedparser and gofeed, never throwing, megabytes a second',
  async measure() {
    return [...feedparser(), ...gofeed(), ...soundness(), ...speed()]
  },
} satisfies Benchmark

function feedparser(): Claim[] {
  const folder = dataSet('feeds-feedparser')
  if (!folder) return []
  const scores = scoreFeedparser(folder)
  console.log(
    'feedparser: cases whose whole expression holds. Not scored: what is about podcasts, places, chapters',
  )
  console.log('and players, the types of texts, HTTP headers that a feed reader does not see, and Python.\n')
  printTable(
    ['group', 'scored', 'right', 'share', 'not scored'],
    scores.map((score) => [score.group, scored(score), score.held, share([score]), score.unclaimed]),
  )
  const of = (pattern: RegExp) => share(scores.filter(({ group }) => pattern.test(group)))
  const threw = scores.reduce((sum, score) => sum + score.threw, 0)
  return [
    { name: 'feedparser: threw', figure: threw, target: 0, by: 'most' },
    { name: 'feedparser: right', figure: share(scores), target: 0.8 },
    { name: 'feedparser: encoding', figure: of(/^encoding$/), target: 0.95 },
    {
      name: 'feedparser: atom, rss, rdf, base, lang',
      figure: of(/\/(?:atom10|atom|rss|rdf|base|lang)$/),
      target: 0.9,
    },
  ]
}

function scored({ cases, unclaimed }: GroupScore): number {
  return cases - unclaimed
}

function share(scores: readonly GroupScore[]): number {
  const held = scores.reduce((sum, score) => sum + score.held, 0)
  const of = scores.reduce((sum, score) => sum + scored(score), 0)
  return of === 0 ? 0 : held / of
}

function gofeed(): Claim[] {
  const folder = dataSet('feeds-gofeed')
  if (!folder) return []
  const scores = scoreGofeed(folder)
  console.log('gofeed: values of the expected result that are in ours.\n')
  printTable(
    ['group', 'values', 'present', 'not scored'],
    scores.map(({ group, fields, present, unclaimed }) => [group, fields, present, unclaimed]),
  )
  const sum = (of: 'fields' | 'present') => scores.reduce((total, score) => total + score[of], 0)
  return [{ name: 'gofeed: fields right', figure: sum('present') / sum('fields'), target: 0.9 }]
}

function soundness(): Claim[] {
  const read = sets.flatMap((name) => {
    const folder = dataSet(name)
    return folder ? [{ name, ...readAll(folder) }] : []
  })
  console.log('Every file read, whatever it is.\n')
  printTable(
    ['set', 'files', 'feeds', 'lists of feeds', 'unreadable', 'threw'],
    read.map(({ name, files, feeds, lists, unreadable, threw }) => [
      name,
      files,
      feeds,
      lists,
      unreadable,
      threw,
    ]),
  )
  const threw = read.reduce((sum, one) => sum + one.threw, 0)
  return read.length === 0 ? [] : [{ name: 'files that made it throw', figure: threw, target: 0, by: 'most' }]
}

function speed(): Claim[] {
  const folders = sets.flatMap((name) => dataSet(name) ?? [])
  if (folders.length === 0) return []
  const documents = documentsIn(folders)
  const long = speedOn(longFeeds(documents))
  const real = speedOn(longFeeds(publishedIn(folders)))
  const short = speedOn(documents)
  const row = (name: string, { feeds, bytes, ours, feedsmith, feedsmithThrew }: Speed) =>
    [name, feeds, bytes / 1e6, ours, feedsmith, feedsmithThrew] as const
  console.log('Speed from bytes to items, in MB per second of processor time (the middle of 7 runs).\n')
  printTable(
    ['documents', 'number', 'MB', 'Mainsource', 'feedsmith', 'feedsmith threw'],
    [
      row('feeds of real sources, their items repeated to 200 kB', real),
      row('all documents of 4 kB and more, likewise', long),
      row('all documents as they are, 550 bytes each', short),
    ],
  )
  return [{ name: 'feeds of real sources', unit: 'MB/s', figure: real.ours, target: 50 }]
}

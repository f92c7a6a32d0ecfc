import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseFeed as parseWithFeedsmith } from 'feedsmith'
import { parseFeed } from '../../src/intake/feeds/parse.ts'
import { median } from '../claims.ts'

export interface Speed {
  readonly feeds: number
  readonly bytes: number
  /**
   * Megabytes a second of processor time, the middle of several runs: what one core does when nothing else wants it.
   * The time of the garbage collector's own threads counts too.
   */
  readonly ours: number
  /** Of the same documents, but for those it throws on. */
  readonly feedsmith: number
  readonly feedsmithThrew: number
}

const runs = 7
/** Runs that only let the compiler see the code. */
const warmUps = 3
/** What one run reads at least, so that it takes long enough to be timed. */
const bytesPerRun = 6_000_000
const longFeed = 200_000

/** The documents that a real source published; the other long ones are samples that list every element there is. */
const published = [
  'large_atom_feed_that_needs_css_sanitisation.xml',
  'not_in_a_namespace.xml',
  'rss20_with_atom_elements.xml',
  'rss20_spec_sample_noerror.xml',
  'atom_link.xml',
]

export function publishedIn(folders: readonly string[]): Buffer[] {
  return documentsIn(folders, (name) => published.includes(path.basename(name)))
}

/** Every XML document below these folders. */
export function documentsIn(folders: readonly string[], chosen = (_name: string) => true): Buffer[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.xml') && chosen(name))
      .sort()
      .map((name) => readFileSync(path.join(folder, name))),
  )
}

/**
 * The test documents are much shorter than what sources publish. Those of at least 4 kB that hold items become feeds of
 * 200 kB by repeating their items, so each counts alike.
 */
export function longFeeds(documents: readonly Buffer[]): Buffer[] {
  return documents.flatMap((document) => {
    if (document.length < 4000) return []
    const text = document.toString('utf8')
    const found = /<((?:\w+:)?(?:item|entry))[\s>]/.exec(text)
    const end = found ? text.lastIndexOf(`</${found[1]}>`) : -1
    if (!found || end < 0) return []
    const close = end + found[1]!.length + 3
    const items = text.slice(found.index, close)
    const times = Math.max(1, Math.round(longFeed / items.length))
    return [Buffer.from(text.slice(0, found.index) + items.repeat(times) + text.slice(close))]
  })
}

export function speedOn(documents: readonly Buffer[]): Speed {
  const readable = documents.filter((document) => !throws(document))
  const ours: number[] = []
  const theirs: number[] = []
  for (let run = 0; run < warmUps + runs; run++) {
    const our = megabytesPerSecond(documents, (document) =>
      parseFeed(document, { url: 'https://feeds.test/' }),
    )
    const their = megabytesPerSecond(readable, (document) => parseWithFeedsmith(document.toString('utf8')))
    if (run < warmUps) continue
    ours.push(our)
    theirs.push(their)
  }
  return {
    feeds: documents.length,
    bytes: totalOf(documents),
    ours: median(ours),
    feedsmith: median(theirs),
    feedsmithThrew: documents.length - readable.length,
  }
}

function throws(document: Buffer): boolean {
  try {
    parseWithFeedsmith(document.toString('utf8'))
    return false
  } catch {
    return true
  }
}

function megabytesPerSecond(documents: readonly Buffer[], parse: (document: Buffer) => unknown): number {
  const times = Math.ceil(bytesPerRun / totalOf(documents))
  const started = process.cpuUsage()
  for (let time = 0; time < times; time++) for (const document of documents) parse(document)
  const { user, system } = process.cpuUsage(started)
  return (totalOf(documents) * times) / (user + system)
}

function totalOf(documents: readonly Buffer[]): number {
  return documents.reduce((sum, { length }) => sum + length, 0)
}

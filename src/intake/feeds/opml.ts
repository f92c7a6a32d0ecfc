import { generateOpml } from 'feedsmith'
import { resolveWebAddress } from './addresses.ts'
import { decodeBody } from './decode.ts'
import { childAmong, childOf, type Element, inOrder, readElements, textOf } from './elements.ts'
import { oneLine } from './markup.ts'
import { Repairs } from './repairs.ts'

/** A feed as a list of feeds (OPML) names it. */
export interface ListedFeed {
  readonly url: string
  readonly title?: string
  /** The page the feed announces. */
  readonly pageUrl?: string
  /** The folders it lies in, the outermost first. */
  readonly folders: readonly string[]
}

export interface ParsedOpml {
  readonly title?: string
  /** Each address once, in the order of the list. */
  readonly feeds: readonly ListedFeed[]
  readonly repairs: readonly string[]
}

const documents = inOrder('opml', 'outlinedocument')
/** What a list that lost its head begins with. */
const loose = inOrder('body', 'outline')

/** Reads OPML 1.0 and 2.0, broken too. Undefined when there is no outline in it at all. It never throws. */
export function parseOpml(
  body: Uint8Array,
  about: { url?: string; contentType?: string } = {},
): ParsedOpml | undefined {
  const repairs = new Repairs()
  const { text } = decodeBody(body, about.contentType, repairs)
  const root = readElements(text, about.url, repairs)
  const document = childAmong(root, documents) ?? root
  if (document === root && !childAmong(root, loose)) return undefined
  const feeds = new Map<string, ListedFeed>()
  collect(document, [], feeds, repairs)
  const head = childOf(document, 'head')
  const title = oneLine(textOf(head && childOf(head, 'title')) ?? '')
  return { ...(title ? { title } : {}), feeds: [...feeds.values()], repairs: repairs.inWords() }
}

function collect(
  holder: Element,
  folders: readonly string[],
  feeds: Map<string, ListedFeed>,
  repairs: Repairs,
): void {
  for (const child of holder.children) {
    if (typeof child === 'string') continue
    if (child.name !== 'outline') {
      // The body, or what an editor put around the outlines.
      collect(child, folders, feeds, repairs)
      continue
    }
    const { attributes } = child
    const title = oneLine(attributes['title'] || attributes['text'] || '')
    const printed = attributes['xmlurl'] ?? (attributes['type'] === 'rss' ? attributes['url'] : undefined)
    const url = resolveWebAddress(printed, child.base)
    if (printed?.trim() && url === undefined) repairs.add('url')
    if (url !== undefined && !feeds.has(url)) feeds.set(url, listed(url, title, child, folders))
    collect(child, url === undefined && title !== '' ? [...folders, title] : folders, feeds, repairs)
  }
}

function listed(
  url: string,
  title: string,
  { attributes, base }: Element,
  folders: readonly string[],
): ListedFeed {
  const pageUrl = resolveWebAddress(attributes['htmlurl'], base)
  return { url, ...(title ? { title } : {}), ...(pageUrl ? { pageUrl } : {}), folders }
}

interface Outline {
  text: string
  type?: string
  xmlUrl?: string
  htmlUrl?: string
  outlines?: Outline[]
}

/** Writes a list of feeds as OPML 2.0, feeds of one folder together. */
export function writeOpml(title: string, feeds: readonly ListedFeed[]): string {
  const top: Outline[] = []
  for (const feed of feeds) {
    folderIn(top, feed.folders).push({
      text: feed.title ?? feed.url,
      type: 'rss',
      xmlUrl: feed.url,
      ...(feed.pageUrl ? { htmlUrl: feed.pageUrl } : {}),
    })
  }
  return String(generateOpml({ head: { title }, body: { outlines: top } }))
}

function folderIn(outlines: Outline[], path: readonly string[]): Outline[] {
  const [first, ...rest] = path
  if (first === undefined) return outlines
  let folder = outlines.find(({ text, xmlUrl }) => text === first && xmlUrl === undefined)
  if (!folder) outlines.push((folder = { text: first, outlines: [] }))
  return folderIn((folder.outlines ??= []), rest)
}

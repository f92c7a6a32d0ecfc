import type { Moment } from '../../domain/moment.ts'
import { resolveWebAddress } from './addresses.ts'
import { readDate } from './dates.ts'
import {
  childAmong,
  childOf,
  childrenAmong,
  childrenOf,
  type Element,
  inOrder,
  type Names,
  textOf,
} from './elements.ts'
import type {
  Category,
  Enclosure,
  FeedFormat,
  FeedHead,
  FeedItem,
  FeedLink,
  FeedRhythm,
  ItemSource,
  Markup,
  ParsedFeed,
  Person,
} from './feed.ts'
import { keyOf } from './keys.ts'
import { oneLine } from './markup.ts'
import { distinctPeople, personOf } from './people.ts'
import type { Repairs } from './repairs.ts'
import { markupOf, titleOf, type Unmarked } from './texts.ts'

/** The document's feed and how its texts are meant. */
interface Shape {
  readonly format: FeedFormat
  readonly version: string | undefined
  readonly document: Element
  readonly channel: Element
  readonly items: readonly Element[]
  readonly unmarked: Unmarked
}

/** Reads RSS, RDF, Atom and CDF with one mapping: real feeds mix their words. Undefined when the root is none of them. */
export function readXmlFeed(
  root: Element,
  encoding: string,
  repairs: Repairs,
): Omit<ParsedFeed, 'repairs'> | undefined {
  const shape = shapeOf(root)
  if (!shape) return undefined
  const { channel, unmarked } = shape
  const head = readHead(channel, unmarked, repairs)
  const image = head.image ?? imageBeside(channel, root)
  return {
    kind: 'feed',
    format: shape.format,
    version: shape.version,
    encoding,
    ...head,
    image,
    hubs: [...new Set(head.links.filter(({ rel }) => rel === 'hub').map(({ url }) => url))],
    movedTo: movedTo(shape.document, channel),
    rhythm: rhythmOf(channel),
    items: shape.items.map((item) => readItem(item, head.lang, unmarked, repairs)),
    sitemaps: [],
  }
}

/** What a channel says of itself, or an item of the feed it was taken from. */
function readHead(channel: Element, unmarked: Unmarked, repairs: Repairs): FeedHead {
  const links = linksOf(channel)
  return {
    id: idOf(channel),
    title: title(channel, unmarked, repairs),
    titleLang: titleElement(channel)?.lang,
    link: linkOf(links),
    self: links.find(({ rel }) => rel === 'self')?.url,
    links,
    lang: channelLang(channel),
    description: firstMarkup(channel, descriptions, unmarked, repairs),
    rights: firstMarkup(channel, rights, unmarked, repairs),
    image: imageOf(channel),
    generator: textOf(childAmong(channel, generators)),
    authors: peopleIn(channel, authors),
    contributors: peopleIn(channel, contributors),
    publisher: peopleIn(channel, publishers)[0],
    categories: categoriesOf(channel),
    published: dateOf(channel, channelPublished, repairs),
    updated: dateOf(channel, channelUpdated, repairs) ?? dateAttribute(channel),
  }
}

function idOf(element: Element): string | undefined {
  const about = element.attributes['rdf:about']?.trim()
  return textOf(childAmong(element, ids)) ?? (about || undefined)
}

const authors = inOrder('author', 'managingeditor', 'dc:creator', 'dc:author', 'atom:author', 'itunes:author')
const publishers = inOrder('webmaster', 'dc:publisher', 'itunes:owner')
const expiryNames = inOrder('expirationdate', 'dcterms:valid')
const summaryAlone = inOrder('summary')
const contributors = inOrder('contributor', 'dc:contributor', 'atom:contributor')
const channelPublished = inOrder(
  'pubdate',
  'published',
  'issued',
  'created',
  'dcterms:issued',
  'dcterms:created',
)
const generators = inOrder('generator', 'atom:generator')
const ids = inOrder('guid', 'id', 'atom:id', 'dc:identifier')
const commentPages = inOrder('comments', 'wfw:comment')
const newLocations = inOrder('newlocation', 'itunes:new-feed-url')
const languages = inOrder('language', 'dc:language')
const sources = inOrder('source', 'atom:source')
const pictures = inOrder('media:thumbnail', 'media:content')
const logos = inOrder('logo', 'icon', 'atom:logo', 'atom:icon')
const descriptions = inOrder(
  'description',
  'subtitle',
  'tagline',
  'abstract',
  'atom:subtitle',
  'dc:description',
  'itunes:subtitle',
  'info',
  'feedburner:browserfriendly',
  'itunes:summary',
)
const rights = inOrder('rights', 'copyright', 'dc:rights', 'atom:rights')
const channelUpdated = inOrder(
  'lastbuilddate',
  'updated',
  'modified',
  'atom:updated',
  'dc:date',
  'dcterms:modified',
)

function shapeOf(root: Element): Shape | undefined {
  for (const node of elementsAtTop(root)) {
    const shape = shapeFrom(node)
    if (shape) return shape
  }
  return undefined
}

/** The document element, and where something stands around it, what stands within. */
function elementsAtTop(root: Element): Element[] {
  const top = root.children.filter((child) => typeof child !== 'string')
  const within = top.flatMap(({ children }) => children.filter((child) => typeof child !== 'string'))
  return [...top, ...within].slice(0, 1000)
}

function shapeFrom(node: Element): Shape | undefined {
  const local = node.name.slice(node.name.indexOf(':') + 1)
  if (local === 'feed') return { ...atomShape(node), document: node, channel: node, items: itemsOf(node) }
  if (local === 'entry')
    return { ...atomShape(node), document: node, channel: emptyChannel(node), items: [node] }
  if (local === 'rdf') return rdfShape(node)
  if (local === 'rss') return rssShape(node)
  if (local !== 'channel') return undefined
  const isCdf = Object.keys(node.attributes).some((name) => /^(?:href|base|lastmod|self)$/.test(name))
  if (isCdf || childOf(node, 'abstract') || childOf(node, 'item')) return cdfShape(node)
  return {
    format: 'rss',
    version: undefined,
    document: node,
    channel: node,
    items: itemsOf(node),
    unmarked: 'html',
  }
}

function atomShape(node: Element): Pick<Shape, 'format' | 'version' | 'unmarked'> {
  const version = node.attributes['version'] ?? (isOldAtom(node) ? '0.3' : '1.0')
  return { format: 'atom', version, unmarked: 'text' }
}

function isOldAtom(node: Element): boolean {
  return Object.entries(node.attributes).some(
    ([name, value]) => name.startsWith('xmlns') && /purl\.org\/atom/.test(value),
  )
}

function emptyChannel(node: Element): Element {
  return { name: 'feed', attributes: Object.create(null), children: [], lang: node.lang, base: node.base }
}

function rdfShape(node: Element): Shape {
  const channel = childOf(node, 'channel') ?? emptyChannel(node)
  const version = Object.values(node.attributes).some((value) => value.includes('netscape.com'))
    ? '0.9'
    : '1.0'
  return {
    format: 'rdf',
    document: node,
    version,
    channel,
    items: [...itemsOf(node), ...itemsOf(channel)],
    unmarked: 'html',
  }
}

function rssShape(node: Element): Shape {
  const channel = childOf(node, 'channel') ?? node
  const outside = channel === node ? [] : itemsOf(node)
  const further = childrenOf(node, 'channel').slice(1).flatMap(itemsOf)
  const version = node.attributes['version']
  return {
    format: 'rss',
    version,
    document: node,
    channel,
    items: [...itemsOf(channel), ...further, ...outside],
    unmarked: 'html',
  }
}

function cdfShape(node: Element): Shape {
  return {
    format: 'cdf',
    version: undefined,
    document: node,
    channel: node,
    items: itemsOf(node),
    unmarked: 'html',
  }
}

function itemsOf(node: Element): Element[] {
  const direct = node.children.filter(
    (child): child is Element =>
      typeof child !== 'string' && (child.name === 'item' || child.name === 'entry'),
  )
  // RSS 1.1 and some misreadings of RSS 1.0 put the items inside <items>.
  const held = childrenOf(node, 'items').flatMap((items) => childrenOf(items, 'item'))
  return held.length > 0 ? [...direct, ...held] : direct
}

const contents = inOrder(
  'content:encoded',
  'content',
  'xhtml:body',
  'body',
  'fullitem',
  'xhtml:div',
  'atom:content',
  'prodlink',
)
const summaries = inOrder(
  'description',
  'summary',
  'abstract',
  'atom:summary',
  'dc:description',
  'media:description',
)
const publishedNames = inOrder(
  'pubdate',
  'published',
  'issued',
  'dcterms:issued',
  'dcterms:available',
  'atom:published',
  'dc:date',
  'created',
  'dcterms:created',
  'prism:publicationdate',
  'prism:publicationtime',
  'atom:issued',
  'date',
)
const updatedNames = inOrder(
  'updated',
  'modified',
  'dcterms:modified',
  'atom:updated',
  'dc:modified',
  'lastbuilddate',
)

function readItem(
  item: Element,
  feedLang: string | undefined,
  unmarked: Unmarked,
  repairs: Repairs,
): FeedItem {
  const links = linksOf(item)
  const guid = idOf(item)
  const url = itemUrl(item, links, guid)
  const heading = title(item, unmarked, repairs)
  const [summary, content] = textsOf(item, unmarked, repairs)
  const published = dateOf(item, publishedNames, repairs)
  const updated = dateOf(item, updatedNames, repairs) ?? dateAttribute(item)
  if (!guid) repairs.add('id')
  if (!published && !updated) repairs.add('undated')
  return {
    key: keyOf({ guid, url, title: heading, text: content?.html ?? summary?.html }),
    guid,
    url,
    title: heading,
    titleLang: titleElement(item)?.lang,
    authors: peopleIn(item, authors),
    contributors: peopleIn(item, contributors),
    publisher: peopleIn(item, publishers)[0],
    published,
    updated,
    expires: dateOf(item, expiryNames, repairs),
    summary,
    content,
    rights: firstMarkup(item, rights, unmarked, repairs),
    lang: itemLang(item, feedLang, content, summary),
    categories: categoriesOf(item),
    enclosures: enclosuresOf(item, links),
    links,
    commentsUrl: resolveWebAddress(textOf(childAmong(item, commentPages)), item.base),
    source: sourceOf(item, unmarked, repairs),
  }
}

/** Summary and content. Of two texts that both could be the content, the longer one is. */
function textsOf(
  item: Element,
  unmarked: Unmarked,
  repairs: Repairs,
): [Markup | undefined, Markup | undefined] {
  const content = firstMarkup(item, contents, unmarked, repairs)
  const summary = firstMarkup(item, summaries, unmarked, repairs)
  if (content || !summary) return [summary, content]
  const other = childOf(item, 'description') && firstMarkup(item, summaryAlone, unmarked, repairs)
  if (!other || other.html === summary.html) return [summary, undefined]
  return other.html.length > summary.html.length ? [summary, other] : [other, summary]
}

function firstMarkup(
  element: Element,
  names: Names,
  unmarked: Unmarked,
  repairs: Repairs,
): Markup | undefined {
  for (const child of childrenAmong(element, names)) {
    const markup = markupOf(child, child.name.startsWith('atom:') ? 'text' : unmarked, repairs)
    if (markup) return markup
  }
  return undefined
}

const titles = inOrder('title', 'atom:title', 'dc:title', 'media:title', 'itunes:title')

function titleElement(element: Element): Element | undefined {
  return childAmong(element, titles)
}

function title(element: Element, unmarked: Unmarked, repairs: Repairs): string | undefined {
  for (const child of childrenAmong(element, titles)) {
    const found = titleOf(child, unmarked, repairs)
    if (found) return found
  }
  return undefined
}

function itemUrl(item: Element, links: readonly FeedLink[], guid: string | undefined): string | undefined {
  const link = linkOf(links)
  if (link !== undefined) return link
  const guidElement = childOf(item, 'guid')
  const isPermalink = guidElement?.attributes['ispermalink']?.trim().toLowerCase() !== 'false'
  if (guidElement && isPermalink) return resolveWebAddress(textOf(guidElement), guidElement.base)
  const about = item.attributes['rdf:about'] ?? guid
  return about && /^https?:/i.test(about) ? resolveWebAddress(about, item.base) : undefined
}

/** The page an element stands for: its alternate link, of several the one that is HTML. */
function linkOf(links: readonly FeedLink[]): string | undefined {
  const alternates = links.filter(({ rel }) => rel === 'alternate')
  const page = alternates.find(({ type }) => type === undefined || /html/.test(type)) ?? alternates[0]
  return page?.url
}

function linksOf(element: Element): FeedLink[] {
  const links: FeedLink[] = []
  // CDF has the address on the channel and the item themselves.
  const own = resolveWebAddress(element.attributes['href'], element.base)
  if (own !== undefined) links.push({ url: own, rel: 'alternate' })
  for (const child of element.children) {
    if (typeof child === 'string' || !linkNames.has(child.name)) continue
    const { attributes } = child
    const printed = attributes['href'] ?? attributes['rdf:resource'] ?? textOf(child)
    const url = printed?.trim() === '' ? child.base : resolveWebAddress(printed, child.base)
    if (url === undefined) continue
    links.push({
      url,
      rel: relOf(attributes['rel']),
      type: attributes['type']?.trim() || undefined,
      title: attributes['title'],
      lang: attributes['hreflang'],
      length: wholeNumber(attributes['length']),
    })
  }
  return links
}

const linkNames = new Set(['link', 'atom:link', 'atom10:link', 'xhtml:link'])

function relOf(printed: string | undefined): string {
  const rel = printed?.trim().toLowerCase() || 'alternate'
  return rel.replace('http://www.iana.org/assignments/relation/', '')
}

function movedTo(document: Element, channel: Element): string | undefined {
  const redirect =
    childAmong(channel, newLocations) ?? childOf(childOf(document, 'redirect') ?? document, 'newlocation')
  return redirect && resolveWebAddress(textOf(redirect), redirect.base)
}

/** What the channel says in so many words goes before what a template left in an attribute. */
function channelLang(channel: Element): string | undefined {
  return languageOf(channel) ?? channel.lang
}

function languageOf(element: Element): string | undefined {
  return textOf(childAmong(element, languages))
}

function itemLang(
  item: Element,
  feedLang: string | undefined,
  content: Markup | undefined,
  summary: Markup | undefined,
): string | undefined {
  return (
    languageOf(item) ?? content?.lang ?? summary?.lang ?? titleElement(item)?.lang ?? item.lang ?? feedLang
  )
}

function peopleIn(element: Element, names: Names): Person[] {
  return distinctPeople(childrenAmong(element, names).map(personOf))
}

function categoriesOf(element: Element): Category[] {
  const categories: Category[] = []
  for (const child of element.children) {
    if (typeof child === 'string') continue
    if (keywordNames.has(child.name)) categories.push(...keywordsOf(child))
    if (!categoryNames.has(child.name)) continue
    const { attributes } = child
    const term = oneLine(
      attributes['term'] ||
        attributes['text'] ||
        (ownText(child) ?? textOf(child) ?? attributes['label'] ?? ''),
    )
    if (term === '') continue
    categories.push({
      term,
      scheme: attributes['domain'] ?? attributes['scheme'],
      label: attributes['label'],
    })
  }
  return categories
}

function keywordsOf(element: Element): Category[] {
  const terms = (textOf(element) ?? '').split(/[,;]/).map(oneLine).filter(Boolean)
  return terms.map((term) => ({ term }))
}

const keywordNames = new Set(['tags', 'keywords', 'media:keywords', 'itunes:keywords'])
const categoryNames = new Set([
  'category',
  'dc:subject',
  'atom:category',
  'itunes:category',
  'media:category',
])

function enclosuresOf(item: Element, links: readonly FeedLink[]): Enclosure[] {
  const enclosures = new Map<string, Enclosure>()
  for (const { rel, url, type, length } of links) {
    if (rel === 'enclosure') enclosures.set(url, { url, type, length })
  }
  for (const element of attachedTo(item)) {
    const { attributes } = element
    const url = resolveWebAddress(attributes['url'] ?? attributes['href'], element.base)
    if (url === undefined || enclosures.has(url)) continue
    const medium = attributes['medium'] ?? (element.name === 'media:thumbnail' ? 'image' : undefined)
    const type = attributes['type'] ?? (medium && `${medium}/*`)
    enclosures.set(url, { url, type, length: wholeNumber(attributes['length'] ?? attributes['filesize']) })
  }
  return [...enclosures.values()]
}

const attachmentNames = new Set(['enclosure', 'media:content', 'media:thumbnail'])

function attachedTo(item: Element): Element[] {
  const attached: Element[] = []
  for (const child of item.children) {
    if (typeof child === 'string') continue
    if (attachmentNames.has(child.name)) attached.push(child)
    else if (child.name === 'media:group') attached.push(...attachedTo(child).slice(0, mostAttached))
  }
  return attached
}

/** Of one group; a group holds one file in several forms. */
const mostAttached = 100

function sourceOf(item: Element, unmarked: Unmarked, repairs: Repairs): ItemSource | undefined {
  const source = childAmong(item, sources)
  if (source) return readSource(source, unmarked, repairs)
  const named = textOf(childOf(item, 'dc:source'))
  if (named === undefined) return undefined
  const url = resolveWebAddress(named, undefined)
  const told = url === undefined ? { title: oneLine(named) } : { link: url }
  return { ...told, links: [], authors: [], contributors: [], categories: [] }
}

function readSource(source: Element, unmarked: Unmarked, repairs: Repairs): ItemSource {
  const head = readHead(source, unmarked, repairs)
  const address = resolveWebAddress(source.attributes['url'] ?? source.attributes['href'], source.base)
  return {
    ...head,
    title: head.title ?? ownText(source),
    self: head.self ?? address,
  }
}

function ownText(element: Element): string | undefined {
  return oneLine(element.children.filter((child) => typeof child === 'string').join('')) || undefined
}

function dateOf(element: Element, names: Names, repairs: Repairs): Moment | undefined {
  for (const child of childrenAmong(element, names)) {
    const printed = textOf(child)
    const date = readDate(printed)
    if (date) return date
    if (printed !== undefined) repairs.add('date')
  }
  return undefined
}

function dateAttribute(element: Element): Moment | undefined {
  return readDate(element.attributes['lastmod'])
}

function imageOf(channel: Element): string | undefined {
  const image = childOf(channel, 'image')
  const printed =
    textOf(image && childOf(image, 'url')) ??
    childOf(channel, 'itunes:image')?.attributes['href'] ??
    childAmong(channel, pictures)?.attributes['url'] ??
    textOf(childAmong(channel, logos))
  return resolveWebAddress(printed, channel.base)
}

/** RSS 1.0 has the channel's image beside the channel. */
function imageBeside(channel: Element, root: Element): string | undefined {
  const image = childOf(childOf(root, 'rdf:rdf') ?? root, 'image')
  return resolveWebAddress(textOf(image && childOf(image, 'url')), channel.base)
}

const minutesOf: Record<string, number> = {
  hourly: 60,
  daily: 1440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
}

function rhythmOf(channel: Element): FeedRhythm {
  const period = minutesOf[textOf(childOf(channel, 'sy:updateperiod'))?.toLowerCase() ?? '']
  const frequency = wholeNumber(textOf(childOf(channel, 'sy:updatefrequency'))) || 1
  const hours = textsIn(channel, 'skiphours', 'hour').map(Number)
  const days = textsIn(channel, 'skipdays', 'day')
  return {
    ttlMinutes: wholeNumber(textOf(childOf(channel, 'ttl'))),
    periodMinutes: period && period / frequency,
    ...(hours.length > 0
      ? { skipHours: hours.filter((hour) => hour >= 0 && hour <= 24).map((hour) => hour % 24) }
      : {}),
    ...(days.length > 0 ? { skipDays: days } : {}),
  }
}

function textsIn(channel: Element, holder: string, name: string): string[] {
  const held = childOf(channel, holder)
  if (!held) return []
  return childrenOf(held, name).flatMap((child) => textOf(child) ?? [])
}

function wholeNumber(printed: string | undefined): number | undefined {
  const number = Number.parseInt(printed ?? '', 10)
  return number >= 0 && number < 1e15 ? number : undefined
}

import type { BlockKind, BlockLink } from './extractedPage.ts'
import { InlineText } from './inlineText.ts'
import { type Element, isBlock } from './tree.ts'

/** An element that holds blocks, and what is known of the text in it, its inner zones included. */
export interface Zone {
  readonly element: Element
  readonly parent: Zone | undefined
  /** Size of the running text in it. */
  prose: number
  /** Headings that are links. */
  linkedHeadings: number
  /** How much its running text speaks for it as the article, that of inner zones counted less. */
  score: number
  /** Size of its longer paragraphs. */
  good: number
  /** Said by tag, role or class not to be the article. */
  aside: boolean
  /** An aside that holds neither the article nor notes about it: navigation, sharing, other articles, readers' talk. */
  junk: boolean
}

/** A stretch of text with the zone it stands in. */
export interface PageBlock {
  readonly text: string
  readonly kind: BlockKind
  readonly level?: number
  readonly links: readonly BlockLink[]
  /** Share of the text that is in links, 0 to 1. */
  readonly linkShare: number
  /** Code units, a Chinese, Japanese or Korean letter counted as much as two and a half Latin ones. */
  readonly size: number
  readonly zone: Zone
  readonly inParagraph: boolean
}

export interface PageText {
  readonly blocks: readonly PageBlock[]
  readonly zones: readonly Zone[]
}

const unread = new Set(
  'script style noscript template svg math iframe object audio video canvas select option button textarea head title map datalist'.split(
    ' ',
  ),
)

/** All the text of a tree in reading order, cut where a block element starts or ends. */
export function readBlocks(root: Element, base: string | undefined): PageText {
  const reader = new BlockReader(base)
  reader.read(root)
  return { blocks: reader.blocks, zones: reader.zones }
}

class BlockReader {
  readonly blocks: PageBlock[] = []
  readonly zones: Zone[] = []
  private readonly base: string | undefined
  private zone!: Zone
  private line = new InlineText()
  private linkStart = -1
  private linkUrl = ''

  constructor(base: string | undefined) {
    this.base = base
  }

  read(root: Element): void {
    this.enter(root)
    this.flush()
  }

  private enter(element: Element): void {
    const { tag } = element
    if (unread.has(tag) || isHidden(element)) return
    if (tag === 'br') this.breakLine()
    else if (tag === 'a') this.enterLink(element)
    else if (tag === '#page' || isBlock(tag)) this.enterZone(element)
    else this.enterChildren(element)
  }

  private enterChildren(element: Element): void {
    let before: Element | string | undefined
    for (const child of element.children) {
      if (typeof child === 'string') this.line.append(child)
      else {
        if (child.tag === 'span' && typeof before === 'object' && before.tag === 'span') this.partSpans(child)
        this.enter(child)
      }
      before = child
    }
  }

  private partSpans(span: Element): void {
    const next = span.children[0]
    if (typeof next === 'string') this.line.partBefore(next)
  }

  private enterZone(element: Element): void {
    this.flush()
    const outer = this.zone as Zone | undefined
    this.zone = {
      element,
      parent: outer,
      prose: 0,
      score: 0,
      good: 0,
      linkedHeadings: 0,
      aside: false,
      junk: false,
    }
    this.zones.push(this.zone)
    this.enterChildren(element)
    this.flush()
    if (outer) this.zone = outer
  }

  private enterLink(element: Element): void {
    const url = this.linkUrl
    this.openLink(element.attributes['href'] ?? '')
    this.enterChildren(element)
    this.closeLink()
    if (url) this.openLink(url)
  }

  private openLink(href: string): void {
    this.linkUrl = href
    this.linkStart = this.line.length
  }

  private closeLink(): void {
    if (this.linkStart < 0) return
    this.addLink()
    this.linkStart = -1
    this.linkUrl = ''
  }

  private addLink(): void {
    this.line.addLink(this.linkStart, resolve(this.linkUrl, this.base))
  }

  /** Two line breaks in a row end a block, as old pages part their paragraphs. */
  private breakLine(): void {
    if (!this.line.breakLine()) this.flush()
  }

  private flush(): void {
    const carried = this.linkStart >= 0
    if (carried) this.addLink()
    if (this.line.length > 0) {
      this.add(this.line)
      this.line = new InlineText()
    }
    this.linkStart = carried ? 0 : -1
  }

  private add(line: InlineText): void {
    const { text, links } = line.finish()
    if (text === '') return
    const { kind, level, inParagraph } = kindOf(this.zone)
    const linkShare = Math.min(1, line.linked / text.length)
    this.blocks.push({
      text,
      kind,
      level,
      links,
      linkShare,
      size: sizeOf(text),
      zone: this.zone,
      inParagraph,
    })
  }
}

const dense = /[\u3040-\u9fff\uac00-\ud7af]/g

function sizeOf(text: string): number {
  return text.length + 1.5 * (text.match(dense)?.length ?? 0)
}

function kindOf(zone: Zone): { kind: BlockKind; level?: number; inParagraph: boolean } {
  let inParagraph = false
  for (let at: Zone | undefined = zone; at; at = at.parent) {
    const { tag } = at.element
    if (tag === 'p') inParagraph = true
    if (/^h[1-6]$/.test(tag) && !inParagraph) return { kind: 'heading', level: Number(tag[1]), inParagraph }
    if (tag === 'li' || tag === 'dt' || tag === 'dd')
      return { kind: 'list', level: listDepth(at), inParagraph }
    if (tag === 'blockquote') return { kind: 'quote', inParagraph }
    if (tag === 'figcaption' || tag === 'figure' || tag === 'caption') return { kind: 'caption', inParagraph }
    if (tag === 'pre') return { kind: 'code', inParagraph }
    if ((tag === 'td' || tag === 'th') && !inParagraph) return { kind: 'table', inParagraph }
    if (tag === 'article' || tag === 'section' || tag === 'main') break
  }
  return { kind: 'paragraph', inParagraph }
}

function listDepth(zone: Zone): number {
  let depth = 0
  for (let at: Zone | undefined = zone; at; at = at.parent) {
    if (at.element.tag === 'ul' || at.element.tag === 'ol' || at.element.tag === 'dl') depth++
  }
  return Math.max(1, depth)
}

function isHidden({ attributes, tag }: Element): boolean {
  if ('hidden' in attributes && tag !== 'body') return true
  const style = attributes['style']
  return style !== undefined && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style)
}

/** An address as an absolute http(s) one; undefined for the rest (`javascript:`, `#here`, `mailto:`). */
export function resolve(href: string, base: string | undefined): string | undefined {
  const trimmed = href.trim()
  if (trimmed === '' || trimmed.startsWith('#') || trimmed.length > 2000) return undefined
  const url = URL.parse(trimmed, base)
  if (url) return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined
  return base === undefined && !/^[a-z][a-z\d+.-]*:/i.test(trimmed) ? trimmed : undefined
}

import { Tokenizer } from 'htmlparser2'

/** An element of a page, with the few attributes reading asks for. */
export interface Element {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly parent: Element | undefined
  readonly depth: number
  readonly children: (Element | string)[]
}

export interface Tree {
  readonly root: Element
  readonly repairs: readonly string[]
}

/** Deeper elements are read as if they stood at this depth: a hostile page costs no more than a plain one. */
const deepest = 256
/** A page is read this far and no further; the longest of 2,000 real news pages has 3.4 million code units. */
const longest = 20_000_000

const voids = new Set(
  'area base basefont br col command embed frame hr img input keygen link meta param source track wbr'.split(
    ' ',
  ),
)
const blocks = new Set(
  'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav noscript ol p pre search section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
const scopes = new Set(['td', 'th', 'table', 'caption', 'html', 'body', 'template', 'object'])
const kept = new Set(
  'id class itemprop itemscope itemtype rel href content name property charset http-equiv datetime lang xml:lang dir title role hidden style aria-hidden aria-label src alt type pubdate value data-author data-testid data-component data-date data-datetime data-published data-timestamp'.split(
    ' ',
  ),
)
const paragraphEnders = new Set(
  'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section summary table ul'.split(
    ' ',
  ),
)
const impliedEnds: Readonly<Record<string, readonly string[]>> = {
  li: ['li'],
  dd: ['dd', 'dt'],
  dt: ['dd', 'dt'],
  tr: ['tr', 'td', 'th'],
  td: ['td', 'th'],
  th: ['td', 'th'],
  tbody: ['tbody', 'thead', 'tfoot', 'tr', 'td', 'th'],
  tfoot: ['tbody', 'thead', 'tr', 'td', 'th'],
  option: ['option'],
  body: ['head'],
}
const listScopes = new Set([
  'ul',
  'ol',
  'dl',
  'menu',
  'table',
  'td',
  'th',
  'body',
  'html',
  'section',
  'article',
])
const tableScope = new Set(['table'])
const tableParts = new Set(['tr', 'td', 'th', 'tbody', 'thead', 'tfoot', 'caption'])
const nothing: ReadonlySet<string> = new Set()

/** Whether an element starts a stretch of text of its own. */
export function isBlock(tag: string): boolean {
  return blocks.has(tag)
}

/** Builds a page's tree in one pass, in linear time and bounded depth, whatever the markup. */
export function parsePage(html: string): Tree {
  const builder = new Builder(html.length > longest ? html.slice(0, longest) : html)
  builder.build()
  if (html.length > longest) builder.repairs.push(`only the first ${longest} characters were read`)
  return { root: builder.root, repairs: builder.repairs }
}

class Builder {
  readonly root: Element = { tag: '#page', attributes: {}, parent: undefined, depth: 0, children: [] }
  readonly repairs: string[] = []
  private readonly html: string
  private current: Element = this.root
  private tag = ''
  private attributes: Record<string, string> = {}
  private attribute = ''
  private value = ''
  private buffered = ''
  private flattened = 0

  constructor(html: string) {
    this.html = html
  }

  build(): void {
    const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, this)
    tokenizer.write(this.html)
    tokenizer.end()
    this.flush()
    if (this.flattened > 0) this.repairs.push(`${this.flattened} elements were nested deeper than ${deepest}`)
  }

  ontext(start: number, end: number): void {
    this.buffered += this.html.slice(start, end)
  }
  ontextentity(codePoint: number): void {
    this.buffered += String.fromCodePoint(codePoint)
  }
  onopentagname(start: number, end: number): void {
    this.flush()
    this.tag = this.html.slice(start, end).toLowerCase()
    this.attributes = {}
  }
  onattribname(start: number, end: number): void {
    this.attribute = this.html.slice(start, end).toLowerCase()
    this.value = ''
  }
  onattribdata(start: number, end: number): void {
    this.value += this.html.slice(start, end)
  }
  onattribentity(codePoint: number): void {
    this.value += String.fromCodePoint(codePoint)
  }
  onattribend(): void {
    if (kept.has(this.attribute) && !(this.attribute in this.attributes))
      this.attributes[this.attribute] = this.value
  }
  onopentagend(): void {
    this.open(voids.has(this.tag))
  }
  onselfclosingtag(): void {
    // In HTML the slash means nothing, but for foreign elements, which hold no text of the page.
    this.open(voids.has(this.tag) || !blocks.has(this.tag))
  }
  onclosetag(start: number, end: number): void {
    this.flush()
    const tag = this.html.slice(start, end).trim().toLowerCase()
    if (tag === 'br') this.append({ tag: 'br', attributes: {}, parent: this.current, depth: 0, children: [] })
    else this.close(tag)
  }
  oncdata(start: number, end: number): void {
    this.buffered += this.html.slice(start, end)
  }
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  private flush(): void {
    if (this.buffered === '') return
    this.current.children.push(this.buffered)
    this.buffered = ''
  }

  private append(element: Element): void {
    this.current.children.push(element)
  }

  private open(empty: boolean): void {
    const { tag } = this
    if (paragraphEnders.has(tag)) this.endOpen(['p'], scopes)
    if (tag === 'a') this.endOpen(['a'], blocks)
    const implied = impliedEnds[tag]
    if (implied) this.endOpen(implied, tag === 'li' || tag === 'dd' || tag === 'dt' ? listScopes : tableScope)
    const element: Element = {
      tag,
      attributes: this.attributes,
      parent: this.current,
      depth: this.current.depth + 1,
      children: [],
    }
    this.append(element)
    if (empty) return
    if (element.depth <= deepest) this.current = element
    else this.flattened++
  }

  /** Closes the nearest open element of one of the names, unless one of the scopes stands between. */
  private endOpen(tags: readonly string[], scope: ReadonlySet<string>): void {
    for (;;) {
      let at: Element | undefined = this.current
      while (at && !tags.includes(at.tag)) {
        if (scope.has(at.tag)) return
        at = at.parent
      }
      if (!at?.parent) return
      this.current = at.parent
      if (tags.length === 1) return
    }
  }

  /** An end tag closes its element unless it would have to close a stronger one; `body` stays open for what follows it. */
  private close(tag: string): void {
    if (tag === 'body' || tag === 'html') return
    const barrier = barrierOf(tag)
    for (let at: Element | undefined = this.current; at?.parent; at = at.parent) {
      if (at.tag === tag) {
        this.current = at.parent
        return
      }
      if (barrier.has(at.tag)) return
    }
  }
}

function barrierOf(tag: string): ReadonlySet<string> {
  if (tag === 'table') return nothing
  if (tableParts.has(tag)) return tableScope
  return blocks.has(tag) ? scopes : blocks
}

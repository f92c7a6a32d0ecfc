import { Tokenizer } from 'htmlparser2'
import library from 'sanitize-html'

/** Deeper markup than this no page means; the library's parser takes time quadratic to the depth. */
const maxDepth = 250
const maxLength = 2_000_000

const blocks = [
  ...[
    'address',
    'article',
    'aside',
    'blockquote',
    'center',
    'dd',
    'details',
    'div',
    'dl',
    'dt',
    'figcaption',
  ],
  ...[
    'figure',
    'footer',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'header',
    'hr',
    'li',
    'main',
    'nav',
    'ol',
    'p',
    'pre',
  ],
  ...[
    'section',
    'summary',
    'ul',
    'caption',
    'col',
    'colgroup',
    'table',
    'tbody',
    'td',
    'tfoot',
    'th',
    'thead',
    'tr',
  ],
]
const inlines = [
  ...[
    'a',
    'abbr',
    'acronym',
    'b',
    'bdi',
    'bdo',
    'big',
    'br',
    'cite',
    'code',
    'data',
    'del',
    'dfn',
    'em',
    'font',
  ],
  ...[
    'i',
    'img',
    'ins',
    'kbd',
    'mark',
    'q',
    'rp',
    'rt',
    'ruby',
    's',
    'samp',
    'small',
    'span',
    'strike',
    'strong',
  ],
  ...['sub', 'sup', 'time', 'tt', 'u', 'var', 'wbr'],
]

const options: library.IOptions = {
  allowedTags: [...blocks, ...inlines],
  allowedAttributes: {
    '*': ['dir', 'lang', 'title'],
    a: ['href', 'rel'],
    img: ['src', 'alt', 'width', 'height', 'loading', 'referrerpolicy'],
    blockquote: ['cite'],
    q: ['cite'],
    del: ['cite', 'datetime'],
    ins: ['cite', 'datetime'],
    time: ['datetime'],
    data: ['value'],
    ol: ['start', 'reversed', 'type'],
    li: ['value'],
    td: ['colspan', 'rowspan', 'headers'],
    th: ['colspan', 'rowspan', 'headers', 'scope', 'abbr'],
    col: ['span'],
    colgroup: ['span'],
    details: ['open'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['http', 'https'] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'template', 'title', 'svg', 'math'],
  nestingLimit: maxDepth,
  transformTags: {
    a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, rel: 'nofollow noopener noreferrer ugc' } }),
    img: (tagName, attribs) => ({
      tagName,
      attribs: { ...attribs, loading: 'lazy', referrerpolicy: 'no-referrer' },
    }),
  },
}

/**
 * HTML from outside as it may be shown on a page of ours: text, structure, links and pictures, and nothing that runs,
 * styles, frames or asks. Links lose their influence and their referrer. HTML beyond all measure (two million
 * characters, 250 tags deep) comes back as its plain text.
 */
export function sanitizeHtml(html: string): string {
  if (html.indexOf('<') < 0 && html.indexOf('&') < 0) return html.replaceAll('>', '&gt;')
  const bounded = html.length > maxLength ? html.slice(0, maxLength) : html
  return isTooDeep(bounded) ? textAlone(bounded) : library(bounded, options)
}

const unclosed = new Set([
  ...[
    'area',
    'base',
    'br',
    'col',
    'embed',
    'hr',
    'img',
    'input',
    'link',
    'meta',
    'param',
    'source',
    'track',
    'wbr',
  ],
])

/** Counts what is opened against what is closed; a document that never closes anything is deep. */
function isTooDeep(html: string): boolean {
  let depth = 0
  let deepest = 0
  walkTags(html, {
    open: (name) => {
      if (!unclosed.has(name)) deepest = Math.max(deepest, ++depth)
    },
    close: () => {
      if (depth > 0) depth--
    },
  })
  return deepest > maxDepth * 4
}

function textAlone(html: string): string {
  let text = ''
  walkTags(html, {
    text: (start, end) => {
      text += html.slice(start, end)
    },
  })
  return text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function walkTags(
  html: string,
  events: {
    open?(name: string): void
    close?(): void
    text?(start: number, end: number): void
  },
): void {
  const nothing = () => {}
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: false },
    {
      onopentagname: (start, end) => events.open?.(html.slice(start, end).toLowerCase()),
      onclosetag: () => events.close?.(),
      ontext: (start, end) => events.text?.(start, end),
      onattribdata: nothing,
      onattribend: nothing,
      onattribentity: nothing,
      onattribname: nothing,
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onopentagend: nothing,
      onprocessinginstruction: nothing,
      onselfclosingtag: nothing,
      ontextentity: nothing,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
}

import { createHash } from 'node:crypto'
import { Parser } from 'htmlparser2'

const unseen = new Set(['script', 'style', 'noscript', 'template', 'svg', 'iframe', 'head'])

/** The text of HTML as a reader would see it, its spaces collapsed. */
export function visibleText(html: string): string {
  const parts: string[] = []
  let hidden = 0
  const parser = new Parser({
    onopentagname: (name) => void (unseen.has(name) && hidden++),
    onclosetag: (name) => void (unseen.has(name) && hidden > 0 && hidden--),
    ontext: (text) => void (hidden === 0 && parts.push(text, ' ')),
  })
  parser.end(html)
  return collapse(parts.join(''))
}

/**
 * A hash of what a page says: its title, its headings and its longer paragraphs. Pages carry tokens, counters and
 * advertising that change at each request; this stays the same until the words do.
 */
export function pageHash(html: string): string {
  const said: string[] = []
  const kept = { title: 0, h1: 0, h2: 0, p: 0, li: 0, blockquote: 0 } as Record<string, number>
  let open = 0
  let hidden = 0
  let text = ''
  const parser = new Parser({
    onopentagname(name) {
      if (name === 'script' || name === 'style' || name === 'noscript') hidden++
      if (name in kept && open++ === 0) text = ''
    },
    ontext(part) {
      if (open > 0 && hidden === 0) text += part
    },
    onclosetag(name) {
      if ((name === 'script' || name === 'style' || name === 'noscript') && hidden > 0) hidden--
      if (!(name in kept) || open === 0 || --open > 0) return
      const line = collapse(text)
      if (/^(?:title|h1)$/.test(name) || line.length >= 60) said.push(line)
    },
  })
  parser.end(html)
  return sha256(said.length >= 2 ? said.join('\n') : html)
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

import type { BlockLink } from './extractedPage.ts'

/**
 * Text gathered piece by piece, white space folded as a browser shows it. The pieces are joined only once, so that a
 * paragraph of a million pieces costs no more than a million pieces.
 */
export class InlineText {
  private readonly parts: string[] = []
  private readonly links: { start: number; end: number; url: string }[] = []
  length = 0
  /** Code units inside links. */
  linked = 0
  private last = ''

  append(raw: string): void {
    const seen = /[\u200b\u00ad\ufeff]/.test(raw) ? raw.replace(/[\u200b\u00ad\ufeff]+/g, '') : raw
    const folded = seen.replace(/\s+/g, ' ')
    this.push(folded.startsWith(' ') && this.endsInSpace() ? folded.slice(1) : folded)
  }

  /** Breaks the line; false when it was broken just before. */
  breakLine(): boolean {
    if (this.last === '\n') return false
    if (this.length > 0) this.push('\n')
    return true
  }

  /** Parts what is written apart without a space between: "Ana Silva" "5 May" are no one word. */
  partBefore(next: string): void {
    if (/[\p{Ll}\d]/u.test(this.last) && /^[\p{Lu}\d]/u.test(next)) this.push(' ')
  }

  addLink(start: number, url: string | undefined): void {
    if (this.length <= start) return
    this.linked += this.length - start
    if (url) this.links.push({ start, end: this.length, url })
  }

  /** The text without white space at its end, and its links with the words they stand on. */
  finish(): { text: string; links: BlockLink[] } {
    const text = this.parts.join('').trimEnd()
    const links = this.links.flatMap(({ start, end, url }) => {
      const words = text.slice(start, end)
      const from = start + words.length - words.trimStart().length
      const shown = words.trim()
      return shown === '' ? [] : [{ start: from, end: from + shown.length, url, text: shown }]
    })
    return { text, links }
  }

  private endsInSpace(): boolean {
    return this.length === 0 || this.last === ' ' || this.last === '\n'
  }

  private push(part: string): void {
    if (part === '') return
    this.parts.push(part)
    this.length += part.length
    this.last = part.at(-1)!
  }
}

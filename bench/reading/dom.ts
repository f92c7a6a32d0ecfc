import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'

/** What Readability makes of a page on linkedom's DOM: its title and text, both empty where it gives none. */
export function readByDom(bytes: Uint8Array): { title: string; text: string } {
  const { document } = parseHTML(Buffer.from(bytes).toString('utf8'))
  try {
    const read = new Readability(document as unknown as Document).parse()
    return { title: read?.title ?? '', text: read?.textContent ?? '' }
  } catch {
    return { title: '', text: '' }
  }
}

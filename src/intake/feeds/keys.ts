import { createHash } from 'node:crypto'

/** What makes an item the same item at the next reading. */
export function keyOf(item: {
  guid: string | undefined
  url: string | undefined
  title: string | undefined
  text: string | undefined
}): string {
  const printed = item.guid || item.url
  if (printed) return printed.length <= 500 ? printed : `hash:${hash(printed)}`
  return `hash:${hash(`${item.title ?? ''}\n${item.text ?? ''}`)}`
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

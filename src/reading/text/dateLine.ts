import type { Moment } from '../../domain/moment.ts'
import { isDateOrTime } from '../credits/notNames.ts'
import { readDate } from '../page/dateText.ts'

const longestDateLine = 70
const opening =
  /^\W*(?:\d|(?:first )?(?:published|posted|updated|created|date|last modified|stand|veröffentlicht|aktualisiert|erstellt|publié|mis à jour|publicado|actualizado|pubblicato|опубликовано|نشر|تاريخ|发布|发表|更新|公開)\P{L}|\p{L}+,? \d{1,2}\b|\p{L}+,? \p{L}+ \d{1,2}\b)/iu

/** True for a line that gives a date, perhaps with a time and a label, and nothing else. */
export function isDateLine(line: string): boolean {
  return momentIn(line) !== undefined || (line.length <= 30 && isDateOrTime(line) && !/[.!?]$/.test(line))
}

/** The time that a line of its own gives, undefined when the line is anything else. */
export function momentIn(line: string): Moment | undefined {
  const text = line.trim()
  if (text.length > longestDateLine || text.split(/\s+/).length > 11 || !opening.test(text)) return undefined
  if (!/\d/.test(text) || /^\d+$/.test(text) || (/[.!?]$/.test(text) && /\p{Ll}{3,}\.$/u.test(text)))
    return undefined
  // Day before month, as most of the world writes it where the order is not plain.
  return readDate(text, { basis: 'text', dayFirst: true })
}

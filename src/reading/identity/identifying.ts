import { createHash } from 'node:crypto'
import { addressKey } from '../../domain/addressKey.ts'
import { type BlockRole, bodyText, type Reading } from '../../domain/reading.ts'
import type { Identifying } from './decideIdentity.ts'
import { likenessKeys, runsOf } from './likeness.ts'

/** Ids that a feed or archive gave, and addresses, beside what the reading says itself. */
export interface GivenNames {
  readonly url?: string
  readonly guid?: string
  readonly externalId?: string
}

const longestKey = 500

/** What identifies the report that a reading shows. */
export function identifying(reading: Reading, given: GivenNames): Identifying {
  const runs = runsOf(bodyText(reading))
  const addresses = [given.url, reading.canonicalUrl].flatMap((url) => (url && addressKey(url)) ?? [])
  const ids = [given.guid, given.externalId].flatMap((id) => (id ? [`id:${id}`] : []))
  const keys = [...addresses, ...ids].map((key) => key.slice(0, longestKey))
  return { keys: [...new Set([...keys, ...likenessKeys(runs)])], runs }
}

/** Roles that change with every visit and are none of the report's own words. */
const aroundIt: ReadonlySet<BlockRole> = new Set(['navigation', 'boilerplate'])

/** Tells one state of a report's text from the next: all of it but what stands around it. */
export function textHash(reading: Reading): string {
  const words = reading.blocks
    .filter(({ role }) => !aroundIt.has(role))
    .map(({ start, end }) => reading.text.slice(start, end).replace(/\s+/g, ' '))
  return createHash('sha256').update(words.join('\n')).digest('hex')
}

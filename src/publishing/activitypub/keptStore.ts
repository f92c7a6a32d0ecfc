import type { KvKey, KvStore } from '@fedify/fedify'
import { findKept, keep, keptUnder, letGo } from '../../db/activitypub/kept.ts'
import type { Db } from '../../db/open.ts'

/** What comes without a time is a key of another server; one that changed is fetched anew when a signature fails. */
const longestMs = 7 * 86_400_000

/** Keeps what Fedify wants to know again: keys of other servers, contexts, and which activities were taken in. */
export function keptStore(db: Db, now: () => Date): KvStore {
  return {
    async get<T>(key: KvKey) {
      return (await findKept(db, nameOf(key), now())) as T | undefined
    },
    async set(key, value, options) {
      const ms = Math.min(options?.ttl?.total('milliseconds') ?? longestMs, longestMs)
      await keep(db, { key: nameOf(key), value, until: new Date(now().getTime() + ms) }, now())
    },
    async delete(key) {
      await letGo(db, nameOf(key))
    },
    async *list(prefix) {
      const begins = prefix ? nameOf(prefix).slice(0, -1) : ''
      for (const { key, value } of await keptUnder(db, begins, now())) {
        const parts = JSON.parse(key) as [string, ...string[]]
        // A part that merely begins like the prefix's last is another.
        if (!prefix || prefix.every((part, at) => parts[at] === part)) yield { key: parts, value }
      }
    },
  }
}

function nameOf(key: KvKey): string {
  return JSON.stringify(key)
}

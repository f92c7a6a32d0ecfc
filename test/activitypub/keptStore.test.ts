import type { KvKey, KvStore, KvStoreSetOptions } from '@fedify/fedify'
import { beforeEach, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.ts'
import { keptStore } from '../../src/publishing/activitypub/keptStore.ts'
import { aDatabase } from '../support/database.ts'

const { db }: { db: Db } = await aDatabase()
let now: Date
let store: KvStore

beforeEach(() => {
  now = new Date('2026-05-04T12:00:00Z')
  store = keptStore(db, () => now)
})

/** A time to live, as far as the store looks at it. */
function lasting(ms: number): KvStoreSetOptions {
  return { ttl: { total: () => ms } } as unknown as KvStoreSetOptions
}

function pass(ms: number): void {
  now = new Date(now.getTime() + ms)
}

test('what is kept is found until its time is over, a kept null as null', async () => {
  await store.set(['key', 'a'], { pem: 'x', nul: 'a\0b' }, lasting(1000))
  await store.set(['key', 'none'], null, lasting(1000))
  expect(await store.get(['key', 'a'])).toEqual({ pem: 'x', nul: 'ab' })
  expect(await store.get(['key', 'none'])).toBeNull()
  pass(1001)
  expect(await store.get(['key', 'a'])).toBeUndefined()
})

test('nothing is kept longer than a week, and what is over is let go as more comes', async () => {
  await store.set(['key', 'old'], 1)
  pass(7 * 86_400_000 + 1)
  expect(await store.get(['key', 'old'])).toBeUndefined()
  await store.set(['key', 'new'], 2)
  const rows = await db.selectFrom('fediverse_kept').select('key').execute()
  expect(rows).toEqual([{ key: '["key","new"]' }])
})

test('a list gives what is under a key, not what merely begins like it; what is deleted is gone', async () => {
  const keys: KvKey[] = [
    ['spec', 'a'],
    ['spec', 'b'],
    ['special', 'c'],
  ]
  for (const key of keys) await store.set(key, key.length, lasting(1000))
  await store.delete(['spec', 'b'])
  expect(await Array.fromAsync(store.list(['spec']))).toEqual([{ key: ['spec', 'a'], value: 2 }])
})

import { generateKeyPairSync } from 'node:crypto'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'

/** What notifications of browsers are signed with (VAPID, RFC 8292): a P-256 key pair, base64url. */
export interface PushKeys {
  /** The uncompressed point, 65 bytes: what a browser is given when it is asked for notifications. */
  readonly publicKey: string
  /** 32 bytes. */
  readonly privateKey: string
}

const name = 'push keys'

/** The keys of this installation; made the first time. Other keys would end every browser's subscription. */
export async function ensurePushKeys(db: Db | Tx): Promise<PushKeys> {
  const known = await findPushKeys(db)
  if (known) return known
  await db
    .insertInto('settings')
    .values({ name, value: json(newPushKeys()) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await findPushKeys(db))!
}

export function newPushKeys(): PushKeys {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const { x, y, d } = privateKey.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')])
  return { publicKey: point.toString('base64url'), privateKey: d! }
}

async function findPushKeys(db: Db | Tx): Promise<PushKeys | undefined> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value as PushKeys | undefined
}

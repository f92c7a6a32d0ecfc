import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { json } from '../json.ts'
import type { Db, Tx } from '../open.ts'

/** What all actors of this installation sign with: an RSA key pair of 2,048 bits, each half a JSON Web Key. */
export interface ActorKey {
  readonly publicKey: JsonWebKey
  readonly privateKey: JsonWebKey
}

const name = 'fediverse key'
/** The key within another question; null before it is made. */
export const actorKey = sql<ActorKey | null>`(select value from settings where name = ${name})`

const algorithm = { alg: 'RS256', ext: true } as const

/** The key of this installation; made the first time. With another, servers that know the old one refuse ours for a while. */
export async function ensureActorKey(db: Db | Tx): Promise<ActorKey> {
  const known = await findActorKey(db)
  if (known) return known
  await db
    .insertInto('settings')
    .values({ name, value: json(await newActorKey()) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await findActorKey(db))!
}

async function newActorKey(): Promise<ActorKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  return {
    publicKey: { ...publicKey.export({ format: 'jwk' }), ...algorithm, key_ops: ['verify'] } as JsonWebKey,
    privateKey: { ...privateKey.export({ format: 'jwk' }), ...algorithm, key_ops: ['sign'] } as JsonWebKey,
  }
}

async function findActorKey(db: Db | Tx): Promise<ActorKey | undefined> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value as ActorKey | undefined
}

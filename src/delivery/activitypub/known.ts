import type { Config } from '../../config.ts'
import { type ActorKey, ensureActorKey } from '../../db/activitypub/actorKey.ts'
import type { Db } from '../../db/open.ts'

/** What sending under an actor's name needs of the database. */
export interface Known {
  readonly db: Db
  /** Made the first time it is asked for. */
  key(): Promise<ActorKey>
}

const known = new WeakMap<Config, Known>()

/** Tells the channel to followers which database is that of these settings: before anything is sent to them. */
export function knowFollowers(config: Config, db: Db): void {
  let key: Promise<ActorKey> | undefined
  known.set(config, {
    db,
    key: () => {
      key ??= ensureActorKey(db).catch((error) => {
        key = undefined
        throw error
      })
      return key
    },
  })
}

/** Throws where `knowFollowers` was not called for these settings. */
export function knownUnder(config: Config): Known {
  const found = known.get(config)
  if (!found) throw new Error('Followers were sent something before their database was known.')
  return found
}

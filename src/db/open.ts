import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { Failure } from '../failure.ts'
import { asPostgresPool, EmbeddedPool } from './embedded.ts'
import { migrate } from './migrate.ts'
import type { Tables } from './schema.ts'
import { Upkeep } from './upkeep.ts'

/** Counts come as int8; none of ours is too large for a number. */
const int8 = 20
pg.types.setTypeParser(int8, Number)

/** The database outside any transaction. */
export type Db = Kysely<Tables>
/** The database inside a transaction; every question also takes this. */
export type Tx = Transaction<Tables>

/** Runs SQL as written, one statement or several. */
export type RawSql = (sql: string, parameters?: readonly unknown[]) => Promise<{ rows: unknown[] }>

export interface OpenDatabase {
  readonly db: Db
  readonly raw: RawSql
  readonly kind: 'embedded' | 'server'
  /** All of an embedded database as one file. */
  snapshot(): Promise<Blob>
  close(): Promise<void>
}

/** Where the database is: a server's address, or a folder, or neither for one in memory. */
export interface DatabasePlace {
  readonly url?: string
  readonly folder?: string
  readonly snapshot?: Blob
}

/** Opens the database and brings it to the newest migration. */
export async function openDatabase(place: DatabasePlace): Promise<OpenDatabase> {
  const opened = place.url ? await openServer(place.url) : await openEmbedded(place)
  try {
    await migrate(opened.raw)
  } catch (error) {
    await opened.close()
    throw error
  }
  return opened
}

async function openEmbedded(place: DatabasePlace): Promise<OpenDatabase> {
  if (place.folder) await mkdir(place.folder, { recursive: true })
  const pool = await EmbeddedPool.open(place.folder && path.join(place.folder, 'database'), place.snapshot)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: asPostgresPool(pool) }) })
  const raw: RawSql = (sql, parameters) => pool.query(sql, parameters)
  const upkeep = new Upkeep(raw)
  const close = async () => {
    await upkeep.stop()
    await pool.end()
  }
  return { db, kind: 'embedded', raw, snapshot: () => pool.snapshot(), close }
}

/** The advisory lock that the one process working on a database holds: "mainsrc" in ASCII. */
const workingLock = '30787877913981539'

/**
 * Opens a database server and holds it for this process: the stages' memory and order are kept by one process at a time.
 * The server lets go of it when the connection ends, however it ends.
 */
async function openServer(url: string): Promise<OpenDatabase> {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  // A connection that breaks while idle is dropped by the pool; whoever needs the server next is told by their own query.
  pool.on('error', () => {})
  const holder = await pool.connect().catch((error: Error) => {
    throw new Failure('unavailable', `The database in DATABASE_URL cannot be reached: ${error.message}`, {
      cause: error,
    })
  })
  holder.on('error', () => {})
  const { rows } = await holder.query('select pg_try_advisory_lock($1) as held', [workingLock])
  const close = async () => {
    holder.release(true)
    await pool.end()
  }
  if (!rows[0].held) {
    await close()
    throw new Failure(
      'conflict',
      'Another Mainsource is already working on the database in DATABASE_URL. Stop it first.',
    )
  }
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    kind: 'server',
    raw: async (sql, parameters) => {
      const result: pg.QueryResult | pg.QueryResult[] = await pool.query(
        sql,
        parameters ? [...parameters] : undefined,
      )
      return { rows: Array.isArray(result) ? result.flatMap((one) => one.rows) : result.rows }
    },
    snapshot: () =>
      Promise.reject(new Error('A database server is saved with its own tools, such as pg_dump.')),
    close,
  }
}

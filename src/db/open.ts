import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { asPostgresPool, EmbeddedPool } from './embedded.ts'
import { migrate } from './migrate.ts'
import type { Tables } from './schema.ts'

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
  const opened = place.url ? openServer(place.url) : await openEmbedded(place)
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
  return {
    db,
    kind: 'embedded',
    raw: (sql, parameters) => pool.query(sql, parameters),
    snapshot: () => pool.snapshot(),
    close: () => pool.end(),
  }
}

const int8 = 20

function openServer(url: string): OpenDatabase {
  pg.types.setTypeParser(int8, Number)
  const pool = new pg.Pool({ connectionString: url, max: 10 })
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
    close: () => pool.end(),
  }
}

import { PGlite } from '@electric-sql/pglite'
import type { PostgresPool, PostgresPoolClient } from 'kysely'

/**
 * The embedded database, seen as a pool of one connection. Whoever holds the connection holds it alone until it is
 * released, so a query made beside a transaction waits for it instead of falling into it.
 */
export class EmbeddedPool {
  readonly #database: PGlite
  #last: Promise<void> = Promise.resolve()
  #ended = false

  private constructor(database: PGlite) {
    this.#database = database
  }

  /** Opens the database kept in `folder`, or one in memory that is gone when closed. */
  static async open(folder?: string, snapshot?: Blob): Promise<EmbeddedPool> {
    const options = snapshot ? { loadDataDir: snapshot } : {}
    const database = folder ? await PGlite.create(folder, options) : await PGlite.create(options)
    return new EmbeddedPool(database)
  }

  async connect(): Promise<PostgresPoolClient> {
    const { promise: released, resolve } = Promise.withResolvers<void>()
    const turn = this.#last
    this.#last = released
    await turn
    const query = (sql: string, parameters: readonly unknown[]) => this.#run(sql, parameters)
    return { query, release: resolve } as unknown as PostgresPoolClient
  }

  /** Runs one statement, or several separated by semicolons where there are no parameters, in one turn. */
  async query(sql: string, parameters?: readonly unknown[]): Promise<{ rows: unknown[] }> {
    const connection = await this.connect()
    try {
      return parameters?.length ? await this.#run(sql, parameters) : await this.#runAll(sql)
    } finally {
      connection.release()
    }
  }

  /** All of the database as one file, to open others from. */
  async snapshot(): Promise<Blob> {
    return this.#database.dumpDataDir('none')
  }

  async end(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    const connection = await this.connect()
    await this.#database.close()
    connection.release()
  }

  async #run(sql: string, parameters: readonly unknown[]) {
    const result = await this.#database.query(sql, [...parameters])
    return { command: commandOf(sql), rowCount: result.affectedRows ?? result.rows.length, rows: result.rows }
  }

  async #runAll(sql: string) {
    try {
      const results = await this.#database.exec(sql)
      return { rows: results.flatMap((result) => result.rows) }
    } catch (error) {
      // A failed statement inside a begin … commit block would leave the only connection in an aborted transaction.
      await this.#database.exec('rollback')
      throw error
    }
  }
}

function commandOf(sql: string): string {
  return /^\s*(\w+)/.exec(sql)?.[1]?.toUpperCase() ?? ''
}

export function asPostgresPool(pool: EmbeddedPool): PostgresPool {
  return pool as unknown as PostgresPool
}

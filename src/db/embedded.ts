import { PGlite } from '@electric-sql/pglite'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { LoopTurns } from './loopTurns.ts'
import { OneAtATime } from './oneAtATime.ts'
import { PreparedStatements } from './preparedStatements.ts'
import { type Answer, askAll, askParsed, askToClose, askToParse, readAnswers } from './wire.ts'

const unnamed = ''
/** The code of "cached plan must not change result type": a table was changed since the statement was parsed. */
const changedResult = '0A000'
const readsOrWrites = /^\s*(?:with|select|insert|update|delete)\b/i
const mostSingle = 500
const nothing: Answer = { command: '', rowCount: 0, rows: [] }

/**
 * The embedded database, seen as a pool of one connection. Whoever holds the connection holds it alone until it is
 * released, so a query made beside a transaction waits for it instead of falling into it.
 */
export class EmbeddedPool {
  readonly #database: PGlite
  readonly #statements = new PreparedStatements()
  /** Texts without parameters that turned out to be one statement: the next time they are run as such. */
  readonly #single = new Set<string>()
  readonly #loop = new LoopTurns()
  readonly #users = new OneAtATime()
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
    const release = await this.#users.take()
    const query = async (sql: string, parameters: readonly unknown[]) => {
      await this.#loop.pass()
      return this.#run(sql, parameters)
    }
    return { query, release } as unknown as PostgresPoolClient
  }

  /** Runs one statement, or several separated by semicolons where there are no parameters, in one turn. */
  async query(sql: string, parameters?: readonly unknown[]): Promise<{ rows: unknown[] }> {
    const connection = await this.connect()
    try {
      await this.#loop.pass()
      const isOne = parameters?.length || this.#single.has(sql)
      return isOne ? this.#run(sql, parameters ?? []) : this.#runAll(sql)
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

  /** Runs one statement. Those run before are kept parsed: parsing and planning cost more than most take to run. */
  #run(sql: string, parameters: readonly unknown[]): Answer {
    const name = this.#parsed(sql)
    try {
      return this.#ask(askParsed(name, parameters))[0] ?? nothing
    } catch (error) {
      if (codeOf(error) === changedResult) this.#statements.forget(sql)
      throw error
    }
  }

  /** The name of a statement, which is parsed first where it has to be. */
  #parsed(sql: string): string {
    if (!PreparedStatements.keeps(sql)) {
      this.#ask(askToParse(unnamed, sql))
      return unnamed
    }
    const { name, parse, close } = this.#statements.prepare(sql)
    if (parse) this.#parse(name, sql)
    if (close !== undefined) this.#ask(askToClose(close))
    return name
  }

  #parse(name: string, sql: string): void {
    try {
      this.#ask(askToParse(name, sql))
    } catch (error) {
      this.#statements.forget(sql)
      throw error
    }
  }

  #runAll(sql: string): { rows: unknown[] } {
    try {
      const answers = this.#ask(askAll(sql))
      if (answers.length === 1 && PreparedStatements.keeps(sql) && readsOrWrites.test(sql))
        this.#noteSingle(sql)
      return { rows: answers.flatMap((answer) => answer.rows) }
    } catch (error) {
      // A failed statement inside a begin … commit block would leave the only connection in an aborted transaction.
      this.#ask(askAll('rollback'))
      throw error
    }
  }

  #noteSingle(sql: string): void {
    if (this.#single.size >= mostSingle) this.#single.clear()
    this.#single.add(sql)
  }

  #ask(bytes: Uint8Array): Answer[] {
    return readAnswers(this.#database.execProtocolRawSync(bytes))
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as { code?: string }).code
}

export function asPostgresPool(pool: EmbeddedPool): PostgresPool {
  return pool as unknown as PostgresPool
}

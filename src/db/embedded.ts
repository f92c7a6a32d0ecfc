import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { LoopTurns } from './loopTurns.ts'
import { OneAtATime } from './oneAtATime.ts'
import { PreparedStatements } from './preparedStatements.ts'
import { type FreeBytes, freeIn, Room } from './room.ts'
import { type Answer, askAll, askParsed, askToClose, askToParse, readAnswers } from './wire.ts'

const unnamed = ''
/** The code of "cached plan must not change result type": a table was changed since the statement was parsed. */
const changedResult = '0A000'
/** The code of "cannot execute INSERT in a read-only transaction". */
const readOnly = '25006'
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
  readonly #room: Room | undefined
  #isReadOnly = false
  #ended = false

  private constructor(database: PGlite, room: Room | undefined) {
    this.#database = database
    this.#room = room
  }

  /**
   * Opens the database kept in `folder`, or one in memory that is gone when closed. While `free` says that the disk is
   * full it is only read: whoever writes gets a Failure.
   */
  static async open(folder?: string, snapshot?: Blob, free?: FreeBytes): Promise<EmbeddedPool> {
    const options = snapshot ? { loadDataDir: snapshot } : {}
    if (!folder) return new EmbeddedPool(await PGlite.create(options), free && new Room(free))
    const room = new Room(free ?? freeIn(path.dirname(folder)))
    if (room.isLow()) throw room.failure()
    return new EmbeddedPool(await PGlite.create(folder, options), room)
  }

  async connect(): Promise<PostgresPoolClient> {
    const release = await this.#users.take()
    try {
      this.#mindRoom()
    } catch (error) {
      release()
      throw error
    }
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
      throw this.#told(error)
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
      throw this.#told(error)
    }
  }

  /** Has what comes only read while the disk is full. To be called between two users, when no transaction is open. */
  #mindRoom(): void {
    const isLow = this.#room?.isLow() ?? false
    if (isLow === this.#isReadOnly || this.#ended) return
    this.#ask(askAll(`set default_transaction_read_only = ${isLow ? 'on' : 'off'}`))
    this.#isReadOnly = isLow
  }

  #told(error: unknown): unknown {
    return this.#isReadOnly && this.#room && codeOf(error) === readOnly ? this.#room.failure(error) : error
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

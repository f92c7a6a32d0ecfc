import type { RawSql } from './open.ts'

const everyMs = 10_000

interface Neglected {
  readonly table: string
  readonly isLittered: boolean
}

/**
 * Tables whose rows changed so much that plans made for them are no longer right, or that hold so many dead rows that
 * their place should be used again: by the measures of PostgreSQL's autovacuum, and by growth, which also shows after a
 * crash has lost the counts.
 */
const neglected = `
  select format('%I.%I', s.schemaname, s.relname) as "table",
    s.n_dead_tup > 50 + 0.2 * greatest(c.reltuples, 0) as "isLittered"
  from pg_stat_user_tables s join pg_class c on c.oid = s.relid
  where s.n_dead_tup > 50 + 0.2 * greatest(c.reltuples, 0)
    or s.n_mod_since_analyze > 50 + 0.1 * greatest(c.reltuples, 0)
    or pg_relation_size(c.oid) / 8192 > c.relpages * 1.2 + 5
  order by 1`

/**
 * Does for the embedded database what autovacuum does for a server's, where a process of its own sees to it: now and
 * then, a table at a time, so that whoever else asks waits for one only.
 */
export class Upkeep {
  readonly #raw: RawSql
  readonly #timer: NodeJS.Timeout
  #inWork: Promise<void> | undefined
  #isStopped = false

  constructor(raw: RawSql) {
    this.#raw = raw
    this.#timer = setInterval(() => this.#start(), everyMs).unref()
  }

  /** One round over all tables. Gives those that were seen to. */
  async round(): Promise<string[]> {
    await this.#raw('select pg_stat_force_next_flush()')
    const { rows } = (await this.#raw(neglected)) as { rows: Neglected[] }
    const seenTo: string[] = []
    for (const { table, isLittered } of rows) {
      if (this.#isStopped) break
      await this.#raw(`${isLittered ? 'vacuum (analyze)' : 'analyze'} ${table}`)
      seenTo.push(table)
    }
    return seenTo
  }

  /** Resolves when no round is in work and none follows. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearInterval(this.#timer)
    await this.#inWork
  }

  #start(): void {
    this.#inWork ??= this.round()
      // Whoever writes is told of a full disk by their own statement; the next round tries again.
      .then(
        () => {},
        () => {},
      )
      .finally(() => {
        this.#inWork = undefined
      })
  }
}

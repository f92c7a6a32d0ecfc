import { sql } from 'kysely'
import { newId, type SourceId } from '../domain/ids.ts'
import type { Db, Tx } from './open.ts'
import { storable } from './storable.ts'

export interface Source {
  readonly id: SourceId
  readonly name: string
  /** Lower case, without "www."; absent for a source that is known by name alone. */
  readonly host?: string
  readonly homeUrl?: string
  readonly kind: 'publisher' | 'agency'
  readonly lang?: string
}

export interface NewSource {
  readonly name: string
  readonly host?: string
  readonly homeUrl?: string
  readonly lang?: string
  readonly kind?: 'publisher' | 'agency'
}

/** The host a source is known by: lower case, without "www."; undefined for what is not an http address. */
export function sourceHost(address: string): string | undefined {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  return url.host.replace(/^www\./, '') || undefined
}

/**
 * The source with this host, made when there is none. A source without a host is found by its name, letter case apart.
 * The first name a source was made with stays.
 */
export async function findOrMakeSource(db: Db | Tx, source: NewSource): Promise<SourceId> {
  const name = storable(source.name).trim().slice(0, 300) || source.host || 'Unnamed source'
  const found = await findSource(db, { ...source, name })
  if (found) return found
  const made = await db
    .insertInto('sources')
    .values({
      id: newId('source'),
      name,
      host: source.host ?? null,
      home_url: source.homeUrl ?? null,
      lang: source.lang ?? null,
      kind: source.kind ?? 'publisher',
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made?.id ?? (await findSource(db, { ...source, name }))!
}

async function findSource(db: Db | Tx, { host, name }: NewSource): Promise<SourceId | undefined> {
  const sources = db.selectFrom('sources').select('id').orderBy('id').limit(1)
  const row = host
    ? await sources.where('host', '=', host).executeTakeFirst()
    : await sources
        .where('host', 'is', null)
        .where(sql`lower(name)`, '=', name.toLowerCase())
        .executeTakeFirst()
  return row?.id
}

export async function getSource(db: Db | Tx, id: SourceId): Promise<Source | undefined> {
  const row = await db.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  return {
    id: row.id,
    name: row.name,
    host: row.host ?? undefined,
    homeUrl: row.home_url ?? undefined,
    kind: row.kind,
    lang: row.lang ?? undefined,
  }
}

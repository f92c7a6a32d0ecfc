import { sql } from 'kysely'
import type { AlertBody } from '../../domain/alerts.ts'
import type { AlertId, SubscriptionId } from '../../domain/ids.ts'
import type { Db, Tx } from '../open.ts'
import { type ActorKey, actorKey } from './actorKey.ts'

/** An alert as it is published under its actor, with the corrections that took its place. */
export interface NoteState {
  /** The alert that was first: by it the note is known. */
  readonly root: AlertId
  /** The name of the actor. */
  readonly actor: string
  readonly publishedAt: Date
  /** Undefined while nothing took the place of what was said first. */
  readonly updatedAt?: Date
  readonly body: AlertBody
}

/** Where an alert belongs: under which actor, and in the place of which first one. */
export interface NotePlace {
  readonly root: AlertId
  readonly publishedAt: Date
  readonly actor: string
  /** Null before anyone was answered or shown an actor. */
  readonly key: ActorKey | null
}

/** The same as it comes out of JSON. */
export type NotePlaceJson = Omit<NotePlace, 'publishedAt'> & { readonly publishedAt: string }

/** To be asked of an alert `a` with a channel `c`: null for other channels, and where its subscription is no actor's. */
export const notePlace = sql<NotePlaceJson | null>`case c.kind when 'activitypub' then (
  with recursive back as (
    select a.id, a.replaces, a.at, a.subscription_id
    union
    select b.id, b.replaces, b.at, b.subscription_id from alerts b join back on b.id = back.replaces
  )
  select jsonb_build_object('root', back.id, 'publishedAt', back.at, 'actor', f.name, 'key', ${actorKey})
  from back join fediverse_actors f on f.subscription_id = back.subscription_id
  where back.replaces is null) end`

export function notePlaceFrom(place: NotePlaceJson | null): NotePlace | null {
  return place && { ...place, publishedAt: new Date(place.publishedAt) }
}

interface NoteRow {
  root: AlertId
  published: Date
  name: string
  id: AlertId
  at: Date
  body: AlertBody
}

/**
 * Notes with r the alert that was first, and n the newest of those that took its place, or r itself; while the public sees
 * the report that n is about, or is told by n that it was withdrawn.
 */
const notes = sql`
  select r.id as root, r.at as published, f.name, n.id, n.at, n.body
  from alerts r join fediverse_actors f on f.subscription_id = r.subscription_id
  cross join lateral (
    with recursive forth as (
      select r.id, r.at, r.body, r.report_id
      union all
      select a.id, a.at, a.body, a.report_id from alerts a join forth f on a.replaces = f.id
    )
    select * from forth order by at desc, id desc limit 1
  ) n
  where r.replaces is null and (
    exists (select 1 from public_reports p where p.id = n.report_id)
    or n.body->'developments'->0->>'kind' = 'withdrawal')`

/**
 * A note as it stands now. Undefined where no actor said it, where it took the place of another, or where the public is
 * not shown its report any more.
 */
export async function findNote(db: Db | Tx, root: AlertId): Promise<NoteState | undefined> {
  const { rows } = await sql<NoteRow>`${notes} and r.id = ${root}`.execute(db)
  return rows[0] && noteOf(rows[0])
}

/** What an actor said, newest first, as it stands now; after the note `before`, where one is given. */
export async function notesOf(
  db: Db | Tx,
  id: SubscriptionId,
  { before, limit }: { before?: string; limit: number },
): Promise<NoteState[]> {
  const { rows } = await sql<NoteRow>`${notes} and r.subscription_id = ${id}
    and (${before ?? null}::text is null or r.id < ${before ?? null}) order by r.id desc limit ${limit}`.execute(
    db,
  )
  return rows.map(noteOf)
}

/** How many notes an actor has. */
export async function countNotes(db: Db | Tx, id: SubscriptionId): Promise<number> {
  const row = await db
    .selectFrom('alerts')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('subscription_id', '=', id)
    .where('replaces', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

/** How many actors there are, of stories that were followed and of topics, and how much they said. */
export async function countSaid(db: Db | Tx): Promise<{ actors: number; notes: number }> {
  return db
    .selectFrom('fediverse_actors as f')
    .leftJoin('alerts as a', (on) =>
      on.onRef('a.subscription_id', '=', 'f.subscription_id').on('a.replaces', 'is', null),
    )
    .select([
      sql<number>`count(distinct f.name)::int`.as('actors'),
      sql<number>`count(a.id)::int`.as('notes'),
    ])
    .executeTakeFirstOrThrow()
}

function noteOf(row: NoteRow): NoteState {
  return {
    root: row.root,
    actor: row.name,
    publishedAt: row.published,
    updatedAt: row.id === row.root ? undefined : row.at,
    body: row.body,
  }
}

import { sql } from 'kysely'
import { type ChannelId, type DeliveryId, newId } from '../domain/ids.ts'
import type { Db, Tx } from './open.ts'
import type { SentMail } from './sentMails.ts'
import { storable } from './storable.ts'

/** Hard and soft: it did not arrive. Unclear: something came about it that nobody could read. */
export type BounceKind = 'hard' | 'soft' | 'complaint' | 'unclear'

export interface NewBounce {
  readonly kind: BounceKind
  readonly status?: string
  readonly why: string
  /** Tells what came from whatever else comes. */
  readonly notice: string
}

/** Keeps what came back about a mail. False when the same is known already. */
export async function insertBounce(tx: Tx, mail: SentMail, bounce: NewBounce, at: Date): Promise<boolean> {
  const row = await tx
    .insertInto('bounces')
    .values({
      id: newId('bounce'),
      channel_id: mail.channelId,
      delivery_id: mail.deliveryId ?? null,
      kind: bounce.kind,
      sent_at: mail.sentAt,
      at,
      sending: mail.sending,
      status: bounce.status ?? null,
      why: storable(bounce.why),
      notice: bounce.notice,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Adds to a delivery's attempts that its mail came back; where it was delivered it is dead now. */
export async function markBounced(
  tx: Tx,
  id: DeliveryId,
  { status, why }: { status?: string; why: string },
  at: Date,
): Promise<void> {
  const { attempts } = await tx
    .updateTable('deliveries')
    .set({
      attempts: sql<number>`attempts + 1`,
      state: sql<'dead'>`case state when 'delivered' then 'dead' else state end`,
    })
    .where('id', '=', id)
    .returning('attempts')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('attempts')
    .values({
      id: newId('attempt'),
      delivery_id: id,
      number: attempts,
      started_at: at,
      took_ms: 0,
      outcome: 'bounced',
      status: status ?? null,
      why: storable(why),
    })
    .execute()
}

/**
 * Ends the channel of a mail and, unless it is to end alone, every other to the address, with the reason its owner is
 * shown: but those that were confirmed, or made, after the mail was sent, for they begin afresh. Gives how many it ended.
 */
export async function endAddress(
  tx: Tx,
  mail: Pick<SentMail, 'channelId' | 'address' | 'sentAt'>,
  { why, at, alone }: { why: string; at: Date; alone: boolean },
): Promise<number> {
  const others = sql<boolean>`coalesce(confirmed_at, created_at) <= ${mail.sentAt}`
  const rows = await tx
    .updateTable('channels')
    .set({ ended_at: at, ended_why: storable(why) })
    .where('kind', '=', 'email')
    .where('address', '=', mail.address)
    .where('ended_at', 'is', null)
    .where((is) => (alone ? is('id', '=', mail.channelId) : is.or([is('id', '=', mail.channelId), others])))
    .returning('id')
    .execute()
  return rows.length
}

/** Mails to one address that came back in a row. */
export interface Run {
  readonly mails: number
  /** Days (UTC) on which they were sent. */
  readonly days: number
  /** Between the first sent and the last. */
  readonly spanMs: number
}

/**
 * The mails to an address that came back for a passing reason, one after another in the order in which they were sent,
 * around one sent at `sentAt`: from what arrived before it, or from when its owner confirmed, to what arrived after.
 */
export async function runOfBounces(
  tx: Tx,
  { address, sentAt }: Pick<SentMail, 'address' | 'sentAt'>,
): Promise<Run> {
  const { rows } = await sql<{ mails: number; days: number; first: Date | null; last: Date | null }>`
    with reached as (
      select d.settled_at as at from deliveries d join channels c on c.id = d.channel_id
      where c.kind = 'email' and c.address = ${address} and d.state = 'delivered'
      union all
      select confirmed_at from channels where kind = 'email' and address = ${address} and confirmed_at is not null
    ), bounds as (
      select max(at) filter (where at < ${sentAt}) as since, min(at) filter (where at > ${sentAt}) as until from reached
    )
    select count(distinct (b.channel_id, b.delivery_id, b.sending))::int as mails,
      count(distinct (b.sent_at at time zone 'UTC')::date)::int as days,
      min(b.sent_at) as first, max(b.sent_at) as last
    from bounces b join channels c on c.id = b.channel_id cross join bounds
    where c.address = ${address} and b.kind = 'soft'
      and (since is null or b.sent_at > since) and (until is null or b.sent_at < until)`.execute(tx)
  const { mails, days, first, last } = rows[0]!
  return { mails, days, spanMs: first && last ? last.getTime() - first.getTime() : 0 }
}

/**
 * True where a mail that asked an address to confirm came back so, or was called unwanted, since a time, and the address
 * was not confirmed after that.
 */
export async function askingCameBack(
  tx: Tx,
  address: string,
  kind: 'hard' | 'complaint',
  since: Date,
): Promise<boolean> {
  const row = await tx
    .selectFrom('bounces as b')
    .innerJoin('channels as c', 'c.id', 'b.channel_id')
    .select('b.id')
    .where('c.address', '=', address)
    .where('c.confirmed_at', 'is', null)
    .where('b.delivery_id', 'is', null)
    .where('b.kind', '=', kind)
    .where('b.at', '>=', since)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('channels as other')
            .select('other.id')
            .where('other.address', '=', address)
            .whereRef('other.confirmed_at', '>', 'b.at'),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export interface BounceRow {
  readonly kind: BounceKind
  readonly at: Date
  readonly sentAt: Date
  readonly address: string
  readonly deliveryId: DeliveryId | null
  readonly why: string
  /** When the channel ended and why, where it has. */
  readonly endedAt: Date | null
}

/** What came back by mail, the newest first. */
export async function listBounces(db: Db | Tx, limit: number): Promise<BounceRow[]> {
  return db
    .selectFrom('bounces as b')
    .innerJoin('channels as c', 'c.id', 'b.channel_id')
    .select(['b.kind', 'b.at', 'b.sent_at as sentAt', 'c.address', 'b.delivery_id as deliveryId', 'b.why'])
    .select('c.ended_at as endedAt')
    .orderBy('b.at', 'desc')
    .orderBy('b.id', 'desc')
    .limit(limit)
    .execute()
}

/** The last mail of each channel that came back: when, and why. */
export async function lastBounces(
  db: Db | Tx,
  channels: readonly ChannelId[],
): Promise<ReadonlyMap<ChannelId, { at: Date; why: string }>> {
  if (channels.length === 0) return new Map()
  const rows = await db
    .selectFrom('bounces')
    .select(['channel_id', 'at', 'why'])
    .distinctOn('channel_id')
    .where('channel_id', 'in', channels)
    .where('kind', 'in', ['hard', 'soft'])
    .orderBy('channel_id')
    .orderBy('at', 'desc')
    .execute()
  return new Map(rows.map(({ channel_id, at, why }) => [channel_id, { at, why }]))
}

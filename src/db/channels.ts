import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { ChannelKind } from '../domain/channels.ts'
import { type ChannelId, newId, type SubscriptionId } from '../domain/ids.ts'
import type { Db, Tx } from './open.ts'
import { newToken } from './subscriptions.ts'

export type { ChannelKind }

/** One way to reach a subscriber. Nothing is sent before it is confirmed nor after it has ended. */
export interface Channel {
  readonly id: ChannelId
  readonly subscriptionId: SubscriptionId
  readonly kind: ChannelKind
  /** A mail address, or the URL where a service is told; empty for a feed. */
  readonly address: string
  /**
   * What a webhook is signed with (`whsec_` and 32 bytes in base64), a browser's keys, a service's token, or what proves
   * that a mail which came back is ours.
   */
  readonly secret?: string
  readonly confirmToken?: string
  readonly confirmSentAt?: Date
  readonly confirmedAt?: Date
  readonly endedAt?: Date
  readonly endedWhy?: string
  /** Failures since the last success. */
  readonly failures: number
  readonly lastError?: string
  /** Until then it is left alone. */
  readonly restingUntil?: Date
}

const columns = [
  'id',
  'subscription_id',
  'kind',
  'address',
  'secret',
  'confirm_token',
  'confirm_sent_at',
  'confirmed_at',
  'ended_at',
  'ended_why',
  'failures',
  'last_error',
  'resting_until',
] as const

/** Makes a channel. Whoever gives an address of a service confirms it by that; a mail address is asked by mail. */
export async function insertChannel(
  db: Db | Tx,
  subscriptionId: SubscriptionId,
  { kind, address, secret }: { kind: ChannelKind; address: string; secret?: string },
  at: Date,
): Promise<Channel> {
  const row = await db
    .insertInto('channels')
    .values({
      id: newId('channel'),
      subscription_id: subscriptionId,
      kind,
      address,
      secret: newSecret(kind) ?? secret ?? null,
      confirm_token: kind === 'email' ? newToken() : null,
      confirmed_at: kind === 'email' ? null : at,
      created_at: at,
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
  return channelOf(row)
}

function newSecret(kind: ChannelKind): string | undefined {
  if (kind === 'webhook') return `whsec_${randomBytes(32).toString('base64')}`
  return kind === 'email' ? newToken() : undefined
}

export async function findChannel(
  db: Db | Tx,
  by: { id: ChannelId } | { confirmToken: string },
): Promise<Channel | undefined> {
  const rows = db.selectFrom('channels').select(columns)
  const row = await ('id' in by
    ? rows.where('id', '=', by.id)
    : rows.where('confirm_token', '=', by.confirmToken)
  ).executeTakeFirst()
  return row && channelOf(row)
}

export async function channelsOf(db: Db | Tx, id: SubscriptionId): Promise<Channel[]> {
  const rows = await db
    .selectFrom('channels')
    .select(columns)
    .where('subscription_id', '=', id)
    .orderBy('id')
    .limit(50)
    .execute()
  return rows.map(channelOf)
}

/** How many channels were made for an address since a time: a bound on the mail that strangers can cause. */
export async function countChannelsTo(db: Db | Tx, address: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('channels')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('address', '=', address)
    .where('created_at', '>=', since)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Confirms a channel: since the first time. */
export async function confirmChannel(db: Db | Tx, id: ChannelId, at: Date): Promise<void> {
  await db
    .updateTable('channels')
    .set({ confirmed_at: sql<Date>`coalesce(confirmed_at, ${at})` })
    .where('id', '=', id)
    .execute()
}

export async function noteConfirmSent(db: Db | Tx, id: ChannelId, at: Date): Promise<void> {
  await db.updateTable('channels').set({ confirm_sent_at: at }).where('id', '=', id).execute()
}

/** Ends a channel for good, with the reason its owner is shown. */
export async function endChannel(db: Db | Tx, id: ChannelId, at: Date, why: string): Promise<void> {
  await db
    .updateTable('channels')
    .set({ ended_at: at, ended_why: why })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

/** Notes that channels work. */
export async function noteWorking(db: Db | Tx, ids: readonly ChannelId[]): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('channels')
    .set({ failures: 0, last_error: null, resting_until: null })
    .where(sql<boolean>`id = any(${ids})`)
    .where('failures', '>', 0)
    .execute()
}

/**
 * Notes that a channel that had failed `before` times in a row failed again, and is left alone until then. Of several
 * sends that were in work together and failed, the first counts: they met one failure.
 */
export async function noteFailing(
  db: Db | Tx,
  { id, failures: before }: Pick<Channel, 'id' | 'failures'>,
  why: string,
  until: Date,
): Promise<void> {
  await db
    .updateTable('channels')
    .set({
      failures: sql<number>`greatest(failures, ${before + 1}::int)`,
      last_error: why,
      resting_until: sql<Date>`greatest(resting_until, ${until})`,
    })
    .where('id', '=', id)
    .execute()
}

function channelOf(row: {
  id: ChannelId
  subscription_id: SubscriptionId
  kind: ChannelKind
  address: string
  secret: string | null
  confirm_token: string | null
  confirm_sent_at: Date | null
  confirmed_at: Date | null
  ended_at: Date | null
  ended_why: string | null
  failures: number
  last_error: string | null
  resting_until: Date | null
}): Channel {
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    kind: row.kind,
    address: row.address,
    secret: row.secret ?? undefined,
    confirmToken: row.confirm_token ?? undefined,
    confirmSentAt: row.confirm_sent_at ?? undefined,
    confirmedAt: row.confirmed_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    endedWhy: row.ended_why ?? undefined,
    failures: row.failures,
    lastError: row.last_error ?? undefined,
    restingUntil: row.resting_until ?? undefined,
  }
}

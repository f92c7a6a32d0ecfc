import { sql } from 'kysely'
import type { ChannelId, DeliveryId } from '../domain/ids.ts'
import type { Db, Tx } from './open.ts'

/** A mail that we sent, as something that came back by mail finds it. */
export interface SentMail {
  readonly channelId: ChannelId
  readonly address: string
  /** Absent for the mail that asks a new address to confirm. */
  readonly deliveryId?: DeliveryId
  /** Which sending of it: the number of the attempt that handed it over; 0 for the asking mail. */
  readonly sending: number
  readonly sentAt: Date
  readonly confirmedAt?: Date
  /** It is being sent, or is to be sent again: no attempt has brought it to an end yet. */
  readonly isWaiting: boolean
  /** Under which the tokens of its mails are made. */
  readonly secret: string | null
  /** The secret of the subscription's page. */
  readonly manageToken: string
}

/** The mail of a delivery, or the one that asked a channel's address to confirm; undefined where there is none. */
export async function findSentMail(db: Db | Tx, id: DeliveryId | ChannelId): Promise<SentMail | undefined> {
  return id.startsWith('dlv_') ? deliveredMail(db, id as DeliveryId) : askingMail(db, id as ChannelId)
}

async function deliveredMail(db: Db | Tx, id: DeliveryId): Promise<SentMail | undefined> {
  const row = await db
    .selectFrom('deliveries as d')
    .innerJoin('channels as c', 'c.id', 'd.channel_id')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .innerJoin('subscriptions as s', 's.id', 'a.subscription_id')
    .leftJoin('attempts as t', (join) =>
      join
        .onRef('t.delivery_id', '=', 'd.id')
        .on(
          sql<boolean>`t.number = (select max(number) from attempts where delivery_id = d.id and outcome = 'delivered')`,
        ),
    )
    .select([
      'c.id',
      'c.address',
      'c.secret',
      'c.confirmed_at',
      'd.state',
      'd.attempts',
      'a.at',
      's.manage_token',
    ])
    .select(['t.number', 't.started_at'])
    .where('d.id', '=', id)
    .where('c.kind', '=', 'email')
    .executeTakeFirst()
  if (!row) return undefined
  return {
    channelId: row.id,
    address: row.address,
    deliveryId: id,
    sending: row.number ?? row.attempts,
    sentAt: row.started_at ?? row.at,
    confirmedAt: row.confirmed_at ?? undefined,
    isWaiting: row.state === 'waiting',
    secret: row.secret,
    manageToken: row.manage_token,
  }
}

async function askingMail(db: Db | Tx, id: ChannelId): Promise<SentMail | undefined> {
  const row = await db
    .selectFrom('channels as c')
    .innerJoin('subscriptions as s', 's.id', 'c.subscription_id')
    .select([
      'c.address',
      'c.secret',
      'c.confirmed_at',
      'c.confirm_sent_at',
      'c.created_at',
      's.manage_token',
    ])
    .where('c.id', '=', id)
    .where('c.kind', '=', 'email')
    .executeTakeFirst()
  if (!row) return undefined
  return {
    channelId: id,
    address: row.address,
    sending: 0,
    sentAt: row.confirm_sent_at ?? row.created_at,
    confirmedAt: row.confirmed_at ?? undefined,
    isWaiting: false,
    secret: row.secret,
    manageToken: row.manage_token,
  }
}

/** The subscription of a page's secret: its mail channels, newest first. */
export async function mailChannelsOf(db: Db | Tx, manageToken: string): Promise<ChannelId[]> {
  const rows = await db
    .selectFrom('channels as c')
    .innerJoin('subscriptions as s', 's.id', 'c.subscription_id')
    .select('c.id')
    .where('s.manage_token', '=', manageToken)
    .where('c.kind', '=', 'email')
    .orderBy('c.id', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => row.id)
}

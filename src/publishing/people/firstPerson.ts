import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { json } from '../../db/json.ts'
import type { Db } from '../../db/open.ts'
import { Failure } from '../../failure.ts'
import { tokenHash } from './tokenHash.ts'

const setting = 'first_person_link'
/** A day: long enough to come back to the terminal, short enough that an old scrollback opens nothing. */
const linkHours = 24

/**
 * Makes the one-time link that the first person is made with; an earlier one stops working. Only its hash is kept.
 * Undefined when there is someone already.
 */
export async function offerFirstPerson(db: Db, siteUrl: string, now: Date): Promise<string | undefined> {
  if (await anyPeople(db)) return undefined
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(now.getTime() + linkHours * 3_600_000).toISOString()
  const value = json({ hash: tokenHash(token), expiresAt })
  await db
    .insertInto('settings')
    .values({ name: setting, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
  return `${siteUrl}/first-person?token=${token}`
}

/** True while this token would make the first person. */
export async function holdsFirstPerson(db: Db, token: string, now: Date = new Date()): Promise<boolean> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', setting).executeTakeFirst()
  const link = row?.value as unknown as { hash: string; expiresAt: string } | undefined
  return (
    link !== undefined &&
    link.hash === tokenHash(token) &&
    new Date(link.expiresAt) > now &&
    !(await anyPeople(db))
  )
}

/** Uses the link up. Throws a Failure when it was used, has expired or never was; of two at once, one gets it. */
export async function claimFirstPerson(db: Db, token: string, now: Date = new Date()): Promise<void> {
  if (!(await holdsFirstPerson(db, token, now))) throw linkOver()
  const taken = await db
    .deleteFrom('settings')
    .where('name', '=', setting)
    .where(sql<string>`value ->> 'hash'`, '=', tokenHash(token))
    .executeTakeFirst()
  if (taken.numDeletedRows === 0n) throw linkOver()
}

export function linkOver(): Failure {
  return new Failure(
    'forbidden',
    'This link was used already, has expired or was replaced. Start Mainsource again to get a new one, if nobody has signed up yet.',
  )
}

async function anyPeople(db: Db): Promise<boolean> {
  const row = await db.selectFrom('people').select('id').limit(1).executeTakeFirst()
  return row !== undefined
}

import { randomBytes } from 'node:crypto'
import type { Db, Tx } from '../../db/open.ts'
import { newId } from '../../domain/ids.ts'
import { Failure } from '../../failure.ts'
import { tokenHash } from './tokenHash.ts'

/** Three days: time to find the message, short enough that an old one opens nothing. */
const linkHours = 72
const mostListed = 200

/** A one-time link by which someone may make an account. The link itself is shown once and not kept. */
export interface Invitation {
  readonly id: string
  readonly forName: string
  readonly madeBy: string | null
  readonly madeAt: Date
  readonly expiresAt: Date
  readonly usedAt: Date | null
  readonly usedBy: string | null
  readonly revokedAt: Date | null
}

/** Makes a link for someone and returns it; this is the only time it is known. */
export async function invite(
  db: Db,
  given: { forName: string; by: string; siteUrl: string; now: Date },
): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await db
    .insertInto('invitations')
    .values({
      id: newId('invitation'),
      token_hash: tokenHash(token),
      for_name: given.forName,
      made_by: given.by,
      made_at: given.now,
      expires_at: new Date(given.now.getTime() + linkHours * 3_600_000),
    })
    .execute()
  return `${given.siteUrl}/join?token=${token}`
}

/** For whom an open link is; undefined when it was used, revoked, has expired or never was. */
export async function openInvitation(db: Db | Tx, token: string, now: Date): Promise<string | undefined> {
  const row = await db
    .selectFrom('invitations')
    .select('for_name')
    .where('token_hash', '=', tokenHash(token))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.for_name
}

/** Uses a link up. Throws a Failure when it is not open; of two at once, one gets it. */
export async function useInvitation(db: Db | Tx, token: string, now: Date): Promise<{ id: string }> {
  const row = await db
    .updateTable('invitations')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash(token))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst()
  if (!row) throw invitationOver()
  return row
}

/** Says by whom a link was used. */
export async function recordUse(db: Db, id: string, person: string): Promise<void> {
  await db.updateTable('invitations').set({ used_by: person }).where('id', '=', id).execute()
}

/** Whether someone has an account with this address. */
export async function isTaken(db: Db, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('people')
    .select('id')
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
  return row !== undefined
}

/** Closes a link that was not used. Nothing happens when it was. */
export async function revokeInvitation(db: Db, id: string, now: Date): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
}

/** The newest invitations first, the used and revoked ones too, at most two hundred. */
export async function listInvitations(db: Db): Promise<Invitation[]> {
  return db
    .selectFrom('invitations as i')
    .leftJoin('people as maker', 'maker.id', 'i.made_by')
    .leftJoin('people as user', 'user.id', 'i.used_by')
    .select([
      'i.id',
      'i.for_name as forName',
      'maker.name as madeBy',
      'i.made_at as madeAt',
      'i.expires_at as expiresAt',
      'i.used_at as usedAt',
      'user.name as usedBy',
      'i.revoked_at as revokedAt',
    ])
    .orderBy('i.made_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(mostListed)
    .execute()
}

/** Everyone who may sign in, by name, at most two hundred. */
export async function listPeople(db: Db): Promise<{ id: string; name: string; since: Date }[]> {
  return db
    .selectFrom('people')
    .select(['id', 'name', 'created_at as since'])
    .orderBy('name')
    .limit(mostListed)
    .execute()
}

export function invitationOver(): Failure {
  return new Failure(
    'forbidden',
    'This link was used already, was revoked or has expired. Ask who sent it for a new one.',
  )
}

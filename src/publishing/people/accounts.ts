import { randomBytes } from 'node:crypto'
import { betterAuth } from 'better-auth'
import type { Config } from '../../config.ts'
import { json } from '../../db/json.ts'
import type { Db } from '../../db/open.ts'
import { Failure } from '../../failure.ts'
import type { Logger } from '../../log.ts'
import { claimFirstPerson } from './firstPerson.ts'
import { invitationOver, isTaken, openInvitation, recordUse, useInvitation } from './invitations.ts'
import type { Person } from './person.ts'

/** Who may sign in, and who is signed in. Cookies are set by the headers that the answers carry. */
export interface People {
  /** Who sent these request headers, or undefined. */
  whoIs(headers: Headers): Promise<Person | undefined>
  /** Signs in and returns the cookies to set. Throws a Failure when the pair is wrong or was tried too often. */
  signIn(given: { email: string; password: string; peer: string }): Promise<string[]>
  /** Ends the sign-in of these headers and returns the cookies to set. */
  signOut(headers: Headers): Promise<string[]>
  /** Makes the first person from the one-time link's token. Throws a Failure when the link no longer holds. */
  makeFirst(given: NewPerson): Promise<void>
  /** Makes a further person from an invitation's token. Throws a Failure when it is not open any more. */
  join(given: NewPerson): Promise<void>
}

/** What an account is made from: the token of the link that allows it, and what the person entered. */
export interface NewPerson {
  readonly token: string
  readonly name: string
  readonly email: string
  readonly password: string
}

export const shortestPassword = 12
/** Ten tries in five minutes from one address: a person who mistypes is let be, a machine that guesses is not. */
const signInLimit = { window: 300, max: 10 }
const peerHeader = 'x-mainsource-peer'
const sessionDays = 30

export async function openPeople(deps: {
  db: Db
  config: Config
  log: Logger
  now: () => Date
}): Promise<People> {
  const auth = await openAuth(deps)
  const ask = (path: string, headers: Record<string, string>, body: object) =>
    auth.handler(
      new Request(`${deps.config.siteUrl}/api/auth${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: new URL(deps.config.siteUrl).origin,
          ...headers,
        },
        body: JSON.stringify(body),
      }),
    )

  /** Makes the account once `claim`, which uses its link up, has let it: of two at once one gets through. */
  const make = async ({ name, email, password }: NewPerson, claim: () => Promise<unknown>) => {
    const context = await auth.$context
    const hashed = await context.password.hash(password)
    await claim()
    const user = await context.internalAdapter.createUser(
      { name, email: email.toLowerCase(), emailVerified: true },
      { method: 'email-password' },
    )
    await context.internalAdapter.linkAccount({
      userId: user.id,
      providerId: 'credential',
      accountId: user.id,
      password: hashed,
    })
    return user.id
  }

  return {
    async whoIs(headers) {
      if (!headers.get('cookie')?.includes(cookieName)) return undefined
      const session = await auth.api.getSession({ headers })
      return session ? { id: session.user.id, name: session.user.name, email: session.user.email } : undefined
    },
    async signIn({ email, password, peer }) {
      const response = await ask('/sign-in/email', { [peerHeader]: peer }, { email, password })
      if (response.status === 429)
        throw new Failure(
          'unavailable',
          'Too many tries from your address. Wait five minutes, then try again.',
        )
      if (response.status === 401 || response.status === 400)
        throw new Failure('forbidden', 'This e-mail address and password do not belong together.')
      if (!response.ok) throw new Error(`Signing in answered ${response.status}: ${await response.text()}`)
      return response.headers.getSetCookie()
    },
    async signOut(headers) {
      const response = await ask('/sign-out', { cookie: headers.get('cookie') ?? '' }, {})
      return response.headers.getSetCookie()
    },
    async makeFirst(given) {
      await make(given, () => claimFirstPerson(deps.db, given.token))
    },
    async join(given) {
      // Asked first, so that nobody without an open link learns who has an account.
      if ((await openInvitation(deps.db, given.token, deps.now())) === undefined) throw invitationOver()
      if (await isTaken(deps.db, given.email))
        throw new Failure('invalid', 'Someone with this e-mail address has an account already.')
      let used: { id: string } | undefined
      const person = await make(given, async () => {
        used = await useInvitation(deps.db, given.token, deps.now())
      })
      await recordUse(deps.db, used!.id, person)
    },
  }
}

const cookieName = 'mainsource.session_token'

async function openAuth({ db, config, log }: { db: Db; config: Config; log: Logger }) {
  return betterAuth({
    appName: 'Mainsource',
    baseURL: config.siteUrl,
    basePath: '/api/auth',
    secret: await sessionSecret(db),
    telemetry: { enabled: false },
    database: { db, type: 'postgres' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: shortestPassword },
    logger: {
      level: 'error',
      log: (level, message) => log[level === 'error' ? 'error' : 'info']({ part: 'sign-in' }, message),
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'rate_limits',
      fields: { lastRequest: 'last_request' },
      customRules: { '/sign-in/email': signInLimit },
    },
    advanced: {
      cookiePrefix: 'mainsource',
      useSecureCookies: config.siteUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [peerHeader] },
    },
    user: {
      modelName: 'people',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'sign_ins',
      expiresIn: sessionDays * 86_400,
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    account: {
      modelName: 'credentials',
      fields: {
        userId: 'person_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
  })
}

/** The key that cookies are signed with: made once, kept in the database, so that every process of it agrees. */
async function sessionSecret(db: Db): Promise<string> {
  const name = 'session_secret'
  const fresh = json(randomBytes(32).toString('hex'))
  await db
    .insertInto('settings')
    .values({ name, value: fresh })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return row.value as unknown as string
}

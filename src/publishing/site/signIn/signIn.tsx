import type { Context, Handler, MiddlewareHandler } from 'hono'
import { Failure } from '../../../failure.ts'
import { type NewPerson, shortestPassword } from '../../people/accounts.ts'
import { holdsFirstPerson, linkOver } from '../../people/firstPerson.ts'
import { invitationOver, openInvitation } from '../../people/invitations.ts'
import type { SiteDeps } from '../deps.ts'
import { Input, Notice } from '../forms.tsx'
import { Layout } from '../layout.tsx'
import { peerOf } from '../peer.ts'
import { type SiteEnv, theReader } from '../reader.ts'

/** `GET /sign-in`. `?to=/path` is where to go afterwards. */
export const signInForm: Handler = (c) => {
  const to = localPath(c.req.query('to'))
  if (theReader().person) return c.redirect(to, 303)
  c.header('cache-control', 'no-store')
  return c.html(<SignInPage to={to} />)
}

/** `POST /sign-in`. */
export function signIn({ people }: SiteDeps): Handler {
  return async (c) => {
    const form = await c.req.formData()
    const email = textOf(form, 'email').trim()
    const to = localPath(textOf(form, 'to'))
    try {
      const cookies = await people.signIn({ email, password: textOf(form, 'password'), peer: peerOf(c) })
      return withCookies(c, cookies, to)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      return c.html(<SignInPage to={to} email={email} error={error.message} />, 422)
    }
  }
}

/** `POST /sign-out`. */
export function signOut({ people }: SiteDeps): Handler {
  return async (c) => withCookies(c, await people.signOut(c.req.raw.headers), '/')
}

/** `GET /first-person?token=…`: the form behind the one-time link. Opening it does not use the link up. */
export function firstPersonForm({ db, now }: SiteDeps): Handler {
  return async (c) => {
    const token = c.req.query('token') ?? ''
    if (!(await holdsFirstPerson(db, token, now()))) throw linkOver()
    c.header('cache-control', 'no-store')
    return c.html(<AccountPage link={firstLink} token={token} />)
  }
}

/** `POST /first-person`. */
export function makeFirstPerson({ people }: SiteDeps): Handler {
  return makeAccount(firstLink, people, (given) => people.makeFirst(given))
}

/** `GET /join?token=…`: the form behind an invitation. Opening it does not use the link up. */
export function joinForm({ db, now }: SiteDeps): Handler {
  return async (c) => {
    const token = c.req.query('token') ?? ''
    const forName = await openInvitation(db, token, now())
    if (forName === undefined) throw invitationOver()
    c.header('cache-control', 'no-store')
    return c.html(<AccountPage link={invitedLink} token={token} name={forName} />)
  }
}

/** `POST /join`. */
export function join({ people }: SiteDeps): Handler {
  return makeAccount(invitedLink, people, (given) => people.join(given))
}

/** What stands around the form for a new account, by the link that led there. */
interface AccountLink {
  readonly action: '/first-person' | '/join'
  readonly to: string
  readonly standfirst: string
}

const firstLink: AccountLink = {
  action: '/first-person',
  to: '/sources',
  standfirst:
    'You are the first: with this account you choose what is followed and work at the desk. The link that brought you here works once.',
}

const invitedLink: AccountLink = {
  action: '/join',
  to: '/desk',
  standfirst:
    'Someone who works here invited you: with this account you choose what is followed and work at the desk. The link that brought you here works once.',
}

function makeAccount(
  link: AccountLink,
  people: SiteDeps['people'],
  make: (given: NewPerson) => Promise<void>,
): Handler {
  return async (c) => {
    const form = await c.req.formData()
    const given = {
      token: textOf(form, 'token'),
      name: textOf(form, 'name').trim(),
      email: textOf(form, 'email').trim(),
      password: textOf(form, 'password'),
    }
    const show = (errors: Wrong) => c.html(<AccountPage link={link} {...given} errors={errors} />, 422)
    const errors = wrongIn(given)
    if (Object.keys(errors).length > 0) return show(errors)
    try {
      await make(given)
    } catch (error) {
      if (error instanceof Failure && error.kind === 'invalid') return show({ email: error.message })
      throw error
    }
    return withCookies(c, await people.signIn({ ...given, peer: peerOf(c) }), link.to)
  }
}

/** Lets a signed-in person through; sends others to sign in and back, or refuses what they posted. */
export const signedInOnly: MiddlewareHandler<SiteEnv> = async (c, next) => {
  if (c.var.reader.person) return next()
  if (c.req.method !== 'GET') throw new Failure('forbidden', 'Sign in first.')
  return c.redirect(`/sign-in?to=${encodeURIComponent(c.req.path)}`, 303)
}

interface Wrong {
  name?: string
  email?: string
  password?: string
}

function wrongIn(given: { name: string; email: string; password: string }): Wrong {
  return {
    ...(given.name === '' && { name: 'Enter a name; it stands beside your decisions.' }),
    ...(!/^\S+@\S+\.\S+$/.test(given.email) && {
      email: 'Enter an e-mail address, such as name@example.org.',
    }),
    ...(given.password.length < shortestPassword && {
      password: `Use at least ${shortestPassword} characters; a few words are easy to remember.`,
    }),
  }
}

function SignInPage(props: { to: string; email?: string; error?: string }) {
  return (
    <Layout title="Sign in">
      <header class="page-head">
        <h1>Sign in</h1>
        <p class="standfirst">For the desk and for what is followed. Reading needs no account.</p>
      </header>
      {props.error && (
        <Notice kind="bad">
          <p>{props.error}</p>
        </Notice>
      )}
      <form class="form" method="post" action="/sign-in">
        <input type="hidden" name="to" value={props.to} />
        <Input
          name="email"
          label="E-mail address"
          type="email"
          autocomplete="username"
          value={props.email}
          required
        />
        <Input name="password" label="Password" type="password" autocomplete="current-password" required />
        <button class="button" type="submit">
          Sign in
        </button>
      </form>
    </Layout>
  )
}

interface AccountProps {
  link: AccountLink
  token: string
  name?: string
  email?: string
  errors?: Wrong
}

function AccountPage(props: AccountProps) {
  return (
    <Layout title="Make your account">
      <header class="page-head">
        <h1>Make your account</h1>
        <p class="standfirst">{props.link.standfirst}</p>
      </header>
      <form class="form" method="post" action={props.link.action}>
        <input type="hidden" name="token" value={props.token} />
        <Input
          name="name"
          label="Name"
          hint="Shown beside your decisions on the public record."
          autocomplete="name"
          value={props.name}
          error={props.errors?.name}
          maxlength={100}
          required
        />
        <Input
          name="email"
          label="E-mail address"
          hint="Only for signing in; it is not shown."
          type="email"
          autocomplete="username"
          value={props.email}
          error={props.errors?.email}
          maxlength={200}
          required
        />
        <Input
          name="password"
          label="Password"
          hint={`At least ${shortestPassword} characters.`}
          type="password"
          autocomplete="new-password"
          error={props.errors?.password}
          minlength={shortestPassword}
          maxlength={128}
          required
        />
        <button class="button" type="submit">
          Make the account
        </button>
      </form>
    </Layout>
  )
}

function withCookies(c: Context, cookies: readonly string[], to: string): Response {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
  return c.redirect(to, 303)
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** A path of this site, never another site's address: `//other` and `/\other` are those. */
function localPath(to: string | undefined): string {
  return to && /^\/(?![/\\])/.test(to) && !/[\r\n]/.test(to) ? to : '/'
}

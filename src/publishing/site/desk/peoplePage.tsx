import type { Handler } from 'hono'
import { Failure } from '../../../failure.ts'
import {
  type Invitation,
  invite,
  listInvitations,
  listPeople,
  revokeInvitation,
} from '../../people/invitations.ts'
import type { SiteDeps } from '../deps.ts'
import { Input, Notice } from '../forms.tsx'
import { Layout } from '../layout.tsx'
import { type SiteEnv, theReader } from '../reader.ts'
import { At } from '../times.tsx'

const longestName = 100

/** `GET /desk/people`: who may sign in, and the links that let others in. */
export function people(deps: SiteDeps): Handler {
  return async (c) => c.html(<PeoplePage {...(await shownPeople(deps))} />)
}

/** `POST /desk/people`: makes a one-time link and shows it, this once. */
export function invitePerson(deps: SiteDeps): Handler<SiteEnv> {
  return async (c) => {
    const given = (await c.req.formData()).get('name')
    const forName = typeof given === 'string' ? given.trim().slice(0, longestName) : ''
    c.header('cache-control', 'no-store')
    if (forName === '') {
      const error = 'Enter for whom the link is; it stands in the list below.'
      return c.html(<PeoplePage {...(await shownPeople(deps))} error={error} />, 422)
    }
    const { person } = theReader()
    if (!person) throw new Failure('forbidden', 'Sign in first.')
    const { siteUrl } = deps.config
    const link = await invite(deps.db, { forName, by: person.id, siteUrl, now: deps.now() })
    return c.html(<PeoplePage {...(await shownPeople(deps))} made={{ link, forName }} />, 201)
  }
}

/** `POST /desk/people/:id/revoke`: closes a link that was not used. */
export function revoke({ db, now }: SiteDeps): Handler {
  return async (c) => {
    await revokeInvitation(db, c.req.param('id') ?? '', now())
    return c.redirect('/desk/people', 303)
  }
}

interface PeopleProps {
  people: Awaited<ReturnType<typeof listPeople>>
  invitations: readonly Invitation[]
  now: Date
  made?: { link: string; forName: string }
  error?: string
}

async function shownPeople({ db, now }: SiteDeps): Promise<PeopleProps> {
  const [people, invitations] = await Promise.all([listPeople(db), listInvitations(db)])
  return { people, invitations, now: now() }
}

function PeoplePage({ people, invitations, now, made, error }: PeopleProps) {
  return (
    <Layout title="People">
      <header class="page-head">
        <p class="kicker">
          <a href="/desk">Desk</a>
        </p>
        <h1>People</h1>
        <p class="standfirst">
          All who may sign in. Each of them may let in others, by a link that works once.
        </p>
      </header>
      {made && (
        <Notice kind="good">
          <p>
            Send this link to <bdi>{made.forName}</bdi>. It works once, for three days, and is not shown
            again:
          </p>
          <p>
            <code class="command">{made.link}</code>
          </p>
        </Notice>
      )}
      <form class="form" method="post" action="/desk/people">
        <Input
          name="name"
          label="Invite someone"
          hint="Their name, so that you find the link in the list. Anyone who has the link can use it."
          maxlength={longestName}
          autocomplete="off"
          error={error}
          required
        />
        <button class="button" type="submit">
          Make a link
        </button>
      </form>
      <section class="section" aria-labelledby="people">
        <h2 id="people">May sign in</h2>
        <ul class="report-list">
          {people.map((one) => (
            <li>
              <strong>
                <bdi>{one.name}</bdi>
              </strong>
              <p class="facts">
                <span>
                  since <At at={one.since} shape="day" />
                </span>
              </p>
            </li>
          ))}
        </ul>
      </section>
      {invitations.length > 0 && (
        <section class="section" aria-labelledby="links">
          <h2 id="links">Links</h2>
          <ul class="report-list">
            {invitations.map((one) => (
              <InvitationItem invitation={one} now={now} />
            ))}
          </ul>
        </section>
      )}
    </Layout>
  )
}

function InvitationItem({ invitation, now }: { invitation: Invitation; now: Date }) {
  const { id, forName, madeBy, madeAt, usedAt, usedBy, revokedAt, expiresAt } = invitation
  const isOpen = !usedAt && !revokedAt && expiresAt > now
  return (
    <li>
      <p>
        For <bdi>{forName}</bdi>
      </p>
      <p class="facts">
        <span>
          made by <bdi>{madeBy ?? 'someone who left'}</bdi>
        </span>
        <At at={madeAt} />
        {usedAt && (
          <span>
            used by <bdi>{usedBy ?? 'someone who left'}</bdi>, <At at={usedAt} />
          </span>
        )}
        {revokedAt && (
          <span>
            revoked <At at={revokedAt} />
          </span>
        )}
        {!usedAt && !revokedAt && (
          <span>
            {isOpen ? 'holds until' : 'expired'} <At at={expiresAt} />
          </span>
        )}
      </p>
      {isOpen && (
        <form class="actions" method="post" action={`/desk/people/${id}/revoke`}>
          <button class="button second" type="submit">
            Revoke<span class="hidden-visually"> the link for {forName}</span>
          </button>
        </form>
      )}
    </li>
  )
}

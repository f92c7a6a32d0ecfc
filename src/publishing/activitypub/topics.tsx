import type { Context, Handler } from 'hono'
import { type Actor, findActor, listedTopics } from '../../db/activitypub/actors.ts'
import { countFollowers } from '../../db/activitypub/followers.ts'
import { endSubscription } from '../../db/subscriptions.ts'
import type { QueryPreview } from '../../domain/alerts.ts'
import { Failure } from '../../failure.ts'
import { parseQuery } from '../../text/queries/parse.ts'
import type { SiteDeps } from '../site/deps.ts'
import { Input, Notice, TextArea } from '../site/forms.tsx'
import { Layout } from '../site/layout.tsx'
import { peerOf } from '../site/peer.ts'
import { theReader } from '../site/reader.ts'
import { count } from '../site/words.ts'
import { Allowance } from '../subscriptions/allowance.ts'
import { PreviewOfQuery } from '../subscriptions/previewOfQuery.tsx'
import { makeTopic, type WantedTopic } from './makeTopic.ts'
import { actorUrlOf, followedAs, HandleLine, HowToFollow, type Standing } from './standing.tsx'

type TopicDeps = Pick<SiteDeps, 'db' | 'config' | 'now' | 'alerts'>

const topicsOnPage = 500
/** Topics one peer may make in an hour; behind a proxy all readers are one peer. */
const anHour = 30

/** `GET /topics`: the named topics, and for the desk a form to name another. */
export function topics(deps: TopicDeps): Handler {
  return async (c) => c.html(await topicsPage(deps))
}

/** `POST /topics`: makes a query a topic; whoever is signed in may name it. */
export function newTopic(deps: TopicDeps): Handler {
  const allowance = new Allowance(anHour)
  return async (c) => {
    const wanted = wantedFrom(await c.req.formData())
    if (wanted.name !== undefined && !theReader().person) throw new Failure('forbidden', 'Sign in first.')
    if (!allowance.take(peerOf(c), deps.now())) {
      throw new Failure('conflict', 'Many topics were made from here within the hour. Try again later.')
    }
    try {
      const { name } = await deps.alerts.inTransaction(async (tx) => ({
        name: await makeTopic(tx, wanted, deps.now()),
        handoffs: [],
      }))
      return c.redirect(`/topics/${name}`, 303)
    } catch (error) {
      if (!(error instanceof Failure) || wanted.name === undefined) throw error
      return c.html(await topicsPage(deps, { wanted, error: error.message }), 422)
    }
  }
}

/** `GET /topics/:name`: what it asks for, what it caught lately, and how to follow it. */
export function topic(deps: TopicDeps): Handler {
  const { db, config, alerts } = deps
  return async (c) => {
    const actor = await heldTopic(deps, c)
    const parsed = parseQuery(actor.query)
    const [followers, preview] = await Promise.all([
      countFollowers(db, actor.name),
      parsed.ok ? alerts.preview(parsed.query) : undefined,
    ])
    const standing = followedAs(config, actor.name)
    // Anyone can make one, of any words.
    if (!actor.listed) c.header('x-robots-tag', 'noindex')
    return c.html(<TopicPage actor={actor} standing={standing} followers={followers} preview={preview} />)
  }
}

/** `POST /topics/:name/end`: ends a topic for good. */
export function endTopic(deps: TopicDeps): Handler {
  return async (c) => {
    const actor = await heldTopic(deps, c)
    await endSubscription(deps.db, actor.subscriptionId, deps.now())
    return c.redirect(`/topics/${actor.name}`, 303)
  }
}

async function heldTopic({ db }: TopicDeps, c: Context): Promise<Actor> {
  const actor = await findActor(db, { name: c.req.param('name') ?? '' })
  if (!actor || actor.storyId) throw new Failure('not_found', 'There is no such topic.')
  return actor
}

function wantedFrom(data: FormData): WantedTopic {
  const given = (name: string) => {
    const value = data.get(name)
    return typeof value === 'string' ? value : undefined
  }
  return { query: given('query') ?? '', name: given('name'), title: given('title') }
}

interface Tried {
  readonly wanted: WantedTopic
  readonly error: string
}

async function topicsPage({ db, config }: TopicDeps, tried?: Tried) {
  const listed = await listedTopics(db, topicsOnPage)
  return (
    <Layout title="Topics" description="Standing queries that anyone can follow.">
      <header class="page-head">
        <h1>Topics</h1>
        <p class="standfirst">Standing queries that anyone can follow: by feed, and from the fediverse.</p>
      </header>
      {listed.length === 0 && <p class="soft">There are none yet.</p>}
      <ul class="results">
        {listed.map((actor) => (
          <li>
            <a href={`/topics/${actor.name}`} dir="auto">
              {actor.title}
            </a>{' '}
            <code>{actor.query}</code>
            <HandleLine standing={followedAs(config, actor.name)} />
          </li>
        ))}
      </ul>
      {theReader().person && <NameTopic tried={tried} />}
    </Layout>
  )
}

function NameTopic({ tried }: { tried?: Tried }) {
  return (
    <section aria-labelledby="name-topic">
      <h2 id="name-topic" class="ruled">
        Name a topic
      </h2>
      {tried && <Notice kind="bad">{tried.error}</Notice>}
      <form class="form" method="post" action="/topics">
        <TextArea name="query" label="Query" value={tried?.wanted.query} rows={2} maxlength={500} required />
        <Input
          name="name"
          label="Name"
          hint="It begins the handle, and cannot be changed: a to z, digits and “_”."
          value={tried?.wanted.name}
          maxlength={30}
          required
        />
        <Input name="title" label="Title" value={tried?.wanted.title} maxlength={100} />
        <button class="button" type="submit">
          Make it a topic
        </button>
      </form>
    </section>
  )
}

interface TopicProps {
  actor: Actor
  standing: Standing
  followers: number
  preview?: QueryPreview
}

function TopicPage({ actor, standing, followers, preview }: TopicProps) {
  const asked = `?query=${encodeURIComponent(actor.query)}`
  return (
    <Layout
      title={actor.title}
      feedUrl={`/reports.atom${asked}`}
      actorUrl={actor.endedAt ? undefined : actorUrlOf(standing)}
    >
      <header class="page-head">
        <p class="kicker">
          <a href="/topics">Topic</a>
        </p>
        <h1 dir="auto">{actor.title}</h1>
        <p class="standfirst">
          <code>{actor.query}</code>
        </p>
        {actor.endedAt && <Notice>This topic has ended. Nothing more is said in its name.</Notice>}
        <p class="actions">
          <a class="button" href={`/subscriptions/new${asked}`}>
            Alerts by other ways
          </a>
          <a href={`/reports.atom${asked}`}>Atom feed</a>
        </p>
      </header>
      {!actor.endedAt && <HowToFollow standing={standing} />}
      {followers > 0 && <p class="soft">{count(followers, 'follower')}</p>}
      {preview && (
        <div class="section">
          <PreviewOfQuery preview={preview} />
        </div>
      )}
      {theReader().person && !actor.endedAt && (
        <form method="post" action={`/topics/${actor.name}/end`}>
          <button class="button" type="submit">
            End this topic
          </button>
        </form>
      )}
    </Layout>
  )
}

import type { Context, Handler } from 'hono'
import { findLivingStory, type StoryHead } from '../../db/pages/story.ts'
import { ensurePushKeys } from '../../db/pushKeys.ts'
import type { QueryPreview } from '../../domain/alerts.ts'
import { channelKinds } from '../../domain/channels.ts'
import { defaultRules } from '../../domain/rules.ts'
import { Failure } from '../../failure.ts'
import { parseQuery } from '../../text/queries/parse.ts'
import { FromFediverse } from '../activitypub/standing.tsx'
import { Input, Notice, Radios } from '../site/forms.tsx'
import { Layout } from '../site/layout.tsx'
import { peerOf } from '../site/peer.ts'
import { theReader } from '../site/reader.ts'
import { inLanguage } from '../site/words.ts'
import { Allowance } from './allowance.ts'
import type { SubscriptionDeps } from './deps.ts'
import { type Made, makeSubscription, type Wanted } from './make.ts'
import type { QueryProblem } from './previewOfQuery.tsx'
import { QueryField, Tried } from './queryForm.tsx'
import {
  type ReadRules,
  readRules,
  ruleFields,
  type WrittenRules,
  writeRules,
  writtenBy,
} from './readRules.ts'
import { RulesFields, textIn } from './rulesForm.tsx'
import { ServiceFields, services } from './services.tsx'

/** What was filled in. */
interface Asked {
  readonly wanted: Wanted
  readonly written: WrittenRules
}

interface Form extends Asked {
  readonly story?: StoryHead
  readonly preview?: QueryPreview
  readonly queryError?: QueryProblem
  readonly error?: string
}

/** `GET /subscriptions/new?query=…&story=…`: the form, and what the query would have caught when one is given. */
export function newForm(deps: SubscriptionDeps): Handler {
  return async (c) => {
    const asked = askedFrom((name) => c.req.query(name))
    return c.html(await newPage(deps, await formFor(deps, asked)))
  }
}

/** Subscriptions one peer may make in an hour; behind a proxy all readers are one peer. */
const anHour = 60

/** `POST /subscriptions`. */
export function subscribe(deps: SubscriptionDeps): Handler {
  const allowance = new Allowance(anHour)
  return async (c) => {
    const data = await c.req.formData()
    const asked = askedFrom((name) => textIn(data, name))
    // Asked by POST, since what was filled in may hold a token, which is not for an address.
    if (data.get('preview')) return c.html(await newPage(deps, await formFor(deps, asked)))
    try {
      if (!allowance.take(peerOf(c), deps.now())) {
        throw new Failure(
          'conflict',
          'Many subscriptions were made from here within the hour. Try again later.',
        )
      }
      const wanted = { ...asked.wanted, ...readRules(asked.written) }
      const made = await deps.alerts.inTransaction((tx) =>
        makeSubscription(tx, wanted, deps.config, deps.now()),
      )
      return await showMade(c, made)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      const form = await formFor(deps, asked)
      const message = form.queryError ? undefined : error.message
      return c.html(await newPage(deps, { ...form, error: message }), 422)
    }
  }
}

/** Who asked for mail has not shown yet that the address is theirs: the way to the subscription goes by mail. */
function showMade(c: Context, { subscription, channel }: Made): Response | Promise<Response> {
  if (channel.kind !== 'email') return c.redirect(`/subscriptions/${subscription.manageToken}`, 303)
  return c.html(
    <Layout title="Look into your mail">
      <section class="empty asks">
        <h1>Look into your mail</h1>
        <p>
          A message is on its way to <bdi>{channel.address}</bdi>. Open the link in it and confirm; alerts
          begin then.
        </p>
      </section>
    </Layout>,
  )
}

function askedFrom(given: (name: string) => string | undefined): Asked {
  const kind = channelKinds.find((one) => one === given('kind'))
  const wanted = {
    query: given('query') ?? '',
    title: given('title'),
    story: given('story') || undefined,
    kind: kind ?? 'atom',
    address: (kind && given(kind)) ?? '',
    secret: kind && given(`${kind}-secret`),
  }
  const byDefault = writeRules({ rules: defaultRules, zone: theReader().zone })
  return { wanted, written: writtenBy((name) => given(name) ?? byDefault[name]) }
}

async function formFor({ db, alerts }: SubscriptionDeps, asked: Asked): Promise<Form> {
  const { wanted } = asked
  const story = wanted.story ? await findLivingStory(db, wanted.story) : undefined
  if (wanted.story && !story) throw new Failure('not_found', 'There is no such story.')
  if (wanted.query.trim() === '') return { ...asked, story }
  const parsed = parseQuery(wanted.query)
  if (!parsed.ok) return { ...asked, story, queryError: parsed }
  const heeded = heededFrom(asked.written)
  return { ...asked, story, preview: await alerts.preview(parsed.query, { ...heeded, story: story?.id }) }
}

/** The rules as far as they can be read: what is wrong with them is said when the form is sent. */
function heededFrom(written: WrittenRules): ReadRules {
  try {
    return readRules(written)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { rules: defaultRules, zone: 'UTC' }
  }
}

async function newPage({ db, config }: SubscriptionDeps, form: Form) {
  const { publicKey } = await ensurePushKeys(db)
  return <NewPage {...form} sendsMail={config.smtpUrl !== undefined} pushKey={publicKey} config={config} />
}

interface NewPageProps extends Form {
  readonly sendsMail: boolean
  /** What a browser is given when it is asked for notifications. */
  readonly pushKey: string
  readonly config: SubscriptionDeps['config']
}

function NewPage(props: NewPageProps) {
  const { wanted, written, story, preview, queryError, error, sendsMail, pushKey } = props
  const title = story ? 'Follow this story' : 'New alerts'
  return (
    <Layout
      title={title}
      description="Be told when something new is said, once."
      modules={['push.js', 'preview.js']}
    >
      <header class="page-head">
        <h1>{title}</h1>
        <p class="standfirst">
          You are told when a report says something new that you have not been told, once, with who says it
          and where it comes from.
        </p>
      </header>
      {error && <Notice kind="bad">{error}</Notice>}
      <form class="form" method="post" action="/subscriptions" data-push-key={pushKey} data-previews="yes">
        {story && (
          <>
            <input type="hidden" name="story" value={story.id} />
            <p>
              Story: <strong {...inLanguage(story.lang)}>{story.headline}</strong>
            </p>
          </>
        )}
        <QueryField
          label={story ? 'Only what meets a query (may stay empty)' : 'Tell me of'}
          query={wanted.query}
          error={queryError}
          required={!story}
        />
        <Tried query={wanted.query} preview={preview} error={queryError} />
        <RulesToSet written={written} />
        <Input name="title" label="Name it (may stay empty)" value={wanted.title} maxlength={200} />
        <Radios
          name="kind"
          label="Where to"
          value={wanted.kind ?? 'atom'}
          choices={[
            { value: 'atom', label: 'A private feed (Atom)' },
            ...(sendsMail ? [{ value: 'email', label: 'Mail' }] : []),
            { value: 'webpush', label: 'Notifications of this browser (they need JavaScript)' },
            ...services.map(({ kind, label }) => ({ value: kind, label })),
          ]}
        />
        {sendsMail && (
          <div class="for-kind for-email">
            <Input
              name="email"
              label="Mail address"
              type="email"
              hint="You are asked to confirm it."
              autocomplete="email"
              value={wanted.kind === 'email' ? wanted.address : undefined}
              maxlength={254}
            />
          </div>
        )}
        {/* Filled by push.js with what the browser gives. */}
        <input type="hidden" name="webpush" value={wanted.kind === 'webpush' ? wanted.address : ''} />
        <p class="error" data-push-error hidden>
          This browser gives no address for notifications. Allow them for this site, or choose another way.
        </p>
        {services.map((service) => (
          <ServiceFields service={service} wanted={wanted} />
        ))}
        <button class="button" type="submit">
          Subscribe
        </button>
      </form>
      <FromFediverse story={story} query={preview && wanted.query} config={props.config} />
    </Layout>
  )
}

/** Folded away while all is as by default. */
function RulesToSet({ written }: { written: WrittenRules }) {
  const byDefault = writeRules({ rules: defaultRules, zone: written.zone })
  return (
    <details class="more" open={ruleFields.some((name) => written[name] !== byDefault[name])}>
      <summary>
        When and how much <span class="soft">(at once and all that is new, unless you say otherwise)</span>
      </summary>
      <div class="form details-form">
        <RulesFields written={written} isNew />
      </div>
    </details>
  )
}

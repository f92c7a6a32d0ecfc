import type { Handler } from 'hono'
import { countSources, listSources, type SourceLine } from '../../../db/pages/sources.ts'
import { Failure } from '../../../failure.ts'
import type { SiteDeps } from '../deps.ts'
import { Input, Notice } from '../forms.tsx'
import { Layout } from '../layout.tsx'
import { theReader } from '../reader.ts'
import { At } from '../times.tsx'
import { count } from '../words.ts'
import { FeedItem } from './feedItem.tsx'

const sourcesOnPage = 100

interface Form {
  address?: string
  error?: string
}

/** `GET /sources`: who is followed, and how that goes. */
export function sources(deps: SiteDeps): Handler {
  return async (c) => c.html(await sourcesPage(deps, Number(c.req.query('page') ?? 1), {}))
}

/** `POST /sources`: follows a feed, a site or a page. */
export function addSource(deps: SiteDeps): Handler {
  return async (c) => {
    const given = (await c.req.formData()).get('address')
    const address = typeof given === 'string' ? given.trim() : ''
    try {
      if (address === '') throw new Failure('invalid', 'Enter the address of a feed, a site or a page.')
      const added = await deps.addSource(address)
      return c.redirect(`/sources/${added.sourceId}`, 303)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      return c.html(await sourcesPage(deps, 1, { address, error: error.message }), 422)
    }
  }
}

async function sourcesPage({ db, now }: SiteDeps, asked: number, form: Form) {
  const page = Number.isInteger(asked) && asked > 0 ? asked : 1
  const [lines, all] = await Promise.all([
    listSources(db, { limit: sourcesOnPage, offset: (page - 1) * sourcesOnPage }),
    countSources(db),
  ])
  return <SourcesPage lines={lines} all={all} page={page} form={form} now={now()} />
}

interface SourcesProps {
  lines: readonly SourceLine[]
  all: number
  page: number
  form: Form
  now: Date
}

function SourcesPage({ lines, all, page, form, now }: SourcesProps) {
  const { person } = theReader()
  const pages = Math.ceil(all / sourcesOnPage)
  return (
    <Layout title="Sources" description="Who is followed, when each was asked last, and what went wrong.">
      <header class="page-head">
        <h1>Sources</h1>
        <p class="standfirst">
          {all === 0 ? 'Nobody is followed yet.' : `${count(all, 'source')}, and how their feeds are doing.`}
        </p>
      </header>
      {person ? <AddForm form={form} /> : <SignInToAdd />}
      <ol class="sources">
        {lines.map((line) => (
          <SourceItem line={line} now={now} />
        ))}
      </ol>
      {pages > 1 && (
        <nav class="pages" aria-label="More sources">
          {page > 1 ? <a href={`/sources?page=${page - 1}`}>← Earlier in the list</a> : <span />}
          {page < pages && <a href={`/sources?page=${page + 1}`}>Later in the list →</a>}
        </nav>
      )}
    </Layout>
  )
}

function AddForm({ form }: { form: Form }) {
  return (
    <>
      {form.error && (
        <Notice kind="bad">
          {form.error.split('\n').map((line) => (
            <p>{line}</p>
          ))}
        </Notice>
      )}
      <form class="form add-source" method="post" action="/sources">
        <Input
          name="address"
          label="Follow a source"
          hint="The address of a feed, a news sitemap, a site that advertises one, or a single page."
          value={form.address}
          error={form.error ? 'This address could not be followed.' : undefined}
          maxlength={2000}
          required
        />
        <button class="button" type="submit">
          Follow
        </button>
      </form>
    </>
  )
}

function SignInToAdd() {
  return (
    <p class="add-source">
      <a href="/sign-in?to=/sources">Sign in</a> to follow another source.
    </p>
  )
}

function SourceItem({ line, now }: { line: SourceLine; now: Date }) {
  return (
    <li class="source">
      <div>
        <h2>
          <a href={`/sources/${line.id}`}>
            <bdi lang={line.lang ?? undefined}>{line.name}</bdi>
          </a>
        </h2>
        <p class="facts">
          {line.kind === 'agency' && <span>agency</span>}
          <span>{count(line.reports, 'report')}</span>
          {line.newestAt && (
            <span>
              newest <At at={line.newestAt} />
            </span>
          )}
        </p>
      </div>
      {line.feeds.length > 0 ? (
        <ul class="feeds">
          {line.feeds.map((feed) => (
            <FeedItem feed={feed} now={now} />
          ))}
        </ul>
      ) : (
        <p class="soft small">No feed of it is followed; it was met in an archive or as a credit.</p>
      )}
    </li>
  )
}

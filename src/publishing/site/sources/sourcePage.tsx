import type { Handler } from 'hono'
import { currentDecision, type Decision } from '../../../db/decisions.ts'
import {
  type FeedHealth,
  type FetchLine,
  feedsOf,
  fetchesOf,
  findSource,
  reportsBySource,
  type SourceHead,
  type SourceReport,
} from '../../../db/pages/sources.ts'
import { Failure } from '../../../failure.ts'
import type { SiteDeps } from '../deps.ts'
import { longestReason } from '../desk/decide.ts'
import { Input, Notice } from '../forms.tsx'
import { Layout } from '../layout.tsx'
import { type Place, readPlace, writePlace } from '../place.ts'
import { theReader } from '../reader.ts'
import { At } from '../times.tsx'
import { hostOf, inLanguage, languageName, number, webAddress } from '../words.ts'
import { FeedItem } from './feedItem.tsx'

const reportsOnPage = 30

/** `GET /sources/:id`: what a source published, and how following it goes. */
export function source({ db, now }: SiteDeps): Handler {
  return async (c) => {
    const head = await findSource(db, c.req.param('id') ?? '')
    if (!head) throw new Failure('not_found', 'There is no such source.')
    const before = readPlace(c.req.query('after'))
    const subject = { kind: 'source', id: head.id } as const
    const [feeds, fetches, found, decision] = await Promise.all([
      feedsOf(db, [head.id]),
      fetchesOf(db, head.id, 15),
      reportsBySource(db, head.id, { limit: reportsOnPage + 1, before }),
      currentDecision(db, subject, ['hold', 'release']),
    ])
    const reports = found.slice(0, reportsOnPage)
    const last = found.length > reportsOnPage ? reports.at(-1) : undefined
    return c.html(
      <SourcePage
        head={head}
        feeds={feeds}
        fetches={fetches}
        reports={reports}
        older={last}
        isFirst={!before}
        hold={decision?.action === 'hold' ? decision : undefined}
        now={now()}
      />,
    )
  }
}

interface SourceProps {
  head: SourceHead
  feeds: readonly FeedHealth[]
  fetches: readonly FetchLine[]
  reports: readonly SourceReport[]
  older?: Place
  isFirst: boolean
  /** The hold in force. */
  hold?: Decision
  now: Date
}

function SourcePage(props: SourceProps) {
  const { head } = props
  const home = webAddress(head.homeUrl)
  return (
    <Layout title={head.name} description={`What ${head.name} published, and where its texts came from.`}>
      <header class="page-head">
        <p class="kicker">{head.kind === 'agency' ? 'Agency' : 'Source'}</p>
        <h1 {...inLanguage(head.lang)}>{head.name}</h1>
        <p class="facts">
          {head.lang && <span>{languageName(head.lang)}</span>}
          {home && (
            <a href={home} rel="noopener noreferrer external">
              {hostOf(home)}
            </a>
          )}
        </p>
      </header>
      {props.hold && (
        <Notice>
          <p>
            New reports of this source are held back since <At at={props.hold.at} shape="full" />:{' '}
            {props.hold.why}
          </p>
        </Notice>
      )}
      <div class="with-aside">
        <section aria-labelledby="reports">
          <h2 id="reports" class="ruled">
            Reports
          </h2>
          {props.reports.length === 0 && <p class="soft">None yet.</p>}
          <ol class="report-list">
            {props.reports.map((report) => (
              <ReportItem report={report} name={head.name} />
            ))}
          </ol>
          {(props.older || !props.isFirst) && (
            <nav class="pages" aria-label="More reports">
              {props.isFirst ? <span /> : <a href={`/sources/${head.id}`}>← Newest reports</a>}
              {props.older && (
                <a href={`/sources/${head.id}?after=${encodeURIComponent(writePlace(props.older))}`}>
                  Older reports →
                </a>
              )}
            </nav>
          )}
        </section>
        <aside>
          <section aria-labelledby="feeds">
            <h2 id="feeds" class="ruled">
              Feeds
            </h2>
            {props.feeds.length === 0 && <p class="soft">No feed of it is followed.</p>}
            <ul class="feeds">
              {props.feeds.map((feed) => (
                <FeedItem feed={feed} now={props.now} />
              ))}
            </ul>
          </section>
          <Fetches fetches={props.fetches} />
          {theReader().person && <HoldForm id={head.id} isHeld={props.hold !== undefined} />}
        </aside>
      </div>
    </Layout>
  )
}

function ReportItem({ report, name }: { report: SourceReport; name: string }) {
  const isCopy = report.kind !== null && report.kind !== 'own'
  return (
    <li>
      <h3 {...inLanguage(report.lang)}>
        <a href={`/reports/${report.id}`}>{report.headline}</a>
      </h3>
      <p class="facts">
        <At at={report.at} />
        {isCopy && (
          <span>
            {report.kind === 'quoted' ? 'quotes' : report.kind === 'whole' ? 'whole from' : 'modified from'}{' '}
            <bdi>{report.mainName}</bdi>
          </span>
        )}
        {!isCopy && report.mainName !== null && report.mainName !== name && (
          <span>
            declares <bdi>{report.mainName}</bdi>
          </span>
        )}
      </p>
    </li>
  )
}

function HoldForm({ id, isHeld }: { id: string; isHeld: boolean }) {
  return (
    <section class="section" aria-labelledby="decide">
      <h2 id="decide">Decide</h2>
      <form class="decide" method="post" action={`/sources/${id}/${isHeld ? 'release' : 'hold'}`}>
        <Input
          name="why"
          label="Reason"
          hint={isHeld ? undefined : 'Reports that come from now on wait at the desk.'}
          maxlength={longestReason}
          autocomplete="off"
          required
        />
        <button class="button second" type="submit">
          {isHeld ? 'Release the source' : 'Hold the source'}
        </button>
      </form>
    </section>
  )
}

const outcomes = { ok: 'answered', 'not-modified': 'nothing new', failed: 'failed' } as const

function Fetches({ fetches }: { fetches: readonly FetchLine[] }) {
  if (fetches.length === 0) return null
  return (
    <section class="section" aria-labelledby="fetches">
      <h2 id="fetches">Last requests</h2>
      <ul class="claims">
        {fetches.map((fetch) => (
          <li>
            <p class="facts">
              <At at={fetch.startedAt} />
              <span>{outcomes[fetch.outcome]}</span>
              {fetch.status !== null && <span>{fetch.status}</span>}
              <span>{number(fetch.tookMs)} ms</span>
            </p>
            {fetch.why && <p class="feed-error">{fetch.why}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

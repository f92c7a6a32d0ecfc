import type { Handler } from 'hono'
import {
  countStory,
  developmentsOf,
  findStoryHead,
  reportsOf,
  type StoryDevelopment,
  type StoryHead,
  type StoryReport,
} from '../../../db/pages/story.ts'
import type { StoryMove } from '../../../db/stories.ts'
import { storyActor } from '../../../domain/fediverse.ts'
import type { DevelopmentId } from '../../../domain/ids.ts'
import { Failure } from '../../../failure.ts'
import { actorUrlOf, followedAs, HandleLine, type Standing } from '../../activitypub/standing.tsx'
import { isChain } from '../chain/graph.ts'
import { type Chain, storyChain } from '../chain/nodes.ts'
import { ChainPicture } from '../chain/picture.tsx'
import { oldWordingsIn } from '../corrections/find.ts'
import type { OldWording } from '../corrections/oldWording.ts'
import { OldText, OldTextLine } from '../corrections/section.tsx'
import type { SiteDeps } from '../deps.ts'
import { originWords } from '../findings.ts'
import { Layout } from '../layout.tsx'
import { At } from '../times.tsx'
import { NewSince } from '../visits/marks.tsx'
import { newFrom, noteVisit } from '../visits/remember.ts'
import { count, duration, inLanguage } from '../words.ts'
import { type Carrier, carriersOf } from './carriers.ts'
import { Developments } from './developments.tsx'
import { MovedReports, movedReports } from './movedReports.tsx'
import { gatherVoices, type Voice } from './voices.ts'

const developmentsOnPage = 300
const reportsOnPage = 1000

/** `GET /stories/:id`: what was added to a story in time, new to this reader or not, and its reports by main source. */
export function story(deps: SiteDeps): Handler {
  const { db } = deps
  return async (c) => {
    const head = await findStoryHead(db, c.req.param('id') ?? '')
    if (!head) throw new Failure('not_found', 'There is no such story.')
    if (head.mergedInto) return c.redirect(`/stories/${head.mergedInto}`, 301)
    const now = deps.now()
    const [developments, reports, counts, chain, oldWordings, moves] = await Promise.all([
      developmentsOf(db, head.id, developmentsOnPage),
      reportsOf(db, head.id, reportsOnPage),
      countStory(db, head.id),
      storyChain(db, head.id),
      oldWordingsIn(deps, head.id),
      movedReports(db, head.id),
    ])
    const carriers = await carriersOf(deps, head.id, developments)
    const since = await noteVisit(c, deps, head.id, now)
    return c.html(
      <StoryPage
        head={head}
        developments={developments}
        carriers={carriers}
        visit={since && { since, now }}
        voices={gatherVoices(reports)}
        counts={counts}
        chain={chain}
        oldWordings={oldWordings}
        moves={moves}
        standing={followedAs(deps.config, storyActor(head.id))}
      />,
    )
  }
}

interface StoryProps {
  head: StoryHead
  developments: readonly StoryDevelopment[]
  carriers: ReadonlyMap<DevelopmentId, readonly Carrier[]>
  /** When the reader's last visit was; absent in the first. */
  visit?: { readonly since: Date; readonly now: Date }
  voices: readonly Voice[]
  counts: { reports: number; origins: number }
  chain: Chain
  oldWordings: readonly OldWording[]
  moves: readonly StoryMove[]
  standing: Standing
}

function StoryPage(props: StoryProps) {
  const { head, developments, carriers, visit, voices, counts, chain, oldWordings, moves } = props
  const fresh = visit ? developments.filter(({ shownAt }) => shownAt > newFrom(visit.since)) : []
  const feedUrl = `/stories/${head.id}.atom`
  return (
    <Layout
      title={head.headline}
      feedUrl={feedUrl}
      actorUrl={actorUrlOf(props.standing)}
      description={`${count(counts.reports, 'report')}, ${count(counts.origins, 'origin')}: what was added, when and by whom.`}
    >
      <header class="page-head story-head">
        <p class="kicker">Story</p>
        <h1 {...inLanguage(head.lang)}>{head.headline}</h1>
        <p class="facts">
          <strong>
            {count(counts.reports, 'report')}, {count(counts.origins, 'origin')}
          </strong>
          <span>
            <At at={head.firstAt} /> to <At at={head.lastAt} />
          </span>
        </p>
        {visit && <NewSince {...visit} count={fresh.length} first={fresh[0]?.id} />}
        <OldTextLine wordings={oldWordings} />
        <p class="actions">
          <a class="button" href={`/subscriptions/new?story=${head.id}`}>
            Follow this story
          </a>
          <a href={feedUrl}>Atom feed</a>
        </p>
        <HandleLine standing={props.standing} />
      </header>
      <nav class="on-page" aria-label="On this page">
        <a href="#developments">What was added</a>
        {isChain(chain.rows) && <a href="#picture">Who took from whom</a>}
        <a href="#reports">Reports by main source</a>
      </nav>
      <div class="with-aside">
        <div>
          <Developments
            developments={developments}
            carriers={carriers}
            isNew={new Set(fresh.map(({ id }) => id))}
            isCut={developments.length === developmentsOnPage}
          />
          <OldText wordings={oldWordings} lang={head.lang} />
          {isChain(chain.rows) && (
            <section class="section" aria-labelledby="picture">
              <h2 id="picture">Who took from whom</h2>
              <ChainPicture rows={chain.rows} all={chain.all} />
            </section>
          )}
          <MovedReports moves={moves} />
        </div>
        <aside aria-labelledby="reports">
          <h2 id="reports" class="ruled">
            Reports by main source
          </h2>
          <ol class="voices">
            {voices.map((voice) => (
              <VoiceItem voice={voice} />
            ))}
          </ol>
        </aside>
      </div>
    </Layout>
  )
}

function VoiceItem({ voice }: { voice: Voice }) {
  return (
    <li class="voice">
      <h3>
        <bdi>{voice.name}</bdi>
      </h3>
      <p class="facts">
        <strong>{count(voice.reports.length, 'report')}</strong>
        {voice.whole > 0 && <span>{voice.whole} whole</span>}
        {voice.modified > 0 && <span>{voice.modified} modified</span>}
        {voice.quoted > 0 && <span>{voice.quoted} quoting</span>}
        {!voice.seen && <span>its own text was not seen</span>}
      </p>
      <ul class="voice-reports">
        {voice.reports.map((report) => (
          <VoiceReport report={report} isAlone={voice.reports.length === 1} />
        ))}
      </ul>
    </li>
  )
}

function VoiceReport({ report, isAlone }: { report: StoryReport; isAlone: boolean }) {
  const lagMs = report.at.getTime() - (report.mainAt ?? report.at).getTime()
  return (
    <li>
      <a href={`/reports/${report.id}`} {...inLanguage(report.lang)}>
        {report.headline}
      </a>
      <p class="facts">
        <bdi>{report.sourceName}</bdi>
        {!isAlone && <span>{standingOf(report)}</span>}
        {lagMs > 0 ? <span>{duration(lagMs)} later</span> : <At at={report.at} />}
      </p>
    </li>
  )
}

function standingOf(report: StoryReport): string {
  if (report.kind === null) return 'not looked into yet'
  return report.mainReportId === report.id ? 'main source' : originWords[report.kind]
}

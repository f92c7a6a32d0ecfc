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
import { developmentWords } from '../../../domain/story.ts'
import { Failure } from '../../../failure.ts'
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
import { count, duration, inLanguage } from '../words.ts'
import { MovedReports, movedReports } from './movedReports.tsx'
import { gatherVoices, type Voice } from './voices.ts'

const developmentsOnPage = 300
const developmentsOpen = 12
const reportsOnPage = 1000

/** `GET /stories/:id`: what was added to a story in time, and its reports gathered by main source. */
export function story(deps: SiteDeps): Handler {
  const { db } = deps
  return async (c) => {
    const head = await findStoryHead(db, c.req.param('id') ?? '')
    if (!head) throw new Failure('not_found', 'There is no such story.')
    if (head.mergedInto) return c.redirect(`/stories/${head.mergedInto}`, 301)
    const [developments, reports, counts, chain, oldWordings, moves] = await Promise.all([
      developmentsOf(db, head.id, developmentsOnPage),
      reportsOf(db, head.id, reportsOnPage),
      countStory(db, head.id),
      storyChain(db, head.id),
      oldWordingsIn(deps, head.id),
      movedReports(db, head.id),
    ])
    return c.html(
      <StoryPage
        head={head}
        developments={developments}
        voices={gatherVoices(reports)}
        counts={counts}
        chain={chain}
        oldWordings={oldWordings}
        moves={moves}
      />,
    )
  }
}

interface StoryProps {
  head: StoryHead
  developments: readonly StoryDevelopment[]
  voices: readonly Voice[]
  counts: { reports: number; origins: number }
  chain: Chain
  oldWordings: readonly OldWording[]
  moves: readonly StoryMove[]
}

function StoryPage({ head, developments, voices, counts, chain, oldWordings, moves }: StoryProps) {
  const feedUrl = `/stories/${head.id}.atom`
  return (
    <Layout
      title={head.headline}
      feedUrl={feedUrl}
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
        <OldTextLine wordings={oldWordings} />
        <p class="actions">
          <a class="button" href={`/subscriptions/new?story=${head.id}`}>
            Follow this story
          </a>
          <a href={feedUrl}>Atom feed</a>
        </p>
      </header>
      <nav class="on-page" aria-label="On this page">
        <a href="#developments">What was added</a>
        {isChain(chain.rows) && <a href="#picture">Who took from whom</a>}
        <a href="#reports">Reports by main source</a>
      </nav>
      <div class="with-aside">
        <div>
          <Developments developments={developments} />
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

/** The newest in full, earlier ones behind a line that opens: a long story stays a page one can cross. */
function Developments({ developments }: { developments: readonly StoryDevelopment[] }) {
  const first = developments.slice(0, developmentsOpen)
  const others = developments.slice(developmentsOpen)
  return (
    <section aria-labelledby="developments">
      <h2 id="developments" class="ruled">
        What was added
      </h2>
      {developments.length === 0 ? (
        <p class="soft">Nothing was found in these reports that was not there before.</p>
      ) : (
        <ol class="developments">
          {first.map((development) => (
            <DevelopmentItem development={development} />
          ))}
        </ol>
      )}
      {others.length > 0 && (
        <details class="more earlier">
          <summary>{count(others.length, 'earlier development')}</summary>
          <ol class="developments" start={developmentsOpen + 1}>
            {others.map((development) => (
              <DevelopmentItem development={development} />
            ))}
          </ol>
        </details>
      )}
      {developments.length === developmentsOnPage && (
        <p class="soft small">The newest {developmentsOnPage} are shown.</p>
      )}
    </section>
  )
}

function DevelopmentItem({ development }: { development: StoryDevelopment }) {
  const { reportId, inRevision, start } = development
  const page = inRevision === null ? `/reports/${reportId}` : `/reports/${reportId}/revisions/${inRevision}`
  return (
    <li class={`development is-${development.kind}`}>
      <p class="moment">
        <At at={development.at} shape="time" /> <At at={development.at} shape="day" />
      </p>
      <div class="development-what">
        <p class="kicker">{developmentWords[development.kind]}</p>
        <p class="development-text" {...inLanguage(development.lang)}>
          {development.text}
        </p>
        {development.replaces && (
          <p class="development-before">
            Before: <bdi>{development.replaces}</bdi>
          </p>
        )}
        <p class="facts">
          {development.speaker && (
            <span>
              Said by <strong {...inLanguage(development.lang)}>{development.speaker}</strong>
            </span>
          )}
          <bdi>{development.sourceName}</bdi>
          <a href={`${page}#at-${start}`}>in its report</a>
        </p>
      </div>
    </li>
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

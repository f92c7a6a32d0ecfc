import type { ReportName } from '../../../db/pages/report.ts'
import { isChain } from '../chain/graph.ts'
import { ChainPicture } from '../chain/picture.tsx'
import { OldText, OldTextLine } from '../corrections/section.tsx'
import { Notice } from '../forms.tsx'
import { Layout } from '../layout.tsx'
import { At } from '../times.tsx'
import { hostOf, inLanguage, languageName, listed, webAddress } from '../words.ts'
import { Aside } from './aside.tsx'
import { Body } from './body.tsx'
import { marksIn } from './marks.ts'
import { numberParagraphs } from './paragraphs.ts'
import { ProvenanceBox } from './provenanceBox.tsx'
import type { ReportView } from './showReport.ts'

/** A report from headline to credit, with where its text came from. */
export function ReportPage({ view }: { view: ReportView }) {
  const { report } = view
  const lang = report.reading.lang
  const marks = marksIn(report.text, view.traces)
  const paragraphs = numberParagraphs(report.reading)
  return (
    <Layout
      title={report.headline}
      description={`${report.sourceName}: where this report’s text came from, and what in it is new.`}
      modules={['passages.js']}
    >
      <header class="page-head report-head">
        <p class="kicker">
          <a href={`/sources/${report.sourceId}`}>{report.sourceName}</a>
          {view.story && (
            <>
              {' · in the story '}
              <a href={`/stories/${view.story.id}`}>{view.story.headline}</a>
            </>
          )}
        </p>
        <h1 {...inLanguage(lang)}>{report.headline}</h1>
        <Facts view={view} />
        <OldTextLine wordings={view.oldWordings} />
      </header>
      <Standing view={view} />
      <div class="with-aside report">
        <div>
          <ProvenanceBox view={view} paragraphs={paragraphs} />
          <Body view={view} marks={marks} paragraphs={paragraphs} />
          <OldText wordings={view.oldWordings} lang={lang} />
          <Picture view={view} />
          <NextTo view={view} />
        </div>
        <Aside view={view} marks={marks} />
      </div>
    </Layout>
  )
}

function Facts({ view }: { view: ReportView }) {
  const { report } = view
  const { reading } = report
  const address = webAddress(report.url)
  return (
    <p class="facts">
      {reading.authors.length > 0 && (
        <span>
          By <strong {...inLanguage(reading.lang)}>{listed(reading.authors)}</strong>
        </span>
      )}
      <span>
        {report.publishedAt ? (
          <>
            Published <At at={report.publishedAt} shape="full" />
          </>
        ) : (
          <>
            First seen <At at={report.seenAt} shape="full" />; no time is printed
          </>
        )}
      </span>
      {reading.lang && <span>{languageName(reading.lang)}</span>}
      {address && (
        <a href={address} rel="noopener noreferrer external">
          The page at {hostOf(address)}
        </a>
      )}
    </p>
  )
}

/** Notices of what the reader must know before reading: withdrawn, or not the current text. */
function Standing({ view: { report } }: { view: ReportView }) {
  return (
    <>
      {(report.withdrawnAt || !report.publicAt) && (
        <Notice kind="bad">
          <p>
            {report.withdrawnAt ? 'This report was withdrawn' : 'This report is not public'}: you see it
            because you are signed in.
          </p>
        </Notice>
      )}
      {!report.isCurrent && (
        <Notice>
          <p>
            This is revision {report.revisionNumber}, not the text as it stands.{' '}
            <a href={`/reports/${report.id}`}>Read the current text.</a>
          </p>
        </Notice>
      )}
    </>
  )
}

function Picture({ view: { chain, report } }: { view: ReportView }) {
  if (!isChain(chain.rows)) return null
  return (
    <section class="section" aria-labelledby="picture">
      <h2 id="picture">Who took from whom</h2>
      <ChainPicture rows={chain.rows} all={chain.all} here={report.id} />
    </section>
  )
}

function NextTo({ view }: { view: ReportView }) {
  const rows = [
    { where: 'in the story', ...view.inStory },
    { where: `in ${view.report.sourceName}`, ...view.inSource },
  ].filter((row) => row.previous || row.next)
  if (rows.length === 0) return null
  return (
    <nav class="next-to" aria-label="Previous and next reports">
      {rows.map((row) => (
        <div class="next-to-row">
          <NextLink to={row.previous} label={`← Previous ${row.where}`} />
          <NextLink to={row.next} label={`Next ${row.where} →`} />
        </div>
      ))}
    </nav>
  )
}

function NextLink({ to, label }: { to?: ReportName; label: string }) {
  if (!to) return <span />
  return (
    <a href={`/reports/${to.id}`}>
      <span class="next-label">{label}</span>
      <span {...inLanguage(to.lang)}>{to.headline}</span>
    </a>
  )
}

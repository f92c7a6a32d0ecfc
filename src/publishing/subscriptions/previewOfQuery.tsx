import type { QueryPreview } from '../../domain/alerts.ts'
import { At } from '../site/times.tsx'
import { count, inLanguage, number } from '../site/words.ts'

/** What a query would have caught, and how many alerts it makes. */
export function PreviewOfQuery({ preview }: { preview: QueryPreview }) {
  return (
    <section aria-labelledby="preview" class="preview">
      <h2 id="preview">In the last {preview.days} days</h2>
      <PreviewInWords preview={preview} />
      <PreviewedReports preview={preview} />
    </section>
  )
}

export function PreviewInWords({ preview: { days, looked, isAll, matched, news, alerts } }: PreviewProps) {
  return (
    <p>
      In the last {days} days it would have caught <strong>{count(matched, 'report')}</strong>
      {matched > 0 && (
        <>
          , {newsAmong(news, matched)} something new, which makes{' '}
          <strong>
            {alerts === 0 ? 'no alert' : `${number(alerts)} ${alerts === 1 ? 'alert' : 'alerts'} at most`}
          </strong>
        </>
      )}
      .{' '}
      <span class="soft">
        {isAll
          ? `All ${count(looked, 'report')} were looked at.`
          : `The newest ${count(looked, 'report')} were looked at.`}
      </span>
    </p>
  )
}

function newsAmong(news: number, matched: number): string {
  if (news === 0) return 'none with'
  if (news < matched) return `${number(news)} with`
  return matched === 1 ? 'with' : 'each with'
}

interface PreviewProps {
  preview: QueryPreview
}

/** The newest of them, with the words by which they were caught. */
export function PreviewedReports({ preview: { newest, matched } }: PreviewProps) {
  if (newest.length === 0) return null
  return (
    <>
      {matched > newest.length && <p class="small soft">The newest {newest.length}:</p>}
      <ol class="results">
        {newest.map((report) => (
          <li>
            <p {...inLanguage(report.lang)}>
              <a href={`/reports/${report.id}`}>{report.headline}</a>
            </p>
            <p class="small soft">
              <bdi>{report.source}</bdi>, <At at={new Date(report.at)} />
              {report.matched.length > 0 && (
                <>
                  {' – found: '}
                  <bdi>{report.matched.join(' · ')}</bdi>
                </>
              )}
            </p>
          </li>
        ))}
      </ol>
    </>
  )
}

/** What is wrong with a query, and at which character, from 0. */
export interface QueryProblem {
  readonly at: number
  readonly message: string
}

const shownBefore = 200
const shownAfter = 60

/** A query with the character marked at which it cannot be read on, whichever way it is written. */
export function MarkedQuery({ query, problem }: { query: string; problem: QueryProblem }) {
  const { at } = problem
  const start = Math.max(0, at - shownBefore)
  const wrong = String.fromCodePoint(query.codePointAt(at) ?? 0x2026)
  return (
    <p>
      Here:{' '}
      <code class="query-wrong" dir="auto">
        {start > 0 && '… '}
        {query.slice(start, at)}
        <mark class="hit">{wrong}</mark>
        {query.slice(at + wrong.length, at + wrong.length + shownAfter)}
      </code>
    </p>
  )
}

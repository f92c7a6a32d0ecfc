import type { QueryPreview } from '../../domain/alerts.ts'
import { At } from '../site/times.tsx'
import { count, inLanguage, number } from '../site/words.ts'

/** What a query would have caught, newest first. */
export function PreviewOfQuery({ preview }: { preview: QueryPreview }) {
  const { days, looked, isAll, matched, alerts, newest } = preview
  return (
    <section aria-labelledby="preview" class="preview">
      <h2 id="preview">In the last {days} days</h2>
      <p role="status">
        It would have caught <strong>{count(matched, 'report')}</strong>, which makes{' '}
        <strong>
          {alerts === 0 ? 'no alert' : `${number(alerts)} ${alerts === 1 ? 'alert' : 'alerts'} at most`}
        </strong>
        : only those that said something new.{' '}
        {isAll
          ? `All ${count(looked, 'report')} were looked at.`
          : `The newest ${count(looked, 'report')} were looked at.`}
      </p>
      <ol class="results">
        {newest.map((report) => (
          <li>
            <p class="small soft">
              <bdi>{report.source}</bdi>, <At at={new Date(report.at)} />
            </p>
            <p {...inLanguage(report.lang)}>
              <a href={`/reports/${report.id}`}>{report.headline}</a>
            </p>
            {report.matched.length > 0 && (
              <p class="small soft">
                Found: <bdi>{report.matched.join(' · ')}</bdi>
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

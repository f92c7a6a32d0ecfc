import type { Trace } from '../../../domain/tracing.ts'
import { count, duration, inLanguage, percent } from '../words.ts'
import type { Mark } from './marks.ts'
import type { ReportView } from './showReport.ts'

const styles = 6

/** The classes of text that came from an origin: colour and line by its number, and whether it was changed. */
export function markClass(origin: number, kind: string): string {
  return `from from-${((origin - 1) % styles) + 1}${kind === 'exact' ? '' : ' is-changed'}`
}

/** Which mark means which earlier report. Colour, line and number all say the same. */
export function Legend({ view, marks }: { view: ReportView; marks: readonly Mark[] }) {
  if (view.traces.length === 0) return null
  const numbered = view.traces.map((trace, index) => ({ trace, number: index + 1 }))
  const isMarked = ({ number }: { number: number }) => marks.some((mark) => mark.origin === number)
  const others = numbered.filter((one) => !isMarked(one))
  return (
    <section class="section" aria-labelledby="legend">
      <h2 id="legend">Marked in the text</h2>
      <ol class="legend">
        {numbered.filter(isMarked).map(({ trace, number }) => (
          <li id={`origin-${number}`} data-from={String(number)}>
            <span class={`swatch ${markClass(number, 'exact')}`}>{number}</span>
            <TracedReport view={view} trace={trace} />
          </li>
        ))}
        <li>
          <span class="swatch">–</span>
          <p>Not marked: found nowhere earlier</p>
        </li>
      </ol>
      {others.length > 0 && (
        <details class="more">
          <summary>{count(others.length, 'more report')} with the same passages</summary>
          <ol class="claims">
            {others.map(({ trace }) => (
              <li>
                <TracedReport view={view} trace={trace} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  )
}

function TracedReport({ view, trace }: { view: ReportView; trace: Trace }) {
  const name = view.names.get(trace.of)
  const lagMs = name ? view.report.at.getTime() - name.at.getTime() : 0
  return (
    <div>
      <p>
        {name ? (
          <a href={`/reports/${trace.of}`} {...inLanguage(name.lang)}>
            {name.headline}
          </a>
        ) : (
          'An earlier report that is not shown'
        )}
      </p>
      <p class="facts">
        {name && <bdi>{name.sourceName}</bdi>}
        <span>{percent(trace.share)} of the words</span>
        {lagMs > 0 && <span>{duration(lagMs)} earlier</span>}
        {name && <a href={`/reports/${view.report.id}/with/${trace.of}`}>side by side</a>}
      </p>
    </div>
  )
}

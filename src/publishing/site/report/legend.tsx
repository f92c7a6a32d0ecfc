import { duration, inLanguage, percent } from '../words.ts'
import type { ReportView } from './showReport.ts'

const styles = 6

/** The classes of text that came from an origin: colour and line by its number, and whether it was changed. */
export function markClass(origin: number, kind: string): string {
  return `from from-${((origin - 1) % styles) + 1}${kind === 'exact' ? '' : ' is-changed'}`
}

/** Which mark means which earlier report. Colour, line and number all say the same. */
export function Legend({ view }: { view: ReportView }) {
  if (view.traces.length === 0) return null
  return (
    <section class="section" aria-labelledby="legend">
      <h2 id="legend">Marked in the text</h2>
      <ol class="legend">
        {view.traces.map((trace, index) => {
          const name = view.names.get(trace.of)
          const lagMs = name && view.report.at.getTime() - name.at.getTime()
          return (
            <li id={`origin-${index + 1}`} data-from={String(index + 1)}>
              <span class={`swatch ${markClass(index + 1, 'exact')}`}>{index + 1}</span>
              <div>
                <p>
                  {name ? (
                    <a href={`/reports/${trace.of}`} {...inLanguage(name.lang)}>
                      {name.headline}
                    </a>
                  ) : (
                    'An earlier report that is no longer kept'
                  )}
                </p>
                <p class="facts">
                  {name && <span>{name.sourceName}</span>}
                  <span>{percent(trace.share)} of the words</span>
                  {lagMs !== undefined && lagMs > 0 && <span>{duration(lagMs)} earlier</span>}
                  {name && <a href={`/reports/${view.report.id}/with/${trace.of}`}>side by side</a>}
                </p>
              </div>
            </li>
          )
        })}
        <li>
          <span class="swatch is-fresh">–</span>
          <p>Not marked: found nowhere earlier</p>
        </li>
      </ol>
    </section>
  )
}

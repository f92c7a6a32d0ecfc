import type { Handler } from 'hono'
import { findReportText, nameReports, type ReportName, type ReportText } from '../../../db/pages/report.ts'
import { bodyText } from '../../../domain/reading.ts'
import type { Trace } from '../../../domain/tracing.ts'
import { Failure } from '../../../failure.ts'
import type { FoundText, SiteDeps } from '../deps.ts'
import { Notice, TextArea } from '../forms.tsx'
import { Layout } from '../layout.tsx'
import { markClass } from '../report/legend.tsx'
import { MarkedSegment } from '../report/markedSegment.tsx'
import { marksIn, segmentsOf } from '../report/marks.ts'
import { At } from '../times.tsx'
import { count, inLanguage, percent } from '../words.ts'

const longestText = 200_000
const sourcesShown = 8
const pairsShown = 3
const excerptLength = 240

/** `GET /where`: the form. */
export function whereForm({ config }: SiteDeps): Handler {
  return (c) => c.html(<WherePage days={config.windowDays} />)
}

/** `POST /where`: which reports hold the pasted text, or the text at the pasted address. */
export function where(deps: SiteDeps): Handler {
  const days = deps.config.windowDays
  return async (c) => {
    const given = (await c.req.formData()).get('what')
    const what = typeof given === 'string' ? given.replaceAll('\r\n', '\n').trim() : ''
    try {
      const text = await textOf(deps, what)
      return c.html(<WherePage days={days} what={what} answer={await answerFor(deps, text)} />)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      return c.html(<WherePage days={days} what={what} error={error.message} />, 422)
    }
  }
}

/** The text that was asked about: what was pasted, or the body of the page at a pasted address. */
export async function textOf(deps: Pick<SiteDeps, 'readAddress'>, what: string): Promise<string> {
  if (what === '') throw new Failure('invalid', 'Paste a text or an address first.')
  if (what.length > longestText)
    throw new Failure('invalid', 'This text is too long: 200,000 characters are the most.')
  if (!/^https?:\/\/\S+$/i.test(what)) return what
  const text = bodyText(await deps.readAddress(what))
  if (text.trim() === '')
    throw new Failure('unavailable', 'No article was found on the page at this address.')
  return text
}

interface Answer {
  text: string
  found: FoundText
  /** The traces of reports that may be shown, those that share the most first. */
  traces: readonly Trace[]
  names: ReadonlyMap<string, ReportName>
  texts: ReadonlyMap<string, ReportText>
  main?: ReportName
}

async function answerFor({ db, whereFrom }: SiteDeps, text: string): Promise<Answer> {
  const found = await whereFrom(text)
  const mainId = found.recorded?.origin.mainSource ?? found.origin.mainSource
  const names = await nameReports(db, [...found.traces.map((trace) => trace.of), ...(mainId ? [mainId] : [])])
  const traces = found.traces
    .filter((trace) => names.has(trace.of))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, sourcesShown)
  const texts = await Promise.all(traces.map((trace) => findReportText(db, trace.of, { viewer: 'public' })))
  return {
    text,
    found,
    traces,
    names,
    texts: new Map(texts.filter((one) => one !== undefined).map((one) => [one.id as string, one])),
    main: mainId ? names.get(mainId) : undefined,
  }
}

interface WhereProps {
  /** How far back the window reaches. */
  days: number
  what?: string
  answer?: Answer
  error?: string
}

function WherePage({ days, what, answer, error }: WhereProps) {
  return (
    <Layout
      title="Where is this from?"
      description="Paste a text or an address and see which earlier reports hold its passages."
      modules={['passages.js']}
    >
      <header class="page-head">
        <h1>Where is this from?</h1>
        <p class="standfirst">
          Paste a text, or the address of an article. It is compared with the reports of the last{' '}
          {count(days, 'day')}, and is not kept.
        </p>
      </header>
      {error && (
        <Notice kind="bad">
          <p>{error}</p>
        </Notice>
      )}
      {answer && <AnswerOf answer={answer} />}
      <form class="form where-form" method="post" action="/where">
        <TextArea
          name="what"
          label={answer ? 'Ask about another text' : 'Text or address'}
          value={answer ? undefined : what}
          maxlength={longestText}
          rows={answer ? 4 : 12}
          required
        />
        <button class="button" type="submit">
          Where is this from?
        </button>
      </form>
    </Layout>
  )
}

function AnswerOf({ answer }: { answer: Answer }) {
  const { traces, main } = answer
  if (traces.length === 0)
    return (
      <section class="answer" aria-labelledby="answer">
        <h2 id="answer">Found in no report</h2>
        <p>
          No passage of this text stands in a report that was followed in the last weeks. It may be older,
          worded differently, or from a source that is not followed.
        </p>
      </section>
    )
  return (
    <section class="answer" aria-labelledby="answer">
      <h2 id="answer">
        {percent(answer.found.origin.share)} of it stands in {count(traces.length, 'report')}
      </h2>
      {main && (
        <p>
          It goes back to{' '}
          <a href={`/reports/${main.id}`} {...inLanguage(main.lang)}>
            {main.headline}
          </a>{' '}
          by <bdi>{main.sourceName}</bdi>, <At at={main.at} />.
        </p>
      )}
      <div class="with-aside">
        <AskedText answer={answer} />
        <aside aria-label="Reports that hold it">
          <ol class="legend found-in">
            {traces.map((trace, index) => (
              <FoundIn trace={trace} number={index + 1} answer={answer} />
            ))}
            <li>
              <span class="swatch">–</span>
              <p>Not marked: found in no report</p>
            </li>
          </ol>
        </aside>
      </div>
    </section>
  )
}

function AskedText({ answer: { text, traces, names } }: { answer: Answer }) {
  const marks = marksIn(text, traces)
  const blocks = [...text.matchAll(/[^\n]+/g)].map((line) => ({
    role: 'body' as const,
    start: line.index,
    end: line.index + line[0].length,
  }))
  return (
    <div class="body asked" dir="auto">
      {blocks.map((block) => (
        <p dir="auto">
          {segmentsOf(block, marks, []).map((segment) => {
            const origin = segment.mark?.origin
            const name = origin === undefined ? undefined : names.get(traces[origin - 1]!.of)
            return (
              <MarkedSegment
                text={text.slice(segment.start, segment.end)}
                segment={segment}
                href={`#origin-${origin}`}
                label={`${origin}: in ${name?.sourceName}`}
              />
            )
          })}
        </p>
      ))}
    </div>
  )
}

/** So much of a passage as lets it be recognised. */
function excerpt(passage: string): string {
  if (passage.length <= excerptLength) return passage
  const cut = passage.slice(0, excerptLength)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), excerptLength / 2))} …`
}

function FoundIn({ trace, number, answer }: { trace: Trace; number: number; answer: Answer }) {
  const name = answer.names.get(trace.of)!
  const there = answer.texts.get(trace.of)
  const longest = trace.passages.toSorted(
    (a, b) => b.there.end - b.there.start - (a.there.end - a.there.start),
  )
  return (
    <li id={`origin-${number}`} data-from={String(number)}>
      <span class={`swatch ${markClass(number, 'exact')}`}>{number}</span>
      <div>
        <p>
          <a href={`/reports/${name.id}`} {...inLanguage(name.lang)}>
            {name.headline}
          </a>
        </p>
        <p class="facts">
          <bdi>{name.sourceName}</bdi>
          <At at={name.at} />
          <span>{percent(trace.share)} of the words</span>
        </p>
        {there && (
          <ul class="pairs" {...inLanguage(name.lang)}>
            {longest.slice(0, pairsShown).map((passage) => (
              <li>{excerpt(there.text.slice(passage.there.start, passage.there.end))}</li>
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}

import type { Figure, Statement } from '../../../domain/claims.ts'
import type { ChainLink } from '../../../domain/tracing.ts'
import { At } from '../times.tsx'
import { count, duration, inLanguage, number } from '../words.ts'
import { Legend } from './legend.tsx'
import type { Mark } from './marks.ts'
import { copiesShown, type ReportView } from './showReport.ts'

/** What was found of the report, beside its text. */
export function Aside({ view, marks }: { view: ReportView; marks: readonly Mark[] }) {
  return (
    <aside class="report-aside" aria-label="What was found">
      <Chain view={view} />
      <Legend view={view} marks={marks} />
      <Statements statements={view.statements} lang={view.report.reading.lang} />
      <Figures figures={view.figures} lang={view.report.reading.lang} />
      <Copies view={view} />
      <Revisions view={view} />
    </aside>
  )
}

function Chain({ view }: { view: ReportView }) {
  const chain = view.origin?.traced.origin.chain ?? []
  const declared = view.report.reading.declared
  const main = view.origin && view.names.get(view.origin.mainReportId)
  if (chain.length === 0 && declared.length < 2) return null
  return (
    <section class="section" aria-labelledby="chain">
      <h2 id="chain">{chain.length > 0 ? 'The chain' : 'The chain it declares'}</h2>
      <ol class="chain">
        {chain.length > 0
          ? chain.map((link) => <FoundLink link={link} view={view} />)
          : declared.slice(0, -1).map((one) => (
              <li>
                <strong>{one.name}</strong>
                <p class="facts">
                  <span>{one.role}, as the page says</span>
                </p>
              </li>
            ))}
        <li class="is-here">
          <strong>{view.report.sourceName}</strong>
          <p class="facts">
            <span>this report</span>
            <At at={view.report.at} />
          </p>
        </li>
      </ol>
      {main && main.id !== view.report.id && (
        <p>
          <a class="button second" href={`/reports/${main.id}`}>
            Read the main source
          </a>
        </p>
      )}
    </section>
  )
}

/** How the next in the chain took from a node. */
const takenWords: Record<ChainLink['kind'], string> = {
  whole: 'taken whole',
  modified: 'taken and modified',
  quoted: 'quoted',
  declared: 'taken',
  own: 'taken',
}

function FoundLink({ link, view }: { link: ChainLink; view: ReportView }) {
  const name = link.report ? view.names.get(link.report) : undefined
  return (
    <li>
      {link.report ? <a href={`/reports/${link.report}`}>{link.name}</a> : <strong>{link.name}</strong>}
      <p class="facts">
        {link.kind === 'declared' && <span>declared, not seen</span>}
        {name && <At at={name.at} />}
        {link.lagMs !== undefined && link.lagMs > 0 && (
          <span>
            {takenWords[link.kind]} {duration(link.lagMs)} later
          </span>
        )}
      </p>
    </li>
  )
}

const claimsShown = 8

/** The first of a list of claims, the others behind a line that opens. */
function Claims<Claim>(props: { claims: readonly Claim[]; show: (claim: Claim) => unknown }) {
  const first = props.claims.slice(0, claimsShown)
  const others = props.claims.slice(claimsShown)
  return (
    <>
      <ul class="claims">{first.map((claim) => props.show(claim))}</ul>
      {others.length > 0 && (
        <details class="more">
          <summary>{number(others.length)} more</summary>
          <ul class="claims">{others.map((claim) => props.show(claim))}</ul>
        </details>
      )}
    </>
  )
}

function Statements({ statements, lang }: { statements: readonly Statement[]; lang?: string }) {
  if (statements.length === 0) return null
  return (
    <section class="section" aria-labelledby="statements">
      <h2 id="statements">Who says what</h2>
      <Claims claims={statements} show={(statement) => <StatementItem statement={statement} lang={lang} />} />
    </section>
  )
}

function StatementItem({ statement, lang }: { statement: Statement; lang?: string }) {
  return (
    <li>
      <p class="claim-who" {...inLanguage(statement.speaker ? lang : 'en')}>
        {statement.speaker ? (
          <strong>{statement.speaker}</strong>
        ) : (
          <span class="soft">Speaker not found</span>
        )}
        {statement.via && (
          <span class="soft">
            , via <span {...inLanguage(lang)}>{statement.via}</span>
          </span>
        )}
      </p>
      <p {...inLanguage(lang)}>
        <a href={`#at-${statement.passage.start}`}>
          {statement.kind === 'direct' ? <q>{bare(statement.content)}</q> : statement.content}
        </a>
      </p>
    </li>
  )
}

/** Quotation marks come from the page's own language, so those of the text would be doubled. */
function bare(content: string): string {
  return content
    .trim()
    .replace(/^[“”„«»"‘’‹›]+|[“”„«»"‘’‹›]+$/g, '')
    .trim()
}

function Figures({ figures, lang }: { figures: readonly Figure[]; lang?: string }) {
  if (figures.length === 0) return null
  return (
    <section class="section" aria-labelledby="figures">
      <h2 id="figures">Figures</h2>
      <Claims
        claims={figures}
        show={(figure) => (
          <li>
            <a href={`#at-${figure.passage.start}`} {...inLanguage(lang)}>
              {figure.printed}
            </a>{' '}
            <span class="soft" {...inLanguage(lang)}>
              {figure.of === figure.unit ? undefined : figure.of}
            </span>
          </li>
        )}
      />
    </section>
  )
}

function Copies({ view }: { view: ReportView }) {
  if (view.copies.length === 0) return null
  const shown = view.copies.slice(0, copiesShown)
  return (
    <section class="section" aria-labelledby="copies">
      <h2 id="copies">
        Carried by {count(shown.length, 'later report')}
        {view.copies.length > copiesShown && ' and more'}
      </h2>
      <ul class="claims">
        {shown.map((copy) => (
          <li>
            <a href={`/reports/${copy.id}`} {...inLanguage(copy.lang)}>
              {copy.headline}
            </a>
            <p class="facts">
              <span>{copy.sourceName}</span>
              <span>{duration(Math.max(0, copy.at.getTime() - view.report.at.getTime()))} later</span>
              <a href={`/reports/${copy.id}/with/${view.report.id}`}>side by side</a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Revisions({ view: { report, revisions } }: { view: ReportView }) {
  if (revisions.length < 2) return null
  const newest = revisions[0]!.number
  return (
    <section class="section" aria-labelledby="revisions">
      <h2 id="revisions">Revisions</h2>
      <ol class="claims">
        {revisions.map((revision) => {
          const address =
            revision.number === newest
              ? `/reports/${report.id}`
              : `/reports/${report.id}/revisions/${revision.number}`
          return (
            <li>
              <a href={address} aria-current={revision.number === report.revisionNumber ? 'page' : undefined}>
                Revision {revision.number}
              </a>{' '}
              <span class="soft">
                <At at={revision.seenAt} />
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

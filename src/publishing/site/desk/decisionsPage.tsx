import type { Handler } from 'hono'
import { type Decision, latestDecisions, type Subject } from '../../../db/decisions.ts'
import { nameReports, type ReportName } from '../../../db/pages/report.ts'
import { findSource } from '../../../db/pages/sources.ts'
import type { SiteDeps } from '../deps.ts'
import { Layout } from '../layout.tsx'
import { type Place, readPlace, writePlace } from '../place.ts'
import { At } from '../times.tsx'

const decisionsOnPage = 40

type Names = ReadonlyMap<string, string>

/** `GET /decisions`: the public record of what people decided. */
export function decisions({ db }: SiteDeps): Handler {
  return async (c) => {
    const before = readPlace(c.req.query('after'))
    const found = await latestDecisions(db, decisionsOnPage + 1, before)
    const shown = found.slice(0, decisionsOnPage)
    const older = found.length > decisionsOnPage ? shown.at(-1) : undefined
    return c.html(
      <DecisionsPage decisions={shown} names={await namesOf(db, shown)} older={older} isFirst={!before} />,
    )
  }
}

async function namesOf(db: SiteDeps['db'], shown: readonly Decision[]): Promise<Names> {
  const subjects = shown.map((decision) => decision.subject)
  const reports = await nameReports(
    db,
    subjects.filter(isOfReport).map((subject) => subject.id),
  )
  const names = new Map([...reports].map(([id, report]) => [id, nameOf(report)]))
  for (const { kind, id } of subjects) {
    if (kind !== 'source' || names.has(id)) continue
    const source = await findSource(db, id)
    if (source) names.set(id, source.name)
  }
  return names
}

function nameOf(report: ReportName): string {
  return `${report.headline} (${report.sourceName})`
}

function isOfReport(subject: Subject): boolean {
  return subject.kind === 'report' || subject.kind === 'origin' || subject.kind === 'placement'
}

const verbs: Record<Decision['action'], string> = {
  confirm: 'confirmed',
  modify: 'changed',
  hold: 'held',
  release: 'released',
  correct: 'corrected',
  withdraw: 'withdrew',
}

const things: Record<Subject['kind'], string> = {
  report: 'the report',
  source: 'the source',
  origin: 'the origin found for',
  placement: 'the story chosen for',
  story: 'the story',
  development: 'a development',
  statement: 'a statement',
  figure: 'a figure',
}

interface DecisionsProps {
  decisions: readonly Decision[]
  names: Names
  older?: Place
  isFirst: boolean
}

function DecisionsPage({ decisions: shown, names, older, isFirst }: DecisionsProps) {
  return (
    <Layout title="Decisions" description="The public record: what people decided about findings, and why.">
      <header class="page-head">
        <h1>Decisions</h1>
        <p class="standfirst">
          The public record of what people decided about the machine’s findings: who, when and why. Nothing is
          taken off it.
        </p>
      </header>
      {shown.length === 0 && (
        <p>{isFirst ? 'Nothing has been decided yet.' : 'There are no older decisions.'}</p>
      )}
      <ol class="decisions">
        {shown.map((decision) => (
          <DecisionItem decision={decision} name={names.get(decision.subject.id)} />
        ))}
      </ol>
      {(older || !isFirst) && (
        <nav class="pages" aria-label="More decisions">
          {isFirst ? <span /> : <a href="/decisions">← Newest decisions</a>}
          {older && (
            <a href={`/decisions?after=${encodeURIComponent(writePlace(older))}`}>Older decisions →</a>
          )}
        </nav>
      )}
    </Layout>
  )
}

function DecisionItem({ decision, name }: { decision: Decision; name?: string }) {
  const address = addressOf(decision.subject)
  return (
    <li class="decision">
      <p class="moment">
        <At at={decision.at} shape="time" /> <At at={decision.at} shape="day" />
      </p>
      <div>
        <p>
          <strong>
            <bdi>{decision.by}</bdi>
          </strong>{' '}
          {verbs[decision.action]} {things[decision.subject.kind]}{' '}
          {address && name ? (
            <a href={address}>
              <bdi>{name}</bdi>
            </a>
          ) : (
            <span class="soft">{name ?? 'that is not shown'}</span>
          )}
        </p>
        <blockquote class="why" dir="auto">
          {decision.why}
        </blockquote>
      </div>
    </li>
  )
}

function addressOf(subject: Subject): string | undefined {
  if (isOfReport(subject)) return `/reports/${subject.id}`
  if (subject.kind === 'source') return `/sources/${subject.id}`
  if (subject.kind === 'story') return `/stories/${subject.id}`
  return undefined
}

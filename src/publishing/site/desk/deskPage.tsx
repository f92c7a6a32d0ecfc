import type { Handler } from 'hono'
import { type DeskItem, heldReports, newestFindings } from '../../../db/pages/desk.ts'
import type { SiteDeps } from '../deps.ts'
import { originWords } from '../findings.ts'
import { Layout } from '../layout.tsx'
import { type Place, readPlace, writePlace } from '../place.ts'
import { At } from '../times.tsx'
import { inLanguage, percent } from '../words.ts'
import { longestReason, type ReportAction } from './decide.ts'

const itemsOnPage = 20

/** `GET /desk`: what is held, and the newest findings that nobody has decided about. */
export function desk({ db }: SiteDeps): Handler {
  return async (c) => {
    const before = readPlace(c.req.query('after'))
    const [held, found] = await Promise.all([
      heldReports(db, 50),
      newestFindings(db, itemsOnPage + 1, before),
    ])
    const findings = found.slice(0, itemsOnPage)
    const older = found.length > itemsOnPage ? findings.at(-1) : undefined
    return c.html(<DeskPage held={held} findings={findings} older={older} isFirst={!before} />)
  }
}

interface DeskProps {
  held: readonly DeskItem[]
  findings: readonly DeskItem[]
  older?: Place
  isFirst: boolean
}

function DeskPage({ held, findings, older, isFirst }: DeskProps) {
  return (
    <Layout title="Desk">
      <header class="page-head">
        <h1>Desk</h1>
        <p class="standfirst">
          What the machine found, newest first, until someone decides. Each decision stands on the{' '}
          <a href="/decisions">public record</a> with your name and reason.
        </p>
        <p>
          <a href="/desk/people">People and invitations</a>
        </p>
      </header>
      {held.length > 0 && (
        <section aria-labelledby="held">
          <h2 id="held" class="ruled">
            Held back
          </h2>
          <ol class="desk-list">
            {held.map((item) => (
              <Item item={item} actions={['release', 'withdraw']} />
            ))}
          </ol>
        </section>
      )}
      <section class={held.length > 0 ? 'section' : ''} aria-labelledby="findings">
        <h2 id="findings" class={held.length > 0 ? '' : 'ruled'}>
          Newest findings
        </h2>
        {findings.length === 0 && <p class="soft">Nothing waits for a decision.</p>}
        <ol class="desk-list">
          {findings.map((item) => (
            <Item item={item} actions={['confirm', 'hold', 'withdraw']} />
          ))}
        </ol>
        {(older || !isFirst) && (
          <nav class="pages" aria-label="More findings">
            {isFirst ? <span /> : <a href="/desk">← Newest findings</a>}
            {older && <a href={`/desk?after=${encodeURIComponent(writePlace(older))}`}>Older findings →</a>}
          </nav>
        )}
      </section>
    </Layout>
  )
}

const labels: Record<ReportAction, string> = {
  confirm: 'Confirm',
  hold: 'Hold updates',
  release: 'Release',
  withdraw: 'Withdraw',
}

function Item({ item, actions }: { item: DeskItem; actions: readonly ReportAction[] }) {
  return (
    <li class="desk-item">
      <div>
        <h3 {...inLanguage(item.lang)}>
          <a href={`/reports/${item.id}`}>{item.headline}</a>
        </h3>
        <p class="facts">
          <bdi>{item.sourceName}</bdi>
          <At at={item.at} />
        </p>
        <p>
          <Finding item={item} />
        </p>
        <Evidence item={item} />
      </div>
      <form method="post" class="decide">
        <div class="field">
          <label for={`why-${item.id}`}>
            Reason<span class="hidden-visually"> for a decision about “{item.headline}”</span>
          </label>
          <input id={`why-${item.id}`} name="why" maxlength={longestReason} required autocomplete="off" />
        </div>
        <div class="actions">
          {actions.map((action, index) => (
            <button
              class={index === 0 ? 'button' : 'button second'}
              type="submit"
              formaction={`/reports/${item.id}/${action}`}
            >
              {labels[action]}
            </button>
          ))}
        </div>
      </form>
    </li>
  )
}

function Finding({ item }: { item: DeskItem }) {
  if (item.kind === null) return <>Its origin has not been looked into.</>
  if (item.kind === 'own' && item.mainName !== null && item.mainName !== item.sourceName)
    return (
      <>
        Found: no earlier text; it declares <bdi>{item.mainName}</bdi> as its source.
      </>
    )
  if (item.kind === 'own') return <>Found: its own text.</>
  return (
    <>
      Found: {originWords[item.kind]}, {percent(item.share ?? 0)} of its words, from{' '}
      {item.mainReportId ? (
        <a href={`/reports/${item.mainReportId}`}>
          <bdi>{item.mainName}</bdi>
        </a>
      ) : (
        <bdi>{item.mainName}</bdi>
      )}
      ; confidence {percent(item.confidence ?? 0)}.
    </>
  )
}

/** The longest passage that the finding rests on. */
function Evidence({ item }: { item: DeskItem }) {
  const passages = item.traced?.traces.flatMap((trace) => trace.passages.map((passage) => passage.here)) ?? []
  const longest = passages.toSorted((a, b) => b.end - b.start - (a.end - a.start))[0]
  if (!longest) return null
  return (
    <blockquote class="desk-evidence" {...inLanguage(item.lang)}>
      <a href={`/reports/${item.id}#at-${longest.start}`}>{item.text.slice(longest.start, longest.end)}</a>
    </blockquote>
  )
}

import { previewQuery } from './alerts/preview.ts'
import { whoSays } from './alerts/whoSays.ts'
import type { App } from './app.ts'
import { recordDecision } from './db/decisions.ts'
import type { Tx } from './db/open.ts'
import { writeContext, writeCreate, writeNote } from './delivery/activitypub/note.ts'
import { holdReport, holdSource, releaseReport, releaseSource, withdrawReport } from './desk/holding.ts'
import type { Reading } from './domain/reading.ts'
import { Failure } from './failure.ts'
import { lookAt } from './intake/look.ts'
import { takeUrl } from './intake/takeUrl.ts'
import { openPeople } from './publishing/people/accounts.ts'
import type { SiteDeps } from './publishing/site/deps.ts'
import { readHtml } from './reading/readHtml.ts'
import { readText } from './reading/readText.ts'
import type { Handoff } from './stage.ts'
import { decideDifference } from './tracing/decideDifference.ts'
import { decideStale } from './tracing/decideStale.ts'
import { whereFrom } from './tracing/whereFrom.ts'

/** The parts of an app that the site uses. */
export type SiteApp = Pick<App, 'config' | 'db' | 'log' | 'context' | 'memory'> & {
  readonly runner: Pick<App['runner'], 'hand' | 'wake'>
}

/** Gives the pages what the stages can do, so that publishing needs to know none of them. */
export async function siteDeps(app: SiteApp): Promise<SiteDeps> {
  const { config, db, log, context } = app
  return {
    config,
    db,
    log,
    now: context.now,
    feedQueries: app.memory.feedQueries,
    people: await openPeople({ db, config, log, now: context.now }),
    addSource: async (address) => {
      const taken = await takeUrl(db, address, context, app.runner)
      if (taken.kind === 'failed') throw new Failure('unavailable', taken.say)
      return { sourceId: taken.feed.sourceId }
    },
    readAddress: (address) => readAddress(app, address),
    whereFrom: (text) => whereFrom(text, app.memory.passages, db),
    difference: decideDifference,
    stale: decideStale,
    whoSays,
    desk: {
      confirm: async (id, because) => {
        await recordDecision(db, { subject: { kind: 'origin', id }, action: 'confirm', ...because })
      },
      hold: (id, because) => decided(app, (tx) => holdReport(tx, id, because)),
      release: (id, because) => released(app, (tx) => releaseReport(tx, id, because)),
      withdraw: (id, because) => released(app, (tx) => withdrawReport(tx, id, because)),
      holdSource: (id, because) => decided(app, (tx) => holdSource(tx, id, because)),
      releaseSource: (id, because) => released(app, (tx) => releaseSource(tx, id, because)),
    },
    alerts: {
      preview: (query, heeded) => previewQuery(db, query, context.now(), heeded),
      inTransaction: (act) => handingOn(app, act),
    },
    notes: {
      write: (state) => writeContext(writeNote(state, config.siteUrl)),
      writeCreate: (state) => writeCreate(writeNote(state, config.siteUrl)),
    },
  }
}

/** Does a decision, from which nothing follows. */
function decided({ db }: SiteApp, act: (tx: Tx) => Promise<void>): Promise<void> {
  return db.transaction().execute(act)
}

/** Does a decision and hands on what follows from it, both or neither. */
async function released(app: SiteApp, act: (tx: Tx) => Promise<readonly Handoff[]>): Promise<void> {
  await handingOn(app, async (tx) => ({ handoffs: await act(tx) }))
}

async function handingOn<Result extends { handoffs: readonly Handoff[] }>(
  { db, runner }: SiteApp,
  act: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const done = await db.transaction().execute(async (tx) => {
    const result = await act(tx)
    await runner.hand(result.handoffs, tx)
    return result
  })
  runner.wake(done.handoffs)
  return done
}

async function readAddress({ context }: SiteApp, address: string): Promise<Reading> {
  const found = await lookAt(address, context, { hopes: 'page' })
  if (found.kind === 'failed') throw new Failure('unavailable', found.say)
  if (found.kind !== 'page') throw new Failure('unavailable', 'There is no page at this address.')
  const { url, content, contentKind, contentType, repairs } = found.page
  if (contentKind === 'text') return readText(content, { url, repairs })
  return readHtml(content, { url, contentType, repairs })
}

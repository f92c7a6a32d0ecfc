import { afterAll } from 'vitest'
import { AlertsMemory } from '../../src/alerts/memory.ts'
import { raiseAlerts } from '../../src/alerts/stage.ts'
import type { Db } from '../../src/db/open.ts'
import { answerFollow } from '../../src/delivery/answerFollow.ts'
import { deliver } from '../../src/delivery/deliver.ts'
import { deliverPlanned } from '../../src/delivery/deliverPlanned.ts'
import { planDeliveries } from '../../src/delivery/plan.ts'
import type { StoryId } from '../../src/domain/ids.ts'
import type { AnyStage, Handoff } from '../../src/stage.ts'
import { aConfig, aContext, runStage } from '../support/context.ts'
import { addReport, addSource, type Report } from '../support/seedPages.ts'
import { type ServedSite, serveSite } from '../support/site.ts'

export interface FollowedSite extends ServedSite {
  readonly host: string
  /** Works off what was handed on, and what follows from it; what is to be done later is given back. */
  work(handoffs?: readonly Handoff[]): Promise<Handoff[]>
  /** Lets a report through to who asked for it, and works off what follows. */
  publish(report: Report): Promise<Handoff[]>
}

/** A site that may be followed from loopback, with the stages from alerts to delivery worked by hand. */
export async function aFollowedSite(db: Db): Promise<FollowedSite> {
  const site = await serveSite(db, { allowPrivateAddresses: true, logLevel: 'silent' })
  afterAll(() => site.close())
  const context = aContext({ config: aConfig({ siteUrl: site.url, allowPrivateAddresses: true }) })
  const memory = new AlertsMemory()
  const stages: AnyStage[] = [raiseAlerts(memory), planDeliveries, deliverPlanned, deliver, answerFollow]
  const work = async (handoffs: readonly Handoff[] = site.handed.splice(0)) => {
    const later: Handoff[] = []
    const waiting = [...handoffs]
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const stage = stages.find((one) => one.takes === next!.to)
      if (!stage || next.after) later.push(next)
      else waiting.push(...(await runStage(stage, next.message as never, db, context)))
    }
    return later
  }
  return {
    ...site,
    host: new URL(site.url).host,
    work,
    publish: ({ id, revisionId }) =>
      work([{ to: 'report.published', message: { reportId: id, revisionId } }]),
  }
}

export async function aReport(db: Db, sentences: readonly string[], minute = 10): Promise<Report> {
  const letters = Math.random().toString(36).slice(2).replace(/\d/g, '')
  const source = await addSource(db, `Wire ${letters}`)
  const at = new Date(Date.UTC(2026, 4, 4, 7, minute))
  return addReport(db, { source, at, headline: 'Olm floods the lower town', paragraphs: sentences })
}

export async function joinStory(db: Db, report: Report, story: StoryId): Promise<void> {
  const placement = JSON.stringify({ story, similarity: 1, sharedWords: [], reasons: [] })
  await db.insertInto('story_reports').values({ report_id: report.id, story_id: story, placement }).execute()
}

import { beforeAll, beforeEach, expect, test } from 'vitest'
import { AlertsMemory } from '../../src/alerts/memory.ts'
import { raiseAlerts } from '../../src/alerts/stage.ts'
import { alertsOf } from '../../src/db/alerts.ts'
import { confirmChannel } from '../../src/db/channels.ts'
import type { Db } from '../../src/db/open.ts'
import { endSubscription, muteStory, saveQuery } from '../../src/db/subscriptions.ts'
import { Rules } from '../../src/domain/rules.ts'
import { runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import {
  addDevelopment,
  addFigure,
  addOrigin,
  addReport,
  addRevision,
  addSource,
  addStatement,
  addStory,
  type Report,
} from '../support/seedPages.ts'
import { subscribe } from './aSubscription.ts'

const burst = 'The river Olm burst its banks at Karsa early on Monday.'
const dead = 'At least 14 people were killed, said governor Ilse Varnow.'
const dead20 = 'At least 20 people were killed, said governor Ilse Varnow.'
const at = new Date('2026-05-04T07:10:00Z')

let db: Db
let memory: AlertsMemory

beforeAll(async () => {
  db = (await aDatabase()).db
})

beforeEach(async () => {
  memory = new AlertsMemory()
  await db.updateTable('subscriptions').set({ ended_at: new Date() }).execute()
})

async function aReport(
  sentences: readonly string[],
  headline = 'Olm floods the lower town',
): Promise<Report> {
  const source = await addSource(db, `Wire ${Math.random().toString(36).slice(2).replace(/\d/g, '')}`)
  return addReport(db, { source, at, headline, paragraphs: sentences })
}

async function aFlood(): Promise<{ report: Report; story: Awaited<ReturnType<typeof addStory>> }> {
  const report = await aReport([burst, dead])
  const story = await addStory(db, 'Flood at Karsa', [report])
  await addDevelopment(db, story, report, 'first-report', burst)
  await addDevelopment(db, story, report, 'new-figure', dead)
  await addStatement(db, report, 0, { speaker: 'Ilse Varnow', content: dead, kind: 'indirect' })
  await addFigure(db, report, 0, { printed: '14', of: 'people killed', value: 14, qualifier: 'at-least' })
  await addOrigin(db, { report, kind: 'own' })
  return { report, story }
}

/** Publishes a report and gives what each subscription was told by it. */
async function publish(report: Report) {
  const handoffs = await runStage(
    raiseAlerts(memory),
    { reportId: report.id, revisionId: report.revisionId },
    db,
  )
  return handoffs.length
}

async function joinStory(report: Report, story: Awaited<ReturnType<typeof addStory>>): Promise<void> {
  const placement = JSON.stringify({ story, similarity: 1, sharedWords: [], reasons: [] })
  await db.insertInto('story_reports').values({ report_id: report.id, story_id: story, placement }).execute()
}

test('a subscription that the report meets is told what is new, who says it, from where and why', async () => {
  const { report, story } = await aFlood()
  const subscription = await subscribe(db, 'olm near/3 banks', { title: 'The Olm' })
  await subscribe(db, 'olm volcano')
  expect(await publish(report)).toBe(1)
  const [alert] = await alertsOf(db, subscription.id, 10)
  expect(alert?.body).toMatchObject({
    why: { title: 'The Olm', query: 'olm near/3 banks', matched: ['Olm', 'banks'] },
    story: { id: story, headline: 'Flood at Karsa' },
    report: { id: report.id, headline: 'Olm floods the lower town', source: report.source.name },
    mainSource: { name: report.source.name },
    developments: [
      { kind: 'first-report', text: burst },
      { kind: 'new-figure', text: dead, speaker: 'Ilse Varnow' },
    ],
  })
})

test.each(['says:varnow', 'figure:killed>10', 'title:floods', 'person:"ilse varnow"', 'lang:en karsa'])(
  '%s finds it',
  async (query) => {
    const { report } = await aFlood()
    await subscribe(db, query)
    expect(await publish(report)).toBe(1)
  },
)

test('the same report does not raise a second alert', async () => {
  const { report } = await aFlood()
  await subscribe(db, 'karsa')
  expect([await publish(report), await publish(report)]).toEqual([1, 0])
})

test('a report that adds nothing raises none, however well it is met', async () => {
  const { story } = await aFlood()
  await subscribe(db, 'karsa')
  const copy = await aReport([burst, dead])
  await joinStory(copy, story)
  expect(await publish(copy)).toBe(0)
})

test('an equivalent sentence is not told again, but a changed figure is', async () => {
  const { report, story } = await aFlood()
  const subscription = await subscribe(db, 'karsa OR killed')
  await publish(report)
  const again = await aReport([dead.replace('said governor', 'governor')])
  await joinStory(again, story)
  await addDevelopment(db, story, again, 'new-statement', dead.replace('said governor', 'governor'))
  expect(await publish(again)).toBe(0)
  const changed = await aReport([dead20])
  await joinStory(changed, story)
  await addDevelopment(db, story, changed, 'changed-figure', dead20, dead)
  expect(await publish(changed)).toBe(1)
  const [newest] = await alertsOf(db, subscription.id, 1)
  expect(newest?.body.developments).toMatchObject([{ text: dead20, before: dead }])
})

test('a corrected revision of a report tells what it corrects', async () => {
  const { report, story } = await aFlood()
  await subscribe(db, 'karsa')
  await publish(report)
  const corrected = await addRevision(
    db,
    report,
    { source: report.source, at, headline: report.headline, paragraphs: [burst, dead20] },
    2,
  )
  await addDevelopment(db, story, corrected, 'correction', dead20, dead)
  expect(await publish(corrected)).toBe(1)
})

test('a copy of a correction tells nobody again who was told it, but whoever was not', async () => {
  const { report, story } = await aFlood()
  const first = await subscribe(db, 'karsa')
  await publish(report)
  const mends = 'CORRECTION: At Karsa 12 people were killed, not 14 as reported.'
  const correction = await aReport([mends])
  await addOrigin(db, { report: correction, kind: 'own' })
  await joinStory(correction, story)
  await addDevelopment(db, story, correction, 'correction', mends, dead)
  expect(await publish(correction)).toBe(1)

  const late = await subscribe(db, 'replaces AND article')
  const note = 'This article replaces an earlier one that gave the number as 14.'
  const copy = await aReport([mends, note])
  await addOrigin(db, { report: copy, kind: 'modified', main: correction })
  await joinStory(copy, story)
  await addDevelopment(db, story, copy, 'correction', note, dead)
  expect(await publish(copy)).toBe(1)
  expect((await alertsOf(db, first.id, 10)).map(({ body }) => body.report.id)).toEqual([
    correction.id,
    report.id,
  ])
  expect(await alertsOf(db, late.id, 10)).toHaveLength(1)

  const another = 'CORRECTION: At Karsa 13 people were killed, not 14.'
  const again = await aReport([another])
  await addOrigin(db, { report: again, kind: 'modified', main: correction })
  await joinStory(again, story)
  await addDevelopment(db, story, again, 'correction', another, dead)
  await publish(again)
  expect(await alertsOf(db, first.id, 10)).toHaveLength(3)
})

test('a correction reaches whoever was told its figure in another sentence, whatever they ask for', async () => {
  const { story } = await aFlood()
  const note = 'At least 14 people were killed, governor Ilse Varnow says, and 63 lie in hospital.'
  const told = await aReport([note])
  await joinStory(told, story)
  await addDevelopment(db, story, told, 'new-figure', note)
  const figures = await subscribe(db, 'hospital', { rules: Rules.parse({ only: 'figures' }) })
  await subscribe(db, 'volcano')
  await publish(told)
  const mends = 'CORRECTION: At Karsa 12 people were killed, not 14 as reported.'
  const correction = await aReport([mends])
  await joinStory(correction, story)
  await addDevelopment(db, story, correction, 'correction', mends, dead)
  expect(await publish(correction)).toBe(1)
  const [newest, first] = await alertsOf(db, figures.id, 2)
  expect(newest?.body.replaces).toBe(first?.id)
})

test('who asks only for figures is told of a first report whose lead gives one', async () => {
  const give = async (text: string, printed?: string) => {
    const report = await aReport([text])
    const story = await addStory(db, 'Storm at Lenz', [report])
    await addDevelopment(db, story, report, 'first-report', text)
    if (printed) await addFigure(db, report, 0, { printed, of: 'people killed', value: Number(printed) })
    return publish(report)
  }
  await subscribe(db, 'storm', { rules: Rules.parse({ only: 'figures' }) })
  expect(await give('A storm killed 31 people at Lenz.', '31')).toBe(1)
  expect(await give('A storm passed over the harbour of Lenz.')).toBe(0)
})

test('who follows the story is told whatever is new in it', async () => {
  const { report, story } = await aFlood()
  await subscribe(db, '', { storyId: story })
  expect(await publish(report)).toBe(1)
})

test('nobody is told who has not confirmed, has ended it, or has muted the story', async () => {
  const { report, story } = await aFlood()
  const waiting = await subscribe(db, 'karsa', { channel: { kind: 'email', address: 'ana@example.org' } })
  const ended = await subscribe(db, 'karsa')
  const muted = await subscribe(db, 'karsa')
  await endSubscription(db, ended.id, new Date())
  await muteStory(db, muted.id, story)
  expect(await publish(report)).toBe(0)
  await confirmChannel(db, waiting.channel.id, new Date())
  expect(await publish(report)).toBe(1)
})

test('a query that is changed while it runs is heeded at the next report', async () => {
  const { report } = await aFlood()
  const subscription = await subscribe(db, 'volcano')
  expect(await publish(report)).toBe(0)
  await saveQuery(db, subscription.id, { query: 'olm', title: 'The Olm' })
  expect(await publish(report)).toBe(1)
  await saveQuery(db, subscription.id, { query: 'volcano', title: 'Volcanoes' })
  expect(await publish((await aFlood()).report)).toBe(0)
  await endSubscription(db, subscription.id, new Date())
  await saveQuery(db, subscription.id, { query: 'olm', title: 'The Olm' })
  expect(await publish((await aFlood()).report)).toBe(0)
})

test('a subscription made or ended while it runs is heeded at the next report', async () => {
  const { report, story } = await aFlood()
  expect(await publish(report)).toBe(0)
  const subscription = await subscribe(db, 'burst')
  const next = await aReport([burst])
  await joinStory(next, story)
  await addDevelopment(db, story, next, 'new-information', burst)
  expect(await publish(next)).toBe(1)
  await endSubscription(db, subscription.id, new Date())
  expect(memory.queries.size).toBe(1)
  await memory.refresh(db, { error() {} } as never)
  expect(memory.queries.size).toBe(0)
})

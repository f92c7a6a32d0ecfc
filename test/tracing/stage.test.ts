import { mkdtemp, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { json } from '../../src/db/json.ts'
import type { Db } from '../../src/db/open.ts'
import { currentOrigin } from '../../src/db/origins.ts'
import { TracingMemory } from '../../src/tracing/memory.ts'
import { saveMemory, snapshotFile } from '../../src/tracing/snapshotFile.ts'
import { traceReports } from '../../src/tracing/stage.ts'
import { staleCopies } from '../../src/tracing/staleCopies.ts'
import { whereFrom } from '../../src/tracing/whereFrom.ts'
import { aConfig, aContext, runStage } from '../support/context.ts'
import { aDatabase } from '../support/database.ts'
import { addReport, addRevision, addSource, type Report, type Source } from '../support/seedPages.ts'

const flood = [
  'The river rose by four metres on Tuesday night and flooded the lower town of Karvenna, officials said.',
  'About 1,200 people were moved to schools and a sports hall, the mayor Ilse Brandvold told reporters.',
  'Water is expected to fall by Friday, the weather office said in a bulletin read on local radio.',
]
const own =
  'Our reporter walked through the lower town at dawn and met shopkeepers who carried crates up to their roofs.'
const hour = (hours: number) => new Date(Date.parse('2026-03-04T06:00:00Z') + hours * 3_600_000)

async function aWorld() {
  const { db } = await aDatabase()
  const wire = await addSource(db, 'Ellesmar Wire')
  const post = await addSource(db, 'Karvenna Post')
  const herald = await addSource(db, 'Herald of Two Rivers')
  return { db, wire, post, herald, memory: new TracingMemory() }
}

const tell = (db: Db, source: Source, hours: number, paragraphs: string[]) =>
  addReport(db, { source, at: hour(hours), headline: `Flood in Karvenna ${hours}`, paragraphs })

const context = aContext({ now: () => hour(24) })
const pass = (report: Report, memory: TracingMemory, db: Db) =>
  runStage(traceReports(memory), { reportId: report.id, revisionId: report.revisionId }, db, context)

test('a copy of a copy leads to the first report, and only what was added is new', async () => {
  const { db, wire, post, herald, memory } = await aWorld()
  const first = await tell(db, wire, 0, flood)
  const second = await tell(db, post, 1, [...flood.slice(0, 2), own])
  const third = await tell(db, herald, 3, [...flood.slice(0, 2), own])
  for (const report of [first, second, third])
    expect((await pass(report, memory, db))[0]?.to).toBe('report.traced')

  expect(await currentOrigin(db, first.id)).toMatchObject({ kind: 'own' })
  expect(await currentOrigin(db, second.id)).toMatchObject({ kind: 'modified', of: first.id })
  const origin = await currentOrigin(db, third.id)
  expect(origin).toMatchObject({ kind: 'whole', of: second.id, mainSource: first.id })
  expect(origin?.chain.map((link) => link.lagMs)).toEqual([3_600_000, 7_200_000])
  const row = await db
    .selectFrom('origins')
    .selectAll()
    .where('report_id', '=', second.id)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ main_report_id: first.id, main_name: 'Ellesmar Wire' })
  expect(row.traced.fresh.map(({ start, end }) => second.text.slice(start, end))).toEqual([own])
})

test('when the first report arrives after its copies, the copies are decided again', async () => {
  const { db, wire, post, memory } = await aWorld()
  const copy = await tell(db, post, 2, [...flood, own])
  await pass(copy, memory, db)
  expect(await currentOrigin(db, copy.id)).toMatchObject({ kind: 'own' })
  const first = await tell(db, wire, 0, flood)
  await pass(first, memory, db)
  expect(await currentOrigin(db, first.id)).toMatchObject({ kind: 'own' })
  expect(await currentOrigin(db, copy.id)).toMatchObject({ kind: 'modified', of: first.id })
})

test('a memory warmed from the database knows what the old one knew, and a revision takes the place of the last', async () => {
  const { db, wire, post, herald, memory } = await aWorld()
  const first = await tell(db, wire, 0, flood)
  const second = await tell(db, post, 1, flood)
  for (const report of [first, second]) await pass(report, memory, db)
  const warmed = new TracingMemory()
  await traceReports(warmed).warm?.(db, context)
  expect(warmed.size).toBe(2)
  const third = await tell(db, herald, 2, flood)
  await pass(third, warmed, db)
  expect(await currentOrigin(db, third.id)).toMatchObject({ kind: 'whole', of: first.id })

  const told = { source: wire, at: hour(4), headline: 'Withdrawn', paragraphs: [own] }
  await pass(await addRevision(db, first, told, 2), warmed, db)
  expect(warmed.size).toBe(3)
  expect((await whereFrom(own, warmed, db)).origin).toMatchObject({ kind: 'whole', of: first.id })
})

test('a pasted text is answered with the passages it shares and what is on record of that report', async () => {
  const { db, wire, post, memory } = await aWorld()
  for (const source of [wire, post])
    await pass(await tell(db, source, source === wire ? 0 : 1, flood), memory, db)
  const answer = await whereFrom(`Someone wrote to us: ${flood[1]}`, memory, db)
  expect(answer.origin.kind).toBe('modified')
  expect(answer.recorded?.origin.kind).toBe('own')
  expect(
    (await whereFrom('Nothing of this was ever printed anywhere before.', memory, db)).origin,
  ).toMatchObject({
    kind: 'own',
    share: 0,
  })
})

test('after a correction, the copies that still carry the old words are listed with them', async () => {
  const { db, wire, post, herald, memory } = await aWorld()
  const first = await tell(db, wire, 0, flood)
  const stale = await tell(db, post, 1, flood)
  const mended = await tell(db, herald, 2, [flood[0]!, flood[1]!.replace('1,200', '120'), flood[2]!])
  for (const report of [first, stale, mended]) await pass(report, memory, db)
  expect(await staleCopies(db, first.id)).toEqual([])
  const paragraphs = [flood[0]!, flood[1]!.replace('1,200', '120'), flood[2]!]
  const told = { source: wire, at: hour(5), headline: 'Flood in Karvenna 0', paragraphs }
  await pass(await addRevision(db, first, told, 2), memory, db)
  const found = await staleCopies(db, first.id)
  expect(found.map((copy) => copy.reportId)).toEqual([stale.id])
  const [passage] = found[0]!.passages
  expect(found[0]!.text.slice(passage?.here.start, passage?.here.end)).toContain('About 1,200 people')
  expect(passage?.effects).toContain('number')
})

test('reports of an old archive are remembered from when they are traced, not from when they were published', async () => {
  const { db, wire, post, memory } = await aWorld()
  const years = 24 * 365
  const first = await tell(db, wire, -10 * years, flood)
  const copy = await tell(db, post, -10 * years + 1, flood)
  await pass(first, memory, db)
  const warmed = new TracingMemory()
  await traceReports(warmed).warm?.(db, context)
  await pass(copy, warmed, db)
  expect(await currentOrigin(db, copy.id)).toMatchObject({ kind: 'whole', of: first.id })
})

test('after a restart the window is the snapshot and what was traced since; a torn snapshot is made anew', async () => {
  const { db, wire, post, herald, memory } = await aWorld()
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'mainsource-test-'))
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true }))
  const first = await tell(db, wire, 0, flood)
  await pass(first, memory, db)
  await saveMemory(memory, snapshotFile(dataFolder))
  const later = await tell(db, post, 1, [own, own.replace('dawn', 'noon')])
  await pass(later, memory, db)
  const restart = async () => {
    const warmed = new TracingMemory()
    await traceReports(warmed).warm?.(db, aContext({ now: () => hour(24), config: aConfig({ dataFolder }) }))
    return warmed
  }
  const restarted = await restart()
  expect(restarted.size).toBe(2)
  const third = await tell(db, herald, 2, flood)
  await pass(third, restarted, db)
  expect(await currentOrigin(db, third.id)).toMatchObject({ kind: 'whole', of: first.id })
  await truncate(snapshotFile(dataFolder), 5000)
  expect((await restart()).size).toBe(3)
})

const inFrench = [
  'La rivière est montée de quatre mètres mardi soir et a inondé la ville basse de Karvenna, selon les autorités.',
  'Environ 1 200 personnes ont été conduites dans des écoles et une salle de sport, a dit aux journalistes le maire Ilse Brandvold.',
  'La décrue est attendue d’ici vendredi, selon un bulletin de la météo lu à la radio locale.',
]

test('a copy that links to a report which comes later is decided again when it is there', async () => {
  const { db, wire, post, memory } = await aWorld()
  const url = 'https://ellesmar-wire.example/flood'
  const note = { text: `Source: ${url}`, role: 'source-note' as const }
  const copy = await addReport(db, {
    source: post,
    at: hour(2),
    headline: 'Un fleuve',
    lang: 'fr',
    paragraphs: ['Rien de ceci ne ressemble à l’autre texte.', note],
    declared: [{ name: 'Ellesmar Wire', role: 'agency', says: url }],
  })
  await linkTo(db, copy, url)
  await pass(copy, memory, db)
  expect(await currentOrigin(db, copy.id)).toMatchObject({ kind: 'modified', basis: ['declared'] })
  const told = { source: wire, at: hour(0), headline: 'Flood', paragraphs: flood, url }
  const first = await addReport(db, told)
  await pass(first, memory, db)
  const origin = await currentOrigin(db, copy.id)
  expect(origin).toMatchObject({ kind: 'modified', of: first.id, mainSource: first.id, share: 0 })
  expect(origin?.basis).toContain('link')
})

/** Makes the declared source of a report's reading lead to an address. */
async function linkTo(db: Db, { revisionId, reading }: Report, url: string): Promise<void> {
  const linked = { ...reading, declared: reading.declared.map((one) => ({ ...one, url })) }
  await db
    .updateTable('revisions')
    .set({ reading: json(linked) })
    .where('id', '=', revisionId)
    .execute()
}

test('a translation is found after a restart too, from the snapshot or from the database, and its sentences are not new', async () => {
  const { db, wire, post, herald, memory } = await aWorld()
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'mainsource-test-'))
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true }))
  const first = await tell(db, wire, 0, flood)
  await pass(first, memory, db)
  const restart = async () => {
    const warmed = new TracingMemory()
    await traceReports(warmed).warm?.(db, aContext({ now: () => hour(24), config: aConfig({ dataFolder }) }))
    return warmed
  }
  const french = (source: Source, hours: number) =>
    addReport(db, {
      source,
      at: hour(hours),
      headline: 'Crue à Karvenna',
      lang: 'fr',
      paragraphs: [
        ...inFrench,
        'Notre envoyée a parlé à des commerçants qui montaient leurs caisses sur le toit.',
      ],
    })
  for (const [source, hours] of [
    [post, 1],
    [herald, 2],
  ] as const) {
    const copy = await french(source, hours)
    await pass(copy, await restart(), db)
    await saveMemory(await restart(), snapshotFile(dataFolder))
    const row = await db
      .selectFrom('origins')
      .select('traced')
      .where('report_id', '=', copy.id)
      .executeTakeFirstOrThrow()
    expect(row.traced.origin).toMatchObject({ mainSource: first.id })
    expect(row.traced.fresh.map(({ start, end }) => copy.text.slice(start, end)).join()).not.toContain(
      '1 200',
    )
  }
})

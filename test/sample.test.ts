import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, openApp } from '../src/app.ts'
import { movedReports } from '../src/publishing/site/story/movedReports.tsx'
import { reports } from '../src/sample/reports.ts'
import { replaySample } from '../src/sample/start.ts'
import { ferry } from '../src/sample/stories/ferry.ts'
import { addressOf, sources } from '../src/sample/world.ts'
import { aConfig } from './support/context.ts'

let app: App
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mainsource-sample-'))
  app = await openApp(aConfig({ dataFolder: folder, logLevel: 'error' }))
  await replaySample(app, 0)
  await app.runner.idle()
}, 180_000)

afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

test('the invented world is twelve sources and some sixty reports in four languages', () => {
  expect(Object.keys(sources)).toHaveLength(12)
  expect(reports.length).toBeGreaterThanOrEqual(58)
  expect(new Set(Object.values(sources).map(({ lang }) => lang))).toEqual(new Set(['en', 'fr', 'ru', 'ar']))
  expect(Object.values(sources).every(({ host }) => host.endsWith('.example'))).toBe(true)
})

test('every report of it passes every stage', async () => {
  const rows = await app.db
    .selectFrom('reports')
    .innerJoin('story_reports', 'story_reports.report_id', 'reports.id')
    .select(['reports.id', 'public_at'])
    .execute()
  const pages = new Set(reports.map(({ source, slug }) => `${source} ${slug}`))
  expect(rows).toHaveLength(pages.size)
  expect(rows.every((row) => row.public_at)).toBe(true)
  expect((await app.runner.depths()).every(({ failed, waiting }) => failed === 0 && waiting === 0)).toBe(true)
})

/** The newest origin of the report at an address, with the names at both ends. */
async function originOf(host: string, slug: string) {
  return app.db
    .selectFrom('origins')
    .innerJoin('reports', 'reports.id', 'origins.report_id')
    .select(['origins.kind', 'main_name', 'share', 'traced'])
    .where('reports.url', '=', `https://${host}/news/${slug}`)
    .orderBy('found_at', 'desc')
    .orderBy('origins.id', 'desc')
    .executeTakeFirstOrThrow()
}

test('a paper that prints the wire’s text is a whole copy of it, the one that copies the paper too', async () => {
  expect(await originOf('harbourcourier.example', 'delta-under-water')).toMatchObject({
    kind: 'whole',
    main_name: 'Meridian Wire',
  })
  expect(await originOf('dailyrelay.example', '10233')).toMatchObject({
    kind: 'whole',
    main_name: 'Meridian Wire',
  })
})

test('a paper that adds its own paragraphs modified it; reporting of one’s own is own', async () => {
  expect(await originOf('islandgazette.example', 'ferries-held-flood')).toMatchObject({
    kind: 'modified',
    main_name: 'Meridian Wire',
  })
  expect(await originOf('uplandobserver.example', 'in-tolm-after-the-water')).toMatchObject({ kind: 'own' })
})

test('copies in English and in French of one flood are told apart by their main source', async () => {
  expect(await originOf('quotidiendudelta.example', 'inondation-delta')).toMatchObject({
    main_name: 'Agence Littorale',
  })
})

test('copies in Russian, Arabic and French lead to the wire’s report that they link to, and their sentences to its sentences', async () => {
  const copies = [
    ['vestnik-poberezhya.example', 'navodnenie-ombra', 'karsa-flood'],
    ['almarfa.example', 'fayadan-ombra', 'karsa-flood'],
    ['quotidiendudelta.example', 'bilan-19', 'flood-toll-19'],
    ['almarfa.example', 'qamh', 'grain-lane'],
  ] as const
  for (const [host, slug, from] of copies) {
    const { traced, main_name } = await originOf(host, slug)
    const wire = await app.db
      .selectFrom('reports')
      .select('id')
      .where('url', '=', `https://meridianwire.example/news/${from}`)
      .executeTakeFirstOrThrow()
    expect(main_name).toBe('Meridian Wire')
    expect(traced.origin).toMatchObject({ kind: 'modified', of: wire.id, mainSource: wire.id })
    expect(traced.origin.basis).toEqual(expect.arrayContaining(['link', 'time']))
    expect(traced.origin.chain[0]?.lagMs).toBeGreaterThan(0)
    const trace = traced.traces.find((one) => one.of === wire.id)
    expect(trace?.passages.every((passage) => passage.kind === 'translated')).toBe(true)
    expect(traced.origin.share).toBeGreaterThan(0.5)
  }
})

test('a translation that names nobody is told by its sentences alone', async () => {
  expect(await originOf('feuilledesiles.example', 'greve-bacs')).toMatchObject({
    kind: 'modified',
    main_name: 'Island Gazette',
  })
})

test('a page that was changed is the same report in a second revision', async () => {
  const row = await app.db
    .selectFrom('reports')
    .innerJoin('revisions', 'revisions.id', 'reports.revision_id')
    .select('number')
    .where('reports.url', '=', 'https://harbourcourier.example/news/toll-rises-to-19')
    .executeTakeFirstOrThrow()
  expect(row.number).toBe(2)
})

test('the wire’s late correction is a development of the flood', async () => {
  const kinds = await app.db
    .selectFrom('developments')
    .innerJoin('reports', 'reports.id', 'developments.report_id')
    .select('kind')
    .where('reports.url', '=', 'https://meridianwire.example/news/flood-toll-corrected')
    .execute()
  expect(kinds.map(({ kind }) => kind)).toContain('correction')
})

test('a paper’s page that was changed to say so stands after the wire’s correction, not where the page began', async () => {
  const rows = await app.db
    .selectFrom('developments')
    .innerJoin('reports', 'reports.id', 'developments.report_id')
    .select(['reports.url', 'developments.at'])
    .where('kind', '=', 'correction')
    .orderBy('developments.at')
    .execute()
  expect(rows.map(({ url }) => url)).toEqual([
    'https://meridianwire.example/news/flood-toll-corrected',
    'https://harbourcourier.example/news/toll-rises-to-19',
  ])
})

test('the strike, the denial, the deal and a day without ferries are one story, in both languages', async () => {
  const rows = await app.db
    .selectFrom('story_reports as sr')
    .innerJoin('reports as r', 'r.id', 'sr.report_id')
    .select(['sr.story_id', 'r.url'])
    .execute()
  const storiesOf = (found: readonly { story_id: string }[]) => new Set(found.map((row) => row.story_id))
  const addresses = new Set(ferry.map(addressOf))
  const strike = rows.filter(({ url }) => addresses.has(url ?? ''))
  expect(strike).toHaveLength(addresses.size)
  const [story, ...others] = storiesOf(strike)
  expect(others).toEqual([])
  expect(rows.filter((row) => row.story_id === story)).toHaveLength(strike.length)
})

test('what a page in Russian or Arabic says that it comes from is in the same story', async () => {
  const rows = await app.db
    .selectFrom('story_reports as sr')
    .innerJoin('reports as r', 'r.id', 'sr.report_id')
    .select(['sr.story_id', 'r.url'])
    .execute()
  const storyAt = new Map(rows.map(({ url, story_id }) => [url, story_id]))
  const translated = reports.filter(
    ({ source, takenFrom }) => takenFrom && ['ru', 'ar'].includes(sources[source].lang),
  )
  expect(translated.length).toBeGreaterThan(3)
  for (const report of translated) {
    expect(storyAt.get(addressOf(report))).toBe(storyAt.get(report.takenFrom!.url))
  }
})

test('a page that was changed to carry a correction has it from the wire, not the wire from the page', async () => {
  expect(await originOf('meridianwire.example', 'flood-toll-corrected')).toMatchObject({
    main_name: 'Meridian Wire',
  })
  expect(await originOf('harbourcourier.example', 'toll-rises-to-19')).toMatchObject({
    main_name: 'Meridian Wire',
  })
})

test('a replay that is begun again changes nothing', async () => {
  const count = () => app.db.selectFrom('captures').select('id').execute()
  const before = (await count()).length
  await replaySample(app, 0)
  expect(await count()).toHaveLength(before)
})

test('a story says where a report went that later evidence moved out of it', async () => {
  const moved = await app.db.selectFrom('story_moves').select('from_story_id').distinct().execute()
  const told = await Promise.all(moved.map(({ from_story_id }) => movedReports(app.db, from_story_id)))
  expect(told.flat().map(({ headline }) => headline)).toContain('How two lists made two people die twice')
})

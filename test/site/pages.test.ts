import { parseAtomFeed } from 'feedsmith'
import { parseHTML } from 'linkedom'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.ts'
import { holdReport, withdrawReport } from '../../src/desk/holding.ts'
import { ReportFull, StoryFull, StoryList, WhereAnswer } from '../../src/publishing/api/schemas.ts'
import { aDatabase } from '../support/database.ts'
import { fillPagesWorld, type PagesWorld } from '../support/pagesWorld.ts'
import { addReport, addRevision, addStory } from '../support/seedPages.ts'
import { type ServedSite, serveSite } from '../support/site.ts'

let db: Db
let world: PagesWorld
let served: ServedSite

beforeAll(async () => {
  db = (await aDatabase()).db
  world = await fillPagesWorld(db)
  served = await serveSite(db)
  return () => served.close()
})

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(served.url + path, { headers, redirect: 'manual' })

async function pageAt(path: string) {
  const response = await get(path)
  const { document } = parseHTML(await response.text())
  return { response, document, text: document.body.textContent!.replaceAll(/\s+/g, ' ') }
}

describe('what the public sees', () => {
  test('the river tells each story’s newest development, who said it, and how many origins it has', async () => {
    const { text } = await pageAt('/')
    expect(text).toContain('River Olm floods lower town of Karsa')
    expect(text).toContain('The dam above Karsa is safe')
    expect(text).toContain('5 reports, 3 origins')
    expect(text).toContain('New statement from Odile Brassac, in Le Sud-Matin')
  })

  test('an agency that is only declared is a voice, and the page says that its text was not seen', async () => {
    const { text } = await pageAt(`/stories/${world.strike}`)
    expect(text).toContain('2 reports, 2 origins')
    expect(text).toContain('BZP')
    expect(text).toContain('its own text was not seen')
  })

  test('a development of an older revision leads to that revision', async () => {
    const { document } = await pageAt(`/stories/${world.flood}`)
    const links = [...document.querySelectorAll('.development a')].map((link) => link.getAttribute('href'))
    const old = links.find((href) => href!.includes(`/reports/${world.revised.id}/revisions/1`))!
    const revision = await pageAt(old.split('#')[0]!)
    expect(revision.document.getElementById(old.split('#')[1]!)?.textContent).toContain(
      'Engineers keep the dam',
    )
    expect(revision.text).toContain('This is revision 1, not the text as it stands.')
  })

  test('every link of the provenance box leads to a passage of the page', async () => {
    const { document } = await pageAt(`/reports/${world.modified.id}`)
    const links = [...document.querySelectorAll('.evidence a')]
    expect(links.length).toBeGreaterThan(7)
    for (const link of links)
      expect(document.getElementById(link.getAttribute('href')!.slice(1))).not.toBeNull()
  })

  test('a report shown side by side with an earlier one has each shared passage on both sides', async () => {
    const { document } = await pageAt(`/reports/${world.modified.id}/with/${world.whole.id}`)
    const passages = [1, 2, 3].map((number) => [
      document.getElementById(`there-${number}`)?.textContent,
      document.getElementById(`here-${number}`)?.textContent,
    ])
    expect(passages[0]![0]).toBe(passages[0]![1])
    expect(passages[2]).toEqual([
      'The army sent six boats and two hundred soldiers to help with the evacuation.',
      'The army has sent six boats and about two hundred soldiers to help the town with the evacuation.',
    ])
  })

  test('search finds words and marks them, and markup in a text is shown as text', async () => {
    const report = await addReport(db, {
      source: world.sources.herald,
      at: new Date('2026-11-20T10:00:00Z'),
      headline: 'A <b>bold</b> headline',
      paragraphs: ['The quixotry of <script>alert(1)</script> is shown as it was written.'],
    })
    const { document, response } = await pageAt('/search?q=quixotry')
    expect(document.querySelector('mark.hit')?.textContent).toBe('quixotry')
    expect(document.querySelectorAll('main script').length).toBe(0)
    expect(document.querySelector('h3')?.textContent?.trim()).toBe('A <b>bold</b> headline')
    expect((await pageAt(`/reports/${report.id}`)).text).toContain('<script>alert(1)</script>')
    expect(document.querySelector('h3 a')?.getAttribute('href')).toBe(`/reports/${report.id}`)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('search narrows by language, source and day', async () => {
    const count = async (query: string) =>
      (await pageAt(`/search?${query}`)).document.querySelectorAll('.report-list li').length
    expect(await count('q=Karsa')).toBe(4)
    expect(await count('q=Karsa&lang=ar')).toBe(0)
    expect(await count(`q=Karsa&source=${world.sources.radio.id}`)).toBe(1)
    expect(await count('q=Karsa&from=2026-11-24')).toBe(0)
    expect(await count('q=Karsa&until=2026-11-23')).toBe(4)
  })

  test('odd searches give a page, not an error', async () => {
    for (const q of ['"', '-', 'or or', "'; drop table reports", '%00', '\\', ':*&|!()', 'a'.repeat(3000)]) {
      expect((await get(`/search?q=${encodeURIComponent(q)}`)).status).toBe(200)
    }
  })

  test('a story that was merged leads to the one it became part of', async () => {
    const id = 'sto_01k00000000000000000000000' as typeof world.flood
    const row = { id, headline: 'Old', lang: 'en', first_at: new Date(0), last_at: new Date(0) }
    await db
      .insertInto('stories')
      .values({ ...row, merged_into: world.flood })
      .execute()
    const response = await get(`/stories/${id}`)
    expect([response.status, response.headers.get('location')]).toEqual([301, `/stories/${world.flood}`])
  })

  test('times are in the zone of the cookie and the locale of the browser', async () => {
    const html = await (
      await get(`/reports/${world.wire.id}`, { cookie: 'zone=Asia%2FTokyo', 'accept-language': 'fr' })
    ).text()
    expect(html).toContain('23 novembre 2026 à 17:50 UTC+9')
    expect(html).toContain('data-zone="Asia/Tokyo"')
  })

  test('a revision that was not let through is not shown', async () => {
    const held = { ...world.whole }
    const before = await db
      .selectFrom('reports')
      .selectAll()
      .where('id', '=', held.id)
      .executeTakeFirstOrThrow()
    const told = { source: held.source, at: held.at, headline: 'Held headline', paragraphs: ['Held text.'] }
    await addRevision(db, held, told, 2)
    await db
      .updateTable('reports')
      .set({ public_revision_id: before.public_revision_id })
      .where('id', '=', held.id)
      .execute()
    const { text } = await pageAt(`/reports/${held.id}`)
    expect(text).not.toContain('Held text')
    expect((await get(`/reports/${held.id}/revisions/2`)).status).toBe(404)
    expect((await pageAt(`/stories/${world.flood}`)).text).not.toContain('Held headline')
  })

  test('a report that was never let through is nowhere', async () => {
    const report = await addReport(db, {
      source: world.sources.herald,
      at: new Date('2026-11-19T10:00:00Z'),
      headline: 'Kept back',
      paragraphs: ['Zymurgical words that nobody may read.'],
    })
    await db
      .updateTable('reports')
      .set({ public_at: null, public_revision_id: null })
      .where('id', '=', report.id)
      .execute()
    await db.transaction().execute((tx) => holdReport(tx, report.id, { by: 'Nila', why: 'Not checked.' }))
    expect((await get(`/reports/${report.id}`)).status).toBe(404)
    expect((await get(`/api/reports/${report.id}`)).status).toBe(404)
    const story = await addStory(db, 'Kept back', [report])
    for (const path of [`/stories/${story}`, `/stories/${story}.atom`, `/api/stories/${story}`])
      expect([path, (await get(path)).status]).toEqual([path, 404])
    expect((await pageAt('/')).text).not.toContain('Kept back')
    expect((await pageAt('/search?q=zymurgical')).text).toContain('Nothing was found')
    expect((await pageAt('/decisions')).text).not.toContain('Kept back')
  })

  test('a withdrawn report leaves its place, the time and the reason', async () => {
    const report = await addReport(db, {
      source: world.sources.herald,
      at: new Date('2026-11-18T10:00:00Z'),
      headline: 'Taken back',
      paragraphs: ['Words that were wrong.'],
    })
    await db
      .transaction()
      .execute((tx) => withdrawReport(tx, report.id, { by: 'Nila', why: 'It was made up.' }))
    const { response, text } = await pageAt(`/reports/${report.id}`)
    expect(response.status).toBe(410)
    expect(text).toContain('The reason given: It was made up.')
    expect(text).not.toContain('Words that were wrong')
  })
})

describe('“Where is this from?”', () => {
  test('the page finds a pasted passage and links to the report that holds it', async () => {
    const body = new URLSearchParams({ what: world.wire.text.split('\n\n').slice(2, 5).join('\n\n') })
    const response = await fetch(`${served.url}/where`, {
      method: 'POST',
      body,
      headers: { origin: served.url },
    })
    const { document } = parseHTML(await response.text())
    const links = [...document.querySelectorAll('.found-in a')].map((link) => link.getAttribute('href'))
    expect(links).toContain(`/reports/${world.wire.id}`)
    expect(document.querySelector('.asked mark')?.textContent).toContain('The river Olm burst its banks')
  })

  test('the API answers in the documented shape', async () => {
    const text = world.wire.text.slice(0, 400)
    const response = await fetch(`${served.url}/api/where`, {
      method: 'POST',
      body: JSON.stringify({ text }),
      headers: { 'content-type': 'application/json' },
    })
    const answer = WhereAnswer.parse(await response.json())
    expect(answer.traces.map((trace) => trace.of)).toContain(world.wire.id)
  })

  test('an address on this machine is refused, and the reason is shown', async () => {
    const body = new URLSearchParams({ what: `${served.url}/` })
    const response = await fetch(`${served.url}/where`, {
      method: 'POST',
      body,
      headers: { origin: served.url },
    })
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(/private|this machine|not allowed|refused/i)
  })
})

describe('feeds and the API', () => {
  test('the feed of stories is Atom that a reader takes', async () => {
    const response = await get('/stories.atom')
    const feed = parseAtomFeed(await response.text())
    expect(response.headers.get('content-type')).toContain('application/atom+xml')
    expect(feed.entries?.map((entry) => entry.links?.[0]?.href)).toContain(
      `${served.url}/stories/${world.flood}`,
    )
  })

  test('a story’s feed has one entry a development, newest first', async () => {
    const feed = parseAtomFeed(await (await get(`/stories/${world.flood}.atom`)).text())
    expect(feed.entries?.length).toBe(7)
    expect(JSON.stringify(feed.entries?.[0])).toContain('Correction: The dam above Karsa is safe')
    expect(new Set(feed.entries?.map((entry) => entry.id)).size).toBe(7)
  })

  test('stories, a story and a report have the documented shapes', async () => {
    const stories = StoryList.parse(await (await get('/api/stories')).json())
    expect(stories.stories.map((story) => story.id)).toContain(world.flood)
    const story = StoryFull.parse(await (await get(`/api/stories/${world.flood}`)).json())
    expect(story.voices[0]).toMatchObject({ mainSource: 'Northwind Wire', seen: true })
    const report = ReportFull.parse(await (await get(`/api/reports/${world.modified.id}`)).json())
    expect(report.traced?.origin.mainSource).toBe(world.wire.id)
  })

  test('what is not there is told as JSON', async () => {
    const response = await get('/api/stories/sto_none')
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: { title: 'Not found', message: 'There is no such story.' } },
    ])
  })
})

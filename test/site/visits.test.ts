import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.ts'
import { publish } from '../../src/db/publication.ts'
import type { StoryId } from '../../src/domain/ids.ts'
import { newId } from '../../src/domain/ids.ts'
import {
  keptMs,
  mostVisits,
  readVisits,
  type Visit,
  visitMs,
  visitNow,
  writeVisits,
} from '../../src/publishing/site/visits/visits.ts'
import { aDatabase } from '../support/database.ts'
import {
  addDevelopment,
  addOrigin,
  addReport,
  addRevision,
  addSource,
  addStory,
  placeIn,
} from '../support/seedPages.ts'
import { type ServedSite, serveSite } from '../support/site.ts'

const minute = 60_000
const monday = Date.parse('2026-11-23T14:05:00Z')

describe('visits', () => {
  const story = newId('story')
  const looked = (visits: readonly Visit[], ...times: number[]) =>
    times.reduce((before: readonly Visit[], at) => visitNow(before, story, at), visits)

  test('the first has nothing before it', () => {
    expect(looked([], monday)).toEqual([{ story, began: monday, last: monday }])
  })

  test('a reload within half an hour is the same visit, and begins no other', () => {
    const [visit] = looked([], monday, monday + 40 * minute, monday + 55 * minute)
    expect(visit).toEqual({
      story,
      since: monday,
      began: monday + 40 * minute,
      last: monday + 55 * minute,
    })
  })

  test('the next begins where the story was last looked at, however often it was reloaded', () => {
    const [visit] = looked([], monday, monday + 20 * minute, monday + visitMs)
    expect(visit?.since).toBe(monday + 20 * minute)
  })

  test('what became part of a story was visited as that story', () => {
    const [other, third] = [newId('story'), newId('story')]
    const visits = visitNow(visitNow(looked([], monday), other, monday + 1), third, monday + 2)
    const merged = visitNow(visits, other, monday + 60 * minute, [story])
    expect(merged.map((one) => one.story)).toEqual([other, third])
    expect(merged[0]?.since).toBe(monday + 1)
    expect(visitNow(looked([], monday), other, monday + 60 * minute, [story])[0]).toEqual({
      story: other,
      since: monday,
      began: monday + 60 * minute,
      last: monday + 60 * minute,
    })
  })

  test('of too many the oldest are forgotten', () => {
    const stories = Array.from({ length: mostVisits + 5 }, () => newId('story'))
    const visits = stories.reduce((all: Visit[], one, at) => visitNow(all, one, monday + at), [])
    expect(visits.map((one) => one.story)).toEqual(stories.slice(5).reverse())
    expect(writeVisits(visits).length).toBeLessThan(2100)
  })

  test('after ninety days a visit is forgotten; one from the future is not believed', () => {
    const written = writeVisits(looked([], monday))
    expect(readVisits(written, monday + keptMs - 1)).toHaveLength(1)
    expect(readVisits(written, monday + keptMs)).toEqual([])
    expect(readVisits(written, monday - 2 * minute)).toEqual([])
  })

  test('what is written is read again, and whatever else a cookie holds is passed over', () => {
    const times = fc.array(fc.integer({ min: 0, max: 80 * 86_400_000 }), { maxLength: 60 })
    fc.assert(
      fc.property(times, (gaps) => {
        const now = monday + keptMs - 1
        const stories = Array.from({ length: 7 }, () => newId('story'))
        const visits = [...gaps]
          .sort((a, b) => a - b)
          .reduce((all: Visit[], at, index) => visitNow(all, stories[index % 7]!, monday + at), [])
        expect(readVisits(writeVisits(visits), now)).toEqual(visits)
      }),
    )
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        for (const one of readVisits(text, monday)) expect(Number.isFinite(one.last)).toBe(true)
      }),
    )
  })
})

let db: Db
let served: ServedSite
let now = new Date(monday)
let flood: StoryId
let later: () => Promise<void>
let corrected: () => Promise<void>

const sentence =
  'The river Olm burst its banks at Karsa and 2,300 people left their homes, the governor said.'
const again = 'Some 2,300 people left their homes at Karsa when the river burst its banks, witnesses told us.'
const news = 'The bridge at Karsa was closed on Tuesday morning.'

beforeAll(async () => {
  db = (await aDatabase()).db
  const sources = [await addSource(db, 'Northwind Wire'), await addSource(db, 'Radio Pirol')] as const
  const at = new Date(monday - 60 * minute)
  const wire = await addReport(db, {
    source: sources[0],
    at,
    headline: 'Olm floods Karsa',
    paragraphs: ['KARSA –', sentence],
  })
  await addOrigin(db, { report: wire, kind: 'own' })
  const told = { source: sources[1], at, headline: 'Karsa under water', paragraphs: [again] }
  const radio = await addReport(db, told)
  await addOrigin(db, { report: radio, kind: 'own' })
  const copy = await addReport(db, {
    source: await addSource(db, 'Mirror'),
    at,
    headline: 'Flood',
    paragraphs: [sentence],
  })
  await addOrigin(db, { report: copy, kind: 'whole', traces: [{ of: wire, shared: [sentence] }] })
  flood = await addStory(db, 'Flood at Karsa', [wire, radio, copy])
  await addDevelopment(db, flood, wire, 'first-report', sentence)
  later = async () => {
    const report = await addReport(db, {
      source: sources[0],
      at: new Date(monday - 30 * minute),
      headline: 'Bridge closed',
      paragraphs: [news],
    })
    await db
      .updateTable('reports')
      .set({ public_at: now, public_revision_at: now })
      .where('id', '=', report.id)
      .execute()
    await addDevelopment(db, flood, report, 'new-information', news)
    await placeIn(db, flood, report)
  }
  corrected = async () => {
    const revision = await addRevision(
      db,
      radio,
      { ...told, paragraphs: [again, 'A former version of this report gave another number of families.'] },
      2,
    )
    await addDevelopment(
      db,
      flood,
      revision,
      'correction',
      'A former version of this report gave another number of families.',
    )
    // As if it had been held back by the desk since the morning, and only now let through.
    await db
      .updateTable('reports')
      .set({ public_revision_id: radio.revisionId })
      .where('id', '=', radio.id)
      .execute()
    await publish(db, { reportId: radio.id, revisionId: revision.revisionId }, now)
  }
  served = await serveSite(db, {}, () => now)
  return () => served.close()
})

async function look(path: string, cookie = '', headers: Record<string, string> = {}) {
  const response = await fetch(served.url + path, { headers: { cookie, ...headers } })
  const set = response.headers.getSetCookie().find((one) => one.startsWith('visits='))
  return { text: await response.text(), headers: response.headers, set, cookie: set?.split(';')[0] ?? cookie }
}

const marks = (text: string) => text.match(/<span class="new-mark">/g)?.length ?? 0

test('what is new since a reader’s last visit is marked, on the story and in the river', async () => {
  now = new Date(monday)
  const first = await look(`/stories/${flood}`)
  expect(marks(first.text)).toBe(0)
  expect(first.text).not.toContain('since your visit')
  expect(first.set).toMatch(/; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/)
  expect(first.headers.get('cache-control')).toBe('private, no-cache')
  expect(first.headers.get('vary')).toContain('Cookie')

  now = new Date(monday + 20 * 60 * minute)
  await later()
  const river = await look('/', first.cookie)
  expect(river.text).toContain('1 new to you')
  expect(river.set).toBeUndefined()

  now = new Date(monday + 21 * 60 * minute)
  const second = await look(`/stories/${flood}`, first.cookie)
  expect(marks(second.text)).toBe(1)
  expect(second.text).toMatch(
    /<strong>1 new<\/strong> since your visit on <time[^>]*>Monday<\/time> at <time[^>]*>14:05 UTC<\/time>/,
  )
  const target = /<a href="#(dev_\w+)">see it<\/a>/.exec(second.text)![1]!
  expect(second.text.split(`id="${target}"`)[1]!.split('</li>')[0]).toContain(news)

  now = new Date(now.getTime() + 5 * minute)
  const reloaded = await look(`/stories/${flood}`, second.cookie)
  expect(marks(reloaded.text)).toBe(1)
  expect((await look('/', reloaded.cookie)).text).not.toContain('new to you')

  now = new Date(now.getTime() + 40 * minute)
  const third = await look(`/stories/${flood}`, reloaded.cookie)
  expect(marks(third.text)).toBe(0)
  expect(third.text).toContain('Nothing new since your visit on')

  now = new Date(now.getTime() + 60 * minute)
  await corrected()
  const fourth = await look(`/stories/${flood}`, third.cookie)
  expect(marks(fourth.text)).toBe(1)
  expect(fourth.text.split('<span class="new-mark">')[1]).toContain('A former version of this report')
})

test('who visited what became part of a story is told what is new since', async () => {
  now = new Date(monday)
  const former = newId('story')
  const cookie = `visits=${writeVisits(visitNow([], former, monday))}`
  await db
    .insertInto('stories')
    .values({ id: former, headline: 'A flood', first_at: now, last_at: now, merged_into: flood })
    .execute()
  now = new Date(monday + 60 * minute)
  const { text, cookie: after } = await look(`/stories/${flood}`, cookie)
  expect(text).toContain('since your visit on')
  expect(after).not.toContain(former.slice(4))
  expect(after).toContain(flood.slice(4))
})

test('a page that is only fetched ahead, and one that is not there, are no visit', async () => {
  now = new Date(monday)
  expect((await look(`/stories/${flood}`, '', { 'sec-purpose': 'prefetch;prerender' })).set).toBeUndefined()
  expect((await look(`/stories/${newId('story')}`)).set).toBeUndefined()
  expect((await look(`/stories/${flood}`, 'visits=nonsense~~..')).text).not.toContain('since your visit')
})

test('a development says who else says it, an origin and its copies once', async () => {
  now = new Date(monday)
  const { text } = await look(`/stories/${flood}`)
  const first = text.split('First report')[1]!.split('</li>')[0]!
  expect(first).toContain('2 independent origins say it</strong>, also ')
  expect(first).toMatch(/<a href="\/reports\/rep_\w+#p-1"><bdi>Radio Pirol<\/bdi><\/a>/)
  expect(first).not.toContain('Mirror</bdi></a>')
})

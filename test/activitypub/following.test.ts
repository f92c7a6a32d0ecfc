import { beforeAll, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.ts'
import { storyActor } from '../../src/domain/fediverse.ts'
import type { StoryId } from '../../src/domain/ids.ts'
import { aDatabase } from '../support/database.ts'
import { addDevelopment, addStory } from '../support/seedPages.ts'
import { aFollowedSite, aReport, type FollowedSite, joinStory } from './followedSite.ts'
import { anOtherServer, type OtherServer } from './otherServer.ts'

const dead = 'At least 14 people were killed, said governor Ilse Varnow.'
const dead20 = 'At least 20 people were killed, said governor Ilse Varnow.'
const everyone = 'https://www.w3.org/ns/activitystreams#Public'

let db: Db
let site: FollowedSite
let other: OtherServer

beforeAll(async () => {
  db = (await aDatabase()).db
  site = await aFollowedSite(db)
  other = await anOtherServer()
})

async function aStory(headline: string): Promise<StoryId> {
  const report = await aReport(db, ['The river Olm burst its banks at Karsa early on Monday.'])
  return addStory(db, headline, [report])
}

function handleOf(story: StoryId): string {
  return `@${storyActor(story)}@${site.host}`
}

/** A report that adds a sentence to a story, or corrects one. */
async function add(story: StoryId, words: string, corrects?: string) {
  const report = await aReport(db, [words], corrects ? 40 : 20)
  await joinStory(db, report, story)
  await addDevelopment(db, story, report, corrects ? 'correction' : 'new-figure', words, corrects)
  return report
}

function takenTypes(from: OtherServer): string[] {
  return from.taken.splice(0).map((one) => one.type)
}

test('a story is followed by its handle: the follow is accepted, what is new comes as a note, a correction changes it', async () => {
  const story = await aStory('Flood at Karsa')
  const actor = await other.follow('ana', handleOf(story))
  expect(actor.name?.toString()).toBe('Flood at Karsa')
  await site.work()
  expect(takenTypes(other)).toEqual(['Accept'])

  await site.publish(await add(story, dead))
  const [create, ...none] = other.taken.splice(0)
  expect(none).toEqual([])
  const note = create!.json['object'] as Record<string, unknown>
  expect(create!.json).toMatchObject({ type: 'Create', actor: actor.id!.href, to: [everyone] })
  expect(note).toMatchObject({
    type: 'Note',
    attributedTo: actor.id!.href,
    to: [everyone],
    cc: [`${actor.id!.href}/followers`],
    contentMap: { en: note['content'] },
  })
  expect(note['content']).toContain(dead)
  expect(note['content']).toContain('You get this because you follow the story “Flood at Karsa”')
  expect(JSON.stringify(create!.json)).not.toMatch(/subscriptions|manage|mute/)
  expect(note['updated']).toBeUndefined()

  await site.publish(await add(story, dead20, dead))
  const [update, ...rest] = other.taken.splice(0)
  expect(rest).toEqual([])
  const changed = update!.json['object'] as Record<string, unknown>
  expect(update!.json['type']).toBe('Update')
  expect(changed['id']).toBe(note['id'])
  expect(changed['published']).toBe(note['published'])
  expect(changed['updated']).toEqual(expect.any(String))
  expect(changed['content']).toContain(`${dead20}<br>Before: ${dead}`)

  const asked = await fetch(String(note['id']), { headers: { accept: 'application/activity+json' } })
  expect(await asked.json()).toMatchObject({ id: note['id'], content: changed['content'] })
})

test('who follows no more is told no more', async () => {
  const story = await aStory('Bridge closed')
  const actor = await other.follow('ana', handleOf(story))
  await site.work()
  await other.unfollow('ana', actor)
  takenTypes(other)
  expect(await site.publish(await add(story, 'The bridge is closed until Friday, the town said.'))).toEqual(
    [],
  )
  expect(other.taken).toEqual([])
})

test('two of one server are told by one post; it goes on while one of them follows', async () => {
  const story = await aStory('Harbour strike')
  const actor = await other.follow('ana', handleOf(story))
  await other.follow('bela', handleOf(story))
  await site.work()
  expect(takenTypes(other)).toEqual(['Accept', 'Accept'])
  await site.publish(await add(story, 'The strike at the harbour began at 6 in the morning.'))
  expect(takenTypes(other)).toEqual(['Create'])
  await other.unfollow('ana', actor)
  await site.publish(await add(story, 'Some 300 dockers stayed at home, the union said.'))
  expect(takenTypes(other)).toEqual(['Create'])
  await other.deleteSelf('bela', actor)
  await site.publish(await add(story, 'The port authority lost 40 ships to the strike.'))
  expect(takenTypes(other)).toEqual([])
})

test('a server that came later is told a correction as a note of the same address', async () => {
  const story = await aStory('Mine collapse')
  await other.follow('ana', handleOf(story))
  await site.work()
  await site.publish(await add(story, 'Eleven miners were below ground, the owner said.'))
  const [first] = other.taken.splice(0).slice(-1)
  const late = await anOtherServer()
  await late.follow('bela', handleOf(story))
  await site.work()
  late.taken.length = 0
  await site.publish(
    await add(
      story,
      'Nine miners were below ground, the owner said.',
      'Eleven miners were below ground, the owner said.',
    ),
  )
  expect(other.taken.map((one) => one.type)).toEqual(['Update'])
  expect(late.taken.map((one) => one.type)).toEqual(['Create'])
  const idOf = ({ json }: OtherServer['taken'][number]) => (json['object'] as { id: string }).id
  expect(idOf(late.taken[0]!)).toBe(idOf(first!))
  expect(idOf(other.taken.splice(0)[0]!)).toBe(idOf(first!))
})

test.each(['rfc9421', 'draft-cavage-http-signatures-12'] as const)(
  'a server that understands only %s is reached',
  async (understands) => {
    const one = await anOtherServer({ understands })
    const story = await aStory(`Signed ${understands}`)
    await one.follow('ana', handleOf(story))
    await site.work()
    await site.publish(await add(story, `Some 400 letters were signed by ${understands} alone.`))
    expect(takenTypes(one)).toEqual(['Accept', 'Create'])
  },
)

test('an inbox that fails is tried again later, and one that is gone is left', async () => {
  const story = await aStory('Storm warning')
  const one = await anOtherServer()
  await one.follow('ana', handleOf(story))
  await site.work()
  one.refuse = 503
  const [again] = await site.publish(await add(story, 'Winds of 120 km/h are expected by noon.'))
  expect(again).toMatchObject({ to: 'delivery.due', after: expect.any(Date) })
  one.refuse = 410
  await db.updateTable('channels').set({ resting_until: null }).execute()
  expect(await site.work([{ ...again!, after: undefined } as never])).toEqual([])
  one.refuse = undefined
  takenTypes(one)
  await site.publish(await add(story, 'The warning was lifted at 4 p.m. on Tuesday.'))
  expect(one.taken).toEqual([])
})

test('an Accept that fails is sent again, and nothing else goes out before it', async () => {
  const story = await aStory('Power cut')
  const one = await anOtherServer()
  await one.follow('ana', handleOf(story))
  one.refuse = 500
  const [again] = await site.work()
  expect(again).toMatchObject({ to: 'follow.asked', message: { tries: 1 }, after: expect.any(Date) })
  one.refuse = undefined
  await site.publish(await add(story, 'Some 7,000 homes are without power.'))
  expect(one.taken).toEqual([])
  await site.work([{ ...again!, after: undefined } as never])
  await site.publish(await add(story, 'Power came back to 5,000 homes by night.'))
  expect(takenTypes(one)).toEqual(['Accept', 'Create'])
})

test('who follows a story that becomes part of another is told of that', async () => {
  const story = await aStory('Fire at the mill')
  const into = await aStory('Fires of the week')
  const actor = await other.follow('ana', handleOf(story))
  await site.work()
  await db.updateTable('stories').set({ merged_into: into }).where('id', '=', story).execute()
  const asked = await fetch(actor.id!.href, { headers: { accept: 'application/activity+json' } })
  expect(await asked.json()).toMatchObject({ name: 'Fires of the week', url: `${site.url}/stories/${into}` })
  takenTypes(other)
  await site.publish(await add(into, 'The mill burnt down to its walls, firemen said.'))
  expect(other.taken.map((one) => one.activity.actorId?.href)).toEqual([actor.id!.href])
})

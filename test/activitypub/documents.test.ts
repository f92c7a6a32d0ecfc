import { beforeAll, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.ts'
import { storyActor } from '../../src/domain/fediverse.ts'
import type { StoryId } from '../../src/domain/ids.ts'
import { aDatabase } from '../support/database.ts'
import { addDevelopment, addStory } from '../support/seedPages.ts'
import { serveSite } from '../support/site.ts'
import { aFollowedSite, aReport, type FollowedSite, joinStory } from './followedSite.ts'
import { anOtherServer } from './otherServer.ts'

const activityJson = 'application/activity+json'

let db: Db
let site: FollowedSite
let story: StoryId
let name: string

beforeAll(async () => {
  db = (await aDatabase()).db
  site = await aFollowedSite(db)
  story = await addStory(db, 'Flood at <Karsa>', [await aReport(db, ['The Olm rose.'])])
  name = storyActor(story)
})

async function ask(path: string): Promise<Record<string, unknown>> {
  const answer = await fetch(path.startsWith('http') ? path : site.url + path, {
    headers: { accept: activityJson },
  })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Record<string, unknown>
}

test('a story that nobody follows yet is an actor with all that Mastodon asks for, and nothing of it is kept', async () => {
  const actor = `${site.url}/actors/${name}`
  expect(await ask(`/actors/${name}`)).toMatchObject({
    id: actor,
    type: 'Service',
    preferredUsername: name,
    name: 'Flood at <Karsa>',
    summary: expect.stringContaining('Flood at &lt;Karsa&gt;</a>, said once'),
    url: `${site.url}/stories/${story}`,
    inbox: `${actor}/inbox`,
    outbox: `${actor}/outbox`,
    followers: `${actor}/followers`,
    endpoints: { sharedInbox: `${site.url}/inbox` },
    manuallyApprovesFollowers: false,
    discoverable: true,
    publicKey: {
      id: `${actor}#main-key`,
      owner: actor,
      publicKeyPem: expect.stringMatching(/^-----BEGIN PUBLIC KEY-----/),
    },
  })
  expect(await ask(`/actors/${name}/outbox`)).toMatchObject({ type: 'OrderedCollection', totalItems: 0 })
  expect(await db.selectFrom('subscriptions').select('id').execute()).toEqual([])
})

test('WebFinger finds a story by its handle in any case, and by the address of its page', async () => {
  const self = { rel: 'self', type: activityJson, href: `${site.url}/actors/${name}` }
  for (const resource of [`acct:${name.toUpperCase()}@${site.host}`, `${site.url}/stories/${story}`]) {
    const found = await ask(`/.well-known/webfinger?resource=${encodeURIComponent(resource)}`)
    expect(found['links']).toContainEqual(self)
  }
  const elsewhere = await fetch(`${site.url}/.well-known/webfinger?resource=acct:${name}@other.example`)
  expect(elsewhere.status).toBe(404)
})

test('what an actor said stands in its outbox as it stands now; who follows is counted, not named', async () => {
  const other = await anOtherServer()
  await other.follow('ana', `@${name}@${site.host}`)
  await site.work()
  for (let reports = 1; reports <= 22; reports++) {
    const words = `The Olm rose by ${reports} metres at gauge number ${reports * 7}.`
    const report = await aReport(db, [words])
    await joinStory(db, report, story)
    await addDevelopment(db, story, report, 'new-figure', words)
    await site.publish(report)
  }
  const outbox = await ask(`/actors/${name}/outbox`)
  expect(outbox).toMatchObject({ totalItems: 22 })
  const page = await ask(String(outbox['first']))
  expect(page['orderedItems']).toHaveLength(20)
  expect((page['orderedItems'] as object[])[0]).toMatchObject({
    type: 'Create',
    object: { type: 'Note', content: expect.stringContaining('22 metres') },
  })
  const last = await ask(String(page['next']))
  expect([last['orderedItems']].flat()).toHaveLength(2)
  const followers = await ask(`/actors/${name}/followers`)
  expect(followers).toMatchObject({ totalItems: 1 })
  expect(JSON.stringify(followers)).not.toContain('ana')
})

test('NodeInfo says what this is and how much it said', async () => {
  const found = await ask('/.well-known/nodeinfo')
  const [link] = found['links'] as { href: string }[]
  expect(await ask(link!.href)).toMatchObject({
    software: { name: 'mainsource' },
    protocols: ['activitypub'],
    usage: { users: { total: 1 }, localPosts: 22 },
  })
})

test('a note is not shown any more once its report was withdrawn', async () => {
  const page = await ask(`/actors/${name}/outbox?cursor=newest`)
  const [first] = page['orderedItems'] as { object: { id: string; url: string } }[]
  const report = first!.object.url.split('/').at(-1)!
  await db
    .updateTable('reports')
    .set({ withdrawn_at: new Date(), public_at: null })
    .where('id', '=', report as never)
    .execute()
  const answer = await fetch(first!.object.id, { headers: { accept: activityJson } })
  expect(answer.status).toBe(404)
})

test('who opens an actor or a note in a browser comes to the page for people', async () => {
  const page = await ask(`/actors/${name}/outbox?cursor=newest`)
  const note = (page['orderedItems'] as { object: { id: string; url: string } }[])[0]!.object
  const browse = (url: string) => fetch(url, { headers: { accept: 'text/html' }, redirect: 'manual' })
  const places = await Promise.all([browse(`${site.url}/actors/${name}`), browse(note.id)])
  expect(places.map((answer) => answer.headers.get('location'))).toEqual([
    `/stories/${story}`,
    note.url.slice(site.url.length),
  ])
})

test('a server that looks up the page of a story comes to its actor, a reader to the page', async () => {
  const page = `${site.url}/stories/${story}`
  expect(await ask(`/stories/${story}`)).toMatchObject({ type: 'Service', url: page })
  const read = await fetch(page, { headers: { accept: 'text/html' } })
  expect([read.headers.get('content-type'), read.headers.get('vary')]).toEqual([
    expect.stringContaining('text/html'),
    expect.stringMatching(/accept/i),
  ])
})

test('the page of a story names its actor and gives the handle', async () => {
  const html = await (await fetch(`${site.url}/stories/${story}`)).text()
  expect(html).toContain(
    `<link rel="alternate" type="application/activity+json" href="${site.url}/actors/${name}"/>`,
  )
  expect(html).toContain(`@${name}@${site.host}`)
  const asking = await (await fetch(`${site.url}/subscriptions/new?story=${story}`)).text()
  expect(asking).toContain(`@${name}@${site.host}`)
})

test('a site that others cannot reach says so, and what to set', async () => {
  const hidden = await serveSite(db, { siteUrl: 'http://127.0.0.1:8080', logLevel: 'silent' })
  const say = 'Set MAINSOURCE_SITE_URL to the https address it is reached at.'
  const lookedUp = await fetch(`${hidden.url}/stories/${story}`, { headers: { accept: activityJson } })
  expect(lookedUp.headers.get('content-type')).toContain('text/html')
  const finger = await fetch(`${hidden.url}/.well-known/webfinger?resource=acct:${name}@127.0.0.1:8080`)
  expect([finger.status, await finger.text()]).toEqual([404, expect.stringContaining(say)])
  const asking = await (await fetch(`${hidden.url}/subscriptions/new?story=${story}`)).text()
  expect(asking).toContain(say)
  const page = await (await fetch(`${hidden.url}/stories/${story}`)).text()
  expect(page).not.toContain('activity+json')
  await hidden.close()
})

import { exportSpki, generateCryptoKeyPair, signRequest } from '@fedify/fedify'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.ts'
import { storyActor } from '../../src/domain/fediverse.ts'
import { aReceiver } from '../delivery/receiver.ts'
import { aDatabase } from '../support/database.ts'
import { addStory } from '../support/seedPages.ts'
import { serveSite } from '../support/site.ts'
import { aFollowedSite, aReport, type FollowedSite } from './followedSite.ts'
import { anOtherServer } from './otherServer.ts'

let db: Db
let site: FollowedSite
let name: string

beforeAll(async () => {
  db = (await aDatabase()).db
  site = await aFollowedSite(db)
  name = storyActor(await addStory(db, 'Flood at Karsa', [await aReport(db, ['The Olm rose.'])]))
})

function aFollow(follower: string) {
  return {
    '@context': 'https://www.w3.org/ns/activitystreams',
    id: `${follower}#follow-${Math.random()}`,
    type: 'Follow',
    actor: follower,
    object: `${site.url}/actors/${name}`,
  }
}

function postTo(path: string, body: unknown) {
  const headers = { 'content-type': 'application/activity+json' }
  return fetch(site.url + path, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

async function countFollowers(): Promise<number> {
  return (await db.selectFrom('fediverse_followers').select('id').execute()).length
}

test('a follow that is not signed, or signed by another, is refused', async () => {
  const other = await anOtherServer()
  const follow = aFollow(`${other.url}/users/ana`)
  expect((await postTo(`/actors/${name}/inbox`, follow)).status).toBe(401)
  expect((await postTo('/inbox', follow)).status).toBe(401)
  const { privateKey } = await generateCryptoKeyPair('RSASSA-PKCS1-v1_5')
  const request = new Request(`${site.url}/inbox`, {
    method: 'POST',
    headers: { 'content-type': 'application/activity+json' },
    body: JSON.stringify(follow),
  })
  const signed = await signRequest(request, privateKey, new URL(`${other.url}/users/ana#main-key`))
  expect((await fetch(signed)).status).toBe(401)
  expect(site.handed).toEqual([])
  expect(await countFollowers()).toBe(0)
})

test('a key that merely says it is someone’s is not believed', async () => {
  const [other, elsewhere] = [await anOtherServer(), await aReceiver()]
  const { privateKey, publicKey } = await generateCryptoKeyPair('RSASSA-PKCS1-v1_5')
  const keyId = new URL(elsewhere.url)
  elsewhere.answer = {
    status: 200,
    headers: { 'content-type': 'application/activity+json' },
    body: JSON.stringify({
      '@context': 'https://w3id.org/security/v1',
      id: keyId.href,
      type: 'CryptographicKey',
      owner: `${other.url}/users/ana`,
      publicKeyPem: await exportSpki(publicKey),
    }),
  }
  const request = new Request(`${site.url}/inbox`, {
    method: 'POST',
    headers: { 'content-type': 'application/activity+json' },
    body: JSON.stringify(aFollow(`${other.url}/users/ana`)),
  })
  expect((await fetch(await signRequest(request, privateKey, keyId))).status).toBe(401)
  expect(elsewhere.received.length).toBeGreaterThan(0)
  expect(site.handed).toEqual([])
})

test('who takes a follow back for another is not heeded', async () => {
  const [other, stranger] = [await anOtherServer(), await anOtherServer()]
  const actor = await other.follow('ana', `@${name}@${site.host}`)
  await site.work()
  await stranger.follow('bela', `@${name}@${site.host}`)
  await stranger.deleteSelf('bela', actor)
  await stranger.unfollow('ana', actor, new URL(`${other.url}/users/ana`))
  const following = await db
    .selectFrom('fediverse_followers')
    .select('follower')
    .where('ended_at', 'is', null)
    .execute()
  expect(following).toEqual([{ follower: `${other.url}/users/ana` }])
})

test('what has no effect is let go without asking anyone for a key', async () => {
  const elsewhere = await aReceiver()
  const like = { ...aFollow(elsewhere.url), type: 'Like' }
  const gone = { ...aFollow(elsewhere.url), type: 'Delete', object: elsewhere.url }
  expect((await postTo('/inbox', like)).status).toBe(202)
  expect((await postTo('/inbox', gone)).status).toBe(202)
  expect(elsewhere.received).toEqual([])
})

test('who is gone, by the word of their own server, follows no more', async () => {
  const elsewhere = await aReceiver()
  elsewhere.answer = { status: 410 }
  const follower = `${elsewhere.url}/users/cyra`
  const other = await anOtherServer()
  await other.follow('ana', `@${name}@${site.host}`)
  await db
    .updateTable('fediverse_followers')
    .set({ follower })
    .where('follower', '=', `${other.url}/users/ana`)
    .execute()
  const forged = { ...aFollow(`${other.url}/users/bela`), type: 'Delete', object: `${other.url}/users/bela` }
  expect((await postTo('/inbox', forged)).status).toBe(202)
  expect((await postTo('/inbox', { ...aFollow(follower), type: 'Delete', object: follower })).status).toBe(
    202,
  )
  expect(elsewhere.received.length).toBeGreaterThan(0)
  const row = await db
    .selectFrom('fediverse_followers')
    .select('ended_at')
    .where('follower', '=', follower)
    .executeTakeFirst()
  expect(row?.ended_at).toBeInstanceOf(Date)
})

test('an inbox takes what is JSON and not too long, and one that is nobody’s takes nothing', async () => {
  expect((await postTo('/inbox', 'hello')).status).toBe(400)
  expect(
    (await postTo('/inbox', { ...aFollow('http://a.example/b'), content: 'x'.repeat(300_000) })).status,
  ).toBe(413)
  expect((await postTo('/actors/story-none/inbox', aFollow('http://a.example/b'))).status).toBe(404)
})

test('what comes through a proxy is judged by the address it was sent to', async () => {
  const { privateKey, publicKey } = await generateCryptoKeyPair('RSASSA-PKCS1-v1_5')
  const elsewhere = await aReceiver()
  const key = {
    id: `${elsewhere.url}#main-key`,
    owner: elsewhere.url,
    publicKeyPem: await exportSpki(publicKey),
  }
  elsewhere.answer = {
    status: 200,
    headers: { 'content-type': 'application/activity+json' },
    body: JSON.stringify({
      '@context': ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/v1'],
      id: elsewhere.url,
      type: 'Person',
      inbox: `${elsewhere.url}/inbox`,
      publicKey: key,
    }),
  }
  const settings = { siteUrl: 'https://news.example', allowPrivateAddresses: true, logLevel: 'silent' }
  const proxied = await serveSite(db, settings)
  const body = JSON.stringify({ ...aFollow(elsewhere.url), object: `https://news.example/actors/${name}` })
  const headers = { 'content-type': 'application/activity+json' }
  const request = new Request('https://news.example/inbox', { method: 'POST', headers, body })
  for (const spec of ['rfc9421', 'draft-cavage-http-signatures-12'] as const) {
    const signed = await signRequest(request.clone(), privateKey, new URL(key.id), { spec })
    const sent = { method: 'POST', headers: Object.fromEntries(signed.headers), body }
    expect((await fetch(`${proxied.url}/inbox`, sent)).status).toBe(202)
  }
  expect(proxied.handed.map((one) => one.to)).toEqual(['follow.asked'])
  await proxied.close()
})

test('a key at a private address is not fetched where those are not allowed', async () => {
  const elsewhere = await aReceiver()
  const guarded = await serveSite(db, { siteUrl: 'https://news.example', logLevel: 'silent' })
  const follow = aFollow(`${elsewhere.url}/users/ana`)
  const { privateKey } = await generateCryptoKeyPair('RSASSA-PKCS1-v1_5')
  const ask = async (keyId: string) => {
    const body = JSON.stringify(follow)
    const headers = { 'content-type': 'application/activity+json' }
    const request = new Request('https://news.example/inbox', { method: 'POST', headers, body })
    const signed = await signRequest(request, privateKey, new URL(keyId))
    return fetch(`${guarded.url}/inbox`, {
      method: 'POST',
      headers: Object.fromEntries(signed.headers),
      body,
    })
  }
  expect((await ask(`${elsewhere.url}/users/ana#main-key`)).status).toBe(401)
  expect((await ask(`${elsewhere.url.replace('http:', 'https:')}/users/ana#main-key`)).status).toBe(401)
  expect(elsewhere.received).toEqual([])
  await guarded.close()
})

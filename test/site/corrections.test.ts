import { beforeAll, expect, test } from 'vitest'
import { changedSentences } from '../../src/publishing/site/corrections/oldWording.ts'
import { type CorrectedWorld, fillCorrectedWorld } from '../support/correctedWorld.ts'
import { aDatabase } from '../support/database.ts'
import { type ServedSite, serveSite } from '../support/site.ts'

let world: CorrectedWorld
let served: ServedSite

beforeAll(async () => {
  const { db } = await aDatabase()
  world = await fillCorrectedWorld(db)
  served = await serveSite(db)
  return () => served.close()
})

async function textAt(path: string): Promise<string> {
  const html = await (await fetch(served.url + path)).text()
  return html.replace(/<[^>]+>/g, '')
}

test('a corrected report lists the copies that still say what it said, each linked to the paragraph', async () => {
  const html = await (await fetch(`${served.url}/reports/${world.wire.id}`)).text()
  expect(await textAt(`/reports/${world.wire.id}`)).toContain('2 copies still say 14')
  expect(html).toContain(`href="/reports/${world.faithful.id}#p-2"`)
  expect(html).toContain(`href="/reports/${world.altered.id}#p-3"`)
  expect(html).not.toContain(`href="/reports/${world.mended.id}#p-`)
})

test('so does its story', async () => {
  expect(await textAt(`/stories/${world.story}`)).toContain('2 copies still say 14')
})

test('a copy’s own page has no such list', async () => {
  expect(await textAt(`/reports/${world.faithful.id}`)).not.toContain('still say')
})

test('side by side, a copy stands beside the text it was taken from, and the quotation it bent is called out', async () => {
  const text = await textAt(`/reports/${world.altered.id}/with/${world.wire.id}`)
  expect(text).toContain('revision 1, as it was then')
  expect(text).toContain('Quotation and negation changed')
  expect(text).toContain('Added: 1 passage')
  expect(text).toContain('Dropped: 1 passage')
})

test('a sentence is paired with what became of it, one that is gone with nothing, and what stayed is not named', () => {
  const before = 'The bridge will open in May. It cost 4 million. A storm is near.'
  const now = 'The bridge will open in June. It cost 4 million. Traffic is light.'
  expect(changedSentences({ before, now })).toEqual([
    { before: 'The bridge will open in May.', now: 'The bridge will open in June.' },
    { before: 'A storm is near.', now: '' },
  ])
})

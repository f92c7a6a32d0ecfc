import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.ts'
import { sidewaysOverflow, withPage, wrongWith } from '../journeys/journey.ts'
import { aBrowser, screens } from '../support/browser.ts'
import { aDatabase } from '../support/database.ts'
import { addStory } from '../support/seedPages.ts'
import { aFollowedSite, aReport, type FollowedSite } from './followedSite.ts'

const { browser, skip } = await aBrowser()

describe.skipIf(skip)('the pages by which one follows from the fediverse', () => {
  let db: Db
  let site: FollowedSite
  let paths: string[]

  beforeAll(async () => {
    db = (await aDatabase()).db
    site = await aFollowedSite(db)
    const report = await aReport(db, ['The river Olm burst its banks at Karsa early on Monday.'])
    const story = await addStory(db, 'Flood at Karsa', [report])
    paths = [`/stories/${story}`, `/subscriptions/new?story=${story}`, '/topics']
  })

  test('a query is previewed, made a topic, and its handle is shown', async () => {
    await withPage(browser!, screens.desktop, async (page) => {
      await page.goto(`${site.url}/subscriptions/new?query=olm`)
      await page.getByRole('button', { name: 'Make it a topic' }).click()
      await page.waitForURL('**/topics/query-*')
      const name = new URL(page.url()).pathname.split('/').at(-1)
      paths.push(`/topics/${name}`)
      expect(await page.locator('.handle').textContent()).toBe(`@${name}@${site.host}`)
    })
  })

  for (const [screen, options] of Object.entries(screens)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`they pass axe on a ${screen}, ${colorScheme}, and never scroll sideways`, async () => {
        await withPage(browser!, { ...options, colorScheme }, async (page) => {
          for (const path of paths) {
            await page.goto(site.url + path)
            expect([path, await wrongWith(page)]).toEqual([path, []])
            expect([path, await sidewaysOverflow(page)]).toEqual([path, 0])
            if (process.env['SHOTS'])
              await page.screenshot({
                path: `${process.env['SHOTS']}/${screen}-${colorScheme}-${paths.indexOf(path)}.png`,
                fullPage: true,
              })
          }
        })
      })
    }
  }
})

import { beforeAll, describe, expect, test } from 'vitest'
import { aBrowser, screens } from '../support/browser.ts'
import { aDatabase } from '../support/database.ts'
import { fillPagesWorld, type PagesWorld } from '../support/pagesWorld.ts'
import { type ServedSite, serveSite } from '../support/site.ts'
import { sidewaysOverflow, withPage, wrongWith } from './journey.ts'

const { browser, skip } = await aBrowser()

let world: PagesWorld
let served: ServedSite
let firstPersonUrl: string

beforeAll(async () => {
  if (skip) return
  const { db } = await aDatabase()
  world = await fillPagesWorld(db)
  served = await serveSite(db)
  firstPersonUrl = await served.firstPersonUrl()
  return () => served.close()
})

function publicPages(): string[] {
  return [
    '/',
    `/stories/${world.flood}`,
    `/stories/${world.strike}`,
    `/reports/${world.modified.id}`,
    `/reports/${world.arabic.id}`,
    `/reports/${world.declaredOnly.id}`,
    `/reports/${world.revised.id}/revisions/1`,
    `/reports/${world.modified.id}/with/${world.whole.id}`,
    '/sources',
    `/sources/${world.sources.wire.id}`,
    '/search?q=Karsa',
    '/search?q=nothing-at-all-like-it',
    '/where',
    '/decisions',
    '/subscriptions/new',
    `/subscriptions/new?story=${world.flood}`,
    '/sign-in',
    '/nowhere',
    new URL(firstPersonUrl).pathname + new URL(firstPersonUrl).search,
  ]
}

describe.skipIf(skip)('every page', () => {
  for (const [screen, size] of Object.entries(screens)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`passes axe on a ${screen}, ${colorScheme}, and never scrolls sideways`, async () => {
        const wrong = await withPage(browser!, { ...size, colorScheme, bypassCSP: true }, async (page) => {
          const found: string[] = []
          for (const path of publicPages()) {
            await page.goto(served.url + path)
            found.push(...(await wrongWith(page)).map((line) => `${path}: ${line}`))
            const overflow = await sidewaysOverflow(page)
            if (overflow > 0) found.push(`${path}: ${overflow} px too wide`)
          }
          return found
        })
        expect(wrong).toEqual([])
      })
    }
  }

  test('fits a screen of 320 pixels, which is also a desktop’s at 400 %', async () => {
    await withPage(browser!, { viewport: { width: 320, height: 640 } }, async (page) => {
      for (const path of publicPages()) {
        await page.goto(served.url + path)
        expect([path, await sidewaysOverflow(page)]).toEqual([path, 0])
      }
    })
  })
})

describe.skipIf(skip)('reading', () => {
  test('from the river to a story, to its newest development, to where a copy came from', async () => {
    await withPage(browser!, screens.desktop, async (page) => {
      await page.goto(served.url)
      await page.getByRole('link', { name: 'River Olm floods lower town' }).click()
      await page.getByRole('heading', { name: 'What was added' }).waitFor()
      await page.getByRole('link', { name: 'Karsa after the flood' }).click()
      await page.getByRole('link', { name: 'See paragraph 4' }).first().click()
      expect(page.url()).toMatch(/#at-\d+$/)
      expect(await page.locator(':target').textContent()).toContain('At least 14 people were killed')
      await page.getByRole('link', { name: 'side by side' }).first().click()
      await page.getByRole('heading', { name: '3 shared passages' }).waitFor()
      await page.getByRole('link', { name: 'Passage 3 in the earlier report' }).click()
      expect(await page.locator(':target').textContent()).toContain('The army sent six boats')
    })
  })

  test('previous and next lead through the story', async () => {
    await withPage(browser!, screens.phone, async (page) => {
      await page.goto(`${served.url}/reports/${world.wire.id}`)
      await page.getByRole('link', { name: /Next in the story/ }).click()
      await page.getByRole('heading', { level: 1, name: 'Olm floods Karsa' }).waitFor()
      await page.getByRole('link', { name: /Previous in the story/ }).click()
      await page.getByRole('heading', { level: 1, name: 'River Olm floods' }).waitFor()
    })
  })

  test('times turn to the reader’s zone, at once and from then on', async () => {
    const options = { ...screens.desktop, timezoneId: 'Asia/Tokyo', locale: 'de-DE' }
    await withPage(browser!, options, async (page) => {
      await page.goto(`${served.url}/reports/${world.wire.id}`)
      const published = page.locator('.page-head time')
      await expect.poll(() => published.textContent()).toBe('23. November 2026 um 17:50 GMT+9')
      await page.reload()
      expect(await page.locator('html').getAttribute('data-zone')).toBe('Asia/Tokyo')
      expect(await published.textContent()).toBe('23. November 2026 um 17:50 GMT+9')
    })
  })

  test('an Arabic report runs from right to left, its numbers beside it on the right', async () => {
    await withPage(browser!, screens.phone, async (page) => {
      await page.goto(`${served.url}/reports/${world.arabic.id}`)
      const sides = await page
        .locator('.body .paragraph')
        .first()
        .evaluate((paragraph) => ({
          direction: getComputedStyle(paragraph).direction,
          text: paragraph.querySelector('p')!.getBoundingClientRect().right,
          number: paragraph.querySelector('.paragraph-number')!.getBoundingClientRect().left,
        }))
      expect(sides.direction).toBe('rtl')
      expect(sides.number).toBeGreaterThanOrEqual(sides.text)
      expect(await page.locator('h1').getAttribute('lang')).toBe('ar')
    })
  })

  test('pointing at a passage brings out all that came from the same report', async () => {
    await withPage(browser!, screens.desktop, async (page) => {
      await page.goto(`${served.url}/reports/${world.modified.id}`)
      await page.locator('mark.from-1').first().hover()
      await expect.poll(() => page.locator('mark.from-1:not(.is-out)').count()).toBe(0)
      expect(await page.locator('mark.from-2.is-out').count()).toBe(0)
      expect(await page.locator('.legend .is-out').count()).toBe(1)
    })
  })

  test('each marked passage is told apart without its colour', async () => {
    await withPage(browser!, screens.desktop, async (page) => {
      await page.goto(`${served.url}/reports/${world.modified.id}`)
      const line = (selector: string) =>
        page
          .locator(selector)
          .first()
          .evaluate((mark) => getComputedStyle(mark).textDecorationStyle)
      expect(await line('mark.from-1')).not.toBe(await line('mark.from-2'))
      expect(await page.locator('.mark-number').allTextContents()).toEqual(['1', '1', '2', '1'])
    })
  })
})

describe.skipIf(skip)('without a mouse', () => {
  test('the first stop skips to the content, and every stop can be seen', async () => {
    await withPage(browser!, screens.desktop, async (page) => {
      await page.goto(`${served.url}/reports/${world.modified.id}`)
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe(
        'Skip to the content',
      )
      const top = await page.evaluate(() => document.activeElement!.getBoundingClientRect().top)
      expect(top).toBeGreaterThanOrEqual(0)
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement!.closest('main') !== null)).toBe(true)
      for (let stop = 0; stop < 30; stop++) {
        await page.keyboard.press('Tab')
        const seen = await page.evaluate(() => {
          const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!)
          return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
        })
        expect(seen).toBe(true)
      }
    })
  })
})

describe.skipIf(skip)('without JavaScript', () => {
  test('a person makes the first account, asks where a text is from, and confirms a finding at the desk', async () => {
    await withPage(browser!, { ...screens.phone, javaScriptEnabled: false }, async (page) => {
      await page.goto(`${served.url}/where`)
      await page.getByLabel('Text or address').fill(world.wire.text.slice(0, 500))
      await page.getByRole('button', { name: 'Where is this from?' }).click()
      await page.getByText('It goes back to').waitFor()

      await page.goto(firstPersonUrl)
      await page.getByLabel('Name').fill('Nila Tamm')
      await page.getByLabel('E-mail address').fill('nila@example.org')
      await page.getByLabel('Password').fill('correct horse battery')
      await page.getByRole('button', { name: 'Make the account' }).click()
      await page.getByRole('button', { name: 'Follow' }).waitFor()

      await page.getByRole('link', { name: 'Desk' }).click()
      const item = page.locator('.desk-item', { hasText: 'Karsa after the flood' })
      await item.getByLabel('Reason').fill('Both texts were laid side by side.')
      await item.getByRole('button', { name: 'Confirm' }).click()
      expect(await page.locator('.desk-item', { hasText: 'Karsa after the flood' }).count()).toBe(0)
      await page.getByRole('link', { name: 'Decisions', exact: true }).click()
      await page.getByText('Both texts were laid side by side.').waitFor()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('link', { name: 'Sign in' }).waitFor()
    })
  })

  test('the desk passes axe for those who are signed in', async () => {
    const wrong = await withPage(browser!, { ...screens.desktop, bypassCSP: true }, async (page) => {
      await page.goto(`${served.url}/sign-in?to=/desk`)
      await page.getByLabel('E-mail address').fill('nila@example.org')
      await page.getByLabel('Password').fill('correct horse battery')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('heading', { level: 1, name: 'Desk' }).waitFor()
      const found = await wrongWith(page)
      await page.goto(`${served.url}/sources`)
      return [...found, ...(await wrongWith(page))]
    })
    expect(wrong).toEqual([])
  })
})

test.skipIf(skip)('an empty site says what to do next, and passes axe', async () => {
  const empty = await serveSite((await aDatabase()).db)
  const wrong = await withPage(browser!, { ...screens.phone, bypassCSP: true }, async (page) => {
    await page.goto(empty.url)
    await page.getByRole('heading', { name: 'Nothing is followed yet' }).waitFor()
    return wrongWith(page)
  })
  await empty.close()
  expect(wrong).toEqual([])
})

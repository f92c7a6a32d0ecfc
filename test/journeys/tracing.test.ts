import { beforeAll, describe, expect, test } from 'vitest'
import { aBrowser, screens } from '../support/browser.ts'
import { type ChainWorld, fillChainWorld } from '../support/chainWorld.ts'
import { type CorrectedWorld, fillCorrectedWorld } from '../support/correctedWorld.ts'
import { aDatabase } from '../support/database.ts'
import { type ServedSite, serveSite } from '../support/site.ts'
import { sidewaysOverflow, withPage, wrongWith } from './journey.ts'

const { browser, skip } = await aBrowser()

const sizes = [3, 20, 60] as const
let worlds: ChainWorld[]
let corrected: CorrectedWorld
let served: ServedSite

beforeAll(async () => {
  if (skip) return
  const { db } = await aDatabase()
  worlds = []
  for (const size of sizes) worlds.push(await fillChainWorld(db, size))
  corrected = await fillCorrectedWorld(db)
  served = await serveSite(db)
  return () => served.close()
})

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

describe.skipIf(skip)('the picture of who took from whom', () => {
  for (const [index, size] of sizes.entries()) {
    for (const [screen, options] of Object.entries(screens)) {
      test(`with ${size} reports, its names neither meet nor leave it on a ${screen}`, async () => {
        await withPage(browser!, options, async (page) => {
          await page.goto(`${served.url}/stories/${worlds[index]!.story}`)
          const names = page.locator('.chain-picture > a > text')
          expect(await names.count()).toBe(size)
          const boxes: Box[] = await names.evaluateAll((texts) =>
            texts.map((text) => {
              const { left, right, top, bottom } = text.getBoundingClientRect()
              return { left, right, top, bottom }
            }),
          )
          const picture = await page.locator('.chain-picture').boundingBox()
          const outside = boxes.filter(
            ({ left, right }) => left < picture!.x - 1 || right > picture!.x + picture!.width + 1,
          )
          expect(outside).toEqual([])
          expect(boxes.filter((box, at) => boxes.slice(at + 1).some((other) => meet(box, other)))).toEqual([])
          expect(await sidewaysOverflow(page)).toBe(0)
        })
      })
    }
  }

  test('each report in it can be reached and opened with the keyboard', async () => {
    await withPage(browser!, screens.desktop, async (page) => {
      await page.goto(`${served.url}/stories/${worlds[0]!.story}`)
      const links = page.locator('.chain-picture a')
      await links.first().focus()
      for (let stop = 1; stop < 3; stop++) {
        await page.keyboard.press('Tab')
        expect(await links.nth(stop).evaluate((link) => link === document.activeElement)).toBe(true)
      }
      const target = await links.nth(2).getAttribute('href')
      await page.keyboard.press('Enter')
      await page.waitForURL(`**${target}`)
    })
  })

  test('says in words what it shows', async () => {
    await withPage(browser!, screens.desktop, async (page) => {
      await page.goto(`${served.url}/stories/${corrected.story}`)
      const words = await page.locator('.chain-picture > desc').textContent()
      expect(words).toContain('Seaboard Agency: taken up by 3 reports within 3 hours.')
      await page
        .getByRole('link', { name: /^Cape Dispatch \+40 min, modified copy from Seaboard Agency/ })
        .waitFor()
    })
  })
})

test.skipIf(skip)(
  'from a correction to the copy that still has the old words, and to what it changed',
  async () => {
    await withPage(browser!, screens.phone, async (page) => {
      await page.goto(`${served.url}/reports/${corrected.wire.id}`)
      await page.getByRole('link', { name: /2 copies still say/ }).click()
      await page.getByRole('link', { name: 'Cape Dispatch ¶ 3' }).click()
      expect(await page.locator(':target').textContent()).toContain('At least 14 people')
      await page.getByRole('link', { name: 'side by side' }).first().click()
      await page.getByRole('heading', { name: 'Quotation and negation changed' }).waitFor()
      await page.getByRole('link', { name: 'do not', exact: true }).click()
      expect(await page.locator(':target').textContent()).toBe('do not')
    })
  },
)

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [screen, options] of Object.entries(screens)) {
    test.skipIf(skip)(`the pages of tracing pass axe on a ${screen}, ${colorScheme}`, async () => {
      const wrong = await withPage(browser!, { ...options, colorScheme, bypassCSP: true }, async (page) => {
        const found: string[] = []
        for (const path of [
          `/stories/${worlds[1]!.story}`,
          `/stories/${corrected.story}`,
          `/reports/${corrected.wire.id}`,
          `/reports/${corrected.altered.id}/with/${corrected.wire.id}`,
        ]) {
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

function meet(one: Box, other: Box): boolean {
  const slack = 2
  return (
    one.left < other.right - slack &&
    other.left < one.right - slack &&
    one.top < other.bottom - slack &&
    other.top < one.bottom - slack
  )
}

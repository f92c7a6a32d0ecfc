import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { saveHeldBack } from '../../src/db/heldBack.ts'
import type { Db } from '../../src/db/open.ts'
import { muteStory } from '../../src/db/subscriptions.ts'
import { linksOf } from '../../src/delivery/links.ts'
import { htmlOf } from '../../src/delivery/messages/html.ts'
import type { AlertBody } from '../../src/domain/alerts.ts'
import type { HeldReason } from '../../src/domain/rules.ts'
import { type HeldSubscription, subscribe } from '../alerts/aSubscription.ts'
import { anAlert } from '../delivery/aDelivery.ts'
import { aBrowser } from '../support/browser.ts'
import { aDatabase } from '../support/database.ts'
import { fillPagesWorld, type PagesWorld } from '../support/pagesWorld.ts'
import { addDevelopment, addReport, placeIn, type Report } from '../support/seedPages.ts'
import { type ServedSite, serveSite } from '../support/site.ts'
import { sidewaysOverflow, withPage, wrongWith } from './journey.ts'

const { browser, skip } = await aBrowser()

const screens = {
  phone: { viewport: { width: 390, height: 844 } },
  desktop: { viewport: { width: 1280, height: 900 } },
} as const
const monday = new Date('2026-11-23T12:00:00Z')
const hourMs = 3_600_000

let db: Db
let world: PagesWorld
let served: ServedSite
let now = monday

beforeAll(async () => {
  if (skip) return
  db = (await aDatabase()).db
  world = await fillPagesWorld(db, monday)
  served = await serveSite(db, { smtpUrl: 'smtp://127.0.0.1:1' }, () => now)
  return () => served.close()
})

/** A subscription that was not sent what these reports say, for these reasons. */
async function oneWithHeldBack(...held: readonly [Report, HeldReason][]): Promise<HeldSubscription> {
  const subscription = await subscribe(db, 'karsa', { zone: 'Europe/Vienna' })
  await saveHeldBack(
    db,
    held.map(([report, reason]) => ({
      subscriptionId: subscription.id,
      storyId: world.flood,
      reportId: report.id,
      revisionId: report.revisionId,
      reason,
      waits: reason === 'digest',
      dueAt: reason === 'digest' ? new Date(monday.getTime() + 20 * hourMs) : undefined,
      body: bodyOf(report),
      part: report.id,
      at: monday,
    })),
  )
  return subscription
}

function bodyOf({ id, headline, source, at, reading }: Report): AlertBody {
  return anAlert({
    story: { id: world.flood, headline: 'Flood' },
    report: {
      id,
      headline,
      source: source.name,
      at: at.toISOString(),
      lang: reading.lang,
      dir: reading.dir,
    },
    mainSource: { name: source.name, report: id },
    developments: [],
  })
}

const pageOf = ({ manageToken }: { manageToken: string }) => `${served.url}/subscriptions/${manageToken}`

for (const [index, [screen, options]] of Object.entries(screens).entries()) {
  describe.skipIf(skip)(`on a ${screen}`, () => {
    test('a query is tried while it is written, by the rules that are set, and subscribed to', async () => {
      await withPage(browser!, { ...options, timezoneId: 'Europe/Vienna' }, async (page) => {
        await page.goto(`${served.url}/subscriptions/new`)
        const query = page.getByLabel('Tell me of')
        const said = page.locator('#previewed')
        await query.fill('karsa AND (flood OR')
        await said.getByText('Here:').waitFor()
        expect(await said.locator('mark').textContent()).toBe('…')
        expect(await query.getAttribute('aria-invalid')).toBe('true')
        expect(await page.locator('#query-error').textContent()).toContain('(Character 20.)')

        await query.fill('karsa AND (flood OR dam)')
        await said.getByText('4 reports').waitFor()
        expect(await said.textContent()).toContain('3 alerts at most')
        expect(await query.getAttribute('aria-invalid')).toBeNull()
        expect(await page.locator('#query-error').count()).toBe(0)
        await page.getByRole('link', { name: 'Olm floods Karsa: at least 14 dead' }).waitFor()

        await page.getByText('When and how much').click()
        expect(await page.getByLabel('Time zone of these times').inputValue()).toBe('Europe/Vienna')
        await page.getByLabel('Alerts come').selectOption('Gathered, once a day')
        await said.getByText('1 alert at most').waitFor()
        await page.getByLabel('From', { exact: true }).fill('22:00')
        await page.getByLabel('Until', { exact: true }).fill('06:00')

        await expectHidden(page, 'Address, for a webhook')
        await page.getByRole('radio', { name: 'A webhook' }).check()
        await page.getByLabel('Address, for a webhook').waitFor()
        await page.getByRole('radio', { name: 'A private feed' }).check()
        await expectHidden(page, 'Address, for a webhook')
        await page.getByRole('button', { name: 'Subscribe' }).click()
        await page
          .getByText('Gathered each day at 08:00 (Europe/Vienna); quiet from 22:00 to 06:00')
          .waitFor()
      })
    })

    test('without JavaScript the button tries it, and what was filled in stays', async () => {
      await withPage(browser!, { ...options, javaScriptEnabled: false }, async (page) => {
        await page.goto(`${served.url}/subscriptions/new`)
        await page.getByLabel('Tell me of').fill('karsa AND (flood OR dam)')
        await page.getByText('When and how much').click()
        await page.getByLabel('Only', { exact: true }).selectOption('Corrections, denials and withdrawals')
        await page.getByLabel('Name it').fill('Dams')
        await page.getByRole('button', { name: 'Preview' }).click()
        expect(await page.locator('#previewed').textContent()).toContain('1 alert at most')
        await page.getByRole('button', { name: 'Subscribe' }).click()
        await page.getByRole('heading', { level: 1, name: 'Dams' }).waitFor()
        await page.getByText('Only corrections, denials and withdrawals.').waitFor()
      })
    })

    test('what was not sent is listed with its reason, and sent after all', async () => {
      const subscription = await oneWithHeldBack(
        [world.whole, 'nothing-new'],
        [world.arabic, 'few-origins'],
        [world.revised, 'digest'],
      )
      await withPage(browser!, { ...options, javaScriptEnabled: false }, async (page) => {
        await page.goto(pageOf(subscription))
        await page.getByRole('heading', { name: '3 not sent' }).waitFor()
        await page.getByText('What, and why not').click()
        await page.getByText('waits for the digest, until').waitFor()
        served.handed.length = 0
        await page.getByRole('button', { name: `Send it after all: ${world.whole.headline}` }).click()
        await page.getByRole('heading', { name: '2 not sent' }).waitFor()
        expect(served.handed).toMatchObject([{ to: 'alert.raised' }])
        await page.getByText('What, and why not').click()
        await page.getByRole('button', { name: 'Send all of them after all' }).click()
        await page.getByRole('heading', { name: 'Nothing was held back' }).waitFor()
        expect(served.handed).toHaveLength(3)
      })
    })

    test('a story is muted by the link of its alert, heard of again, and the alerts are ended', async () => {
      const subscription = await oneWithHeldBack()
      await withPage(browser!, { ...options, javaScriptEnabled: false }, async (page) => {
        await page.goto(`${pageOf(subscription)}/mute/${world.flood}`)
        await page.getByRole('button', { name: 'Mute it' }).click()
        await page.getByRole('heading', { name: 'Muted stories' }).waitFor()
        await page.getByRole('button', { name: 'Hear of it again' }).click()
        expect(await page.getByRole('heading', { name: 'Muted stories' }).count()).toBe(0)
        await page.goto(`${pageOf(subscription)}/unsubscribe`)
        await page.getByRole('button', { name: 'Unsubscribe' }).click()
        await page.getByRole('heading', { name: 'Unsubscribed' }).waitFor()
        await page.goto(pageOf(subscription))
        await page.getByText('It ended').waitFor()
      })
    })

    test('a story marks what is new since the last visit, with the way to it, and no script', async () => {
      await withPage(browser!, { ...options, javaScriptEnabled: false, bypassCSP: true }, async (page) => {
        const begin = monday.getTime() + index * 48 * hourMs
        now = new Date(begin)
        await page.goto(`${served.url}/stories/${world.flood}`)
        expect(await page.getByText('since your visit').count()).toBe(0)
        now = new Date(begin + 20 * hourMs)
        const text = `The bridge at Karsa was closed to ${screen} lines in the morning.`
        const report = await addReport(db, {
          source: world.sources.radio,
          at: now,
          headline: 'Bridge closed at Karsa',
          paragraphs: [text],
        })
        await placeIn(db, world.flood, report)
        await addDevelopment(db, world.flood, report, 'new-information', text)
        now = new Date(begin + 21 * hourMs)
        await page.goto(served.url)
        await page.getByText('1 new to you').waitFor()
        await page.getByRole('link', { name: 'River Olm floods lower town' }).click()
        await page
          .getByText(`1 new since your visit on ${['Monday', 'Wednesday'][index]} at 12:00 UTC`)
          .waitFor()
        expect(await page.getByText('New to you').count()).toBe(1)
        await page.getByRole('link', { name: 'see it' }).click()
        expect(await page.locator(':target').textContent()).toContain(text)
        await page.reload()
        expect(await page.getByText('New to you').count()).toBe(1)
      })
    })

    for (const colorScheme of ['light', 'dark'] as const) {
      test(`every page of alerts passes axe, ${colorScheme}, and never scrolls sideways`, async () => {
        now = new Date(monday.getTime() + 120 * hourMs)
        const subscription = await oneWithHeldBack([world.arabic, 'few-origins'], [world.revised, 'digest'])
        await muteStory(db, subscription.id, world.strike)
        const wrong = await withPage(browser!, { ...options, colorScheme, bypassCSP: true }, async (page) => {
          const found: string[] = []
          const look = async (name: string) => {
            found.push(...(await wrongWith(page)).map((line) => `${name}: ${line}`))
            const overflow = await sidewaysOverflow(page)
            if (overflow > 0) found.push(`${name}: ${overflow} px too wide`)
          }
          await page.goto(
            `${served.url}/subscriptions/new?query=${encodeURIComponent('karsa OR كارسا')}&most=3`,
          )
          await page.getByRole('radio', { name: 'Matrix' }).check()
          await look('new')
          await page.goto(
            `${served.url}/subscriptions/new?query=${encodeURIComponent('كارسا AND (فيضان OR')}`,
          )
          await look('a query that cannot be read')
          await page.goto(pageOf(subscription))
          await page.getByText('What, and why not').click()
          await look('manage')
          await page.goto(`${pageOf(subscription)}/mute/${world.flood}`)
          await look('mute')
          await page.goto(`${pageOf(subscription)}/unsubscribe`)
          await look('unsubscribe')
          now = new Date(monday.getTime() - hourMs)
          await page.goto(`${served.url}/stories/${world.flood}`)
          now = new Date(monday.getTime() + 120 * hourMs)
          await page.goto(`${served.url}/stories/${world.flood}`)
          await page.locator('.new-since a').click()
          await look('story')
          return found
        })
        expect(wrong).toEqual([])
      })
    }
  })
}

async function expectHidden(page: Page, label: string): Promise<void> {
  expect(await page.getByLabel(label).isVisible()).toBe(false)
}

describe.skipIf(skip)('the mail of an alert', () => {
  const longest = 'The water of the Olm stood two metres high in the lower town of Karsa at noon. '
  const arabic = 'فاض نهر أولم فجر الاثنين وغمر البلدة السفلى في كارسا، كما قالت حاكمة الإقليم إلسه فارنو. '

  function aLongAlert(dir: 'ltr' | 'rtl'): AlertBody {
    const text = (dir === 'rtl' ? arabic : longest).repeat(8)
    const origins = ['Northwind Wire', 'Radio Pirol', 'صحيفة النهر']
    const lang = dir === 'rtl' ? 'ar' : 'en'
    return anAlert({
      why: { title: longest, query: longest.repeat(30), matched: [longest, arabic] },
      report: { ...anAlert().report, headline: text, lang, dir },
      developments: Array.from({ length: 9 }, (_, at) => ({
        id: `dev_${at}`,
        kind: 'changed-figure',
        text: text.slice(0, at * 150 + 40),
        before: text,
        speaker: 'Ilse Varnow',
        origins,
      })),
    })
  }

  for (const dir of ['ltr', 'rtl'] as const) {
    test(`is one page at most, however much is said, and fits a phone (${dir})`, async () => {
      const body = aLongAlert(dir)
      const links = linksOf({ body, subscription: { manageToken: 'm'.repeat(43) } } as never, served.url)
      await withPage(browser!, screens.phone, async (page) => {
        await page.setContent(htmlOf(body, links))
        expect(await sidewaysOverflow(page)).toBe(0)
        const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
        expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
        const side = await page
          .locator('h1')
          .evaluate((heading) => getComputedStyle(heading.parentElement!).textAlign)
        expect(side).toBe(dir === 'rtl' ? 'right' : 'left')
        for (const name of ['Mute this story', 'Unsubscribe'])
          await page.getByRole('link', { name }).waitFor()
      })
    })
  }
})

test.skipIf(skip)(
  'people are let in by a link, on a phone and without a script; the pages pass axe',
  async () => {
    now = new Date()
    const firstPersonUrl = await served.firstPersonUrl()
    const link = await withPage(browser!, { ...screens.phone, javaScriptEnabled: false }, async (page) => {
      await page.goto(firstPersonUrl)
      await page.getByLabel('Name').fill('Nila Tamm')
      await page.getByLabel('E-mail address').fill('nila@example.org')
      await page.getByLabel('Password').fill('correct horse battery')
      await page.getByRole('button', { name: 'Make the account' }).click()
      await page.goto(`${served.url}/desk/people`)
      await page.getByLabel('Invite someone').fill('Odile')
      await page.getByRole('button', { name: 'Make a link' }).click()
      expect(await sidewaysOverflow(page)).toBe(0)
      return page.locator('code.command').textContent()
    })
    const wrong: string[] = []
    for (const options of Object.values(screens)) {
      await withPage(browser!, { ...options, bypassCSP: true }, async (page) => {
        await page.goto(link!)
        wrong.push(...(await wrongWith(page)))
        await page.goto(`${served.url}/sign-in?to=/desk/people`)
        await page.getByLabel('E-mail address').fill('nila@example.org')
        await page.getByLabel('Password').fill('correct horse battery')
        await page.getByRole('button', { name: 'Sign in' }).click()
        await page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
        await page.getByLabel('Invite someone').fill('Someone else')
        await page.getByRole('button', { name: 'Make a link' }).click()
        wrong.push(...(await wrongWith(page)))
      })
    }
    expect(wrong).toEqual([])
    await withPage(browser!, { ...screens.phone, javaScriptEnabled: false }, async (page) => {
      await page.goto(link!)
      await page.getByLabel('Name').fill('Odile Brassac')
      await page.getByLabel('E-mail address').fill('odile@example.org')
      await page.getByLabel('Password').fill('battery horse correct')
      await page.getByRole('button').last().click()
      await page.goto(`${served.url}/desk/people`)
      await page.getByText('Odile Brassac').first().waitFor()
    })
  },
)

import { afterAll, beforeAll, expect, test } from 'vitest'
import { aBrowser } from '../support/browser.ts'
import { aDatabase } from '../support/database.ts'
import { type ServedSite, serveSite } from '../support/site.ts'

const { browser, skip } = await aBrowser()
let site: ServedSite
beforeAll(async () => {
  site = await serveSite((await aDatabase()).db)
})
afterAll(() => site?.close())

const told = (key: string, line: string, more = {}) =>
  JSON.stringify({
    ...{ key, story: 'sto_1', title: 'Olm floods Karsa', source: 'The Post', lines: [line] },
    ...{ lang: 'en', dir: 'ltr', at: 0, url: `${site.url}/reports/rep_1`, mute: `${site.url}/m`, ...more },
  })

interface Shown {
  readonly tag: string
  readonly title: string
  readonly body: string
}

test.skipIf(skip)(
  'the service worker shows an alert, gathers those of a story, and replaces what is corrected',
  async () => {
    const context = await browser!.newContext({ permissions: ['notifications'] })
    const page = await context.newPage()
    await page.goto(`${site.url}/subscriptions/new`)
    await page.evaluate(() => navigator.serviceWorker.register('/push-worker.js'))
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    const devtools = await context.newCDPSession(page)
    const registrationId = await new Promise<string>((resolve) => {
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        if (registrations[0]) resolve(registrations[0].registrationId)
      })
      void devtools.send('ServiceWorker.enable')
    })
    const deliver = (data: string) =>
      devtools.send('ServiceWorker.deliverPushMessage', { origin: site.url, registrationId, data })
    const shown = (): Promise<Shown[]> =>
      page.evaluate(async () => {
        const ready = await navigator.serviceWorker.ready
        return (await ready.getNotifications()).map(({ tag, title, body }) => ({ tag, title, body }))
      })
    const body = async () => (await shown()).find(({ tag }) => tag === 'sto_1')?.body

    await deliver(told('dlv_1', 'It rose by 4 metres.'))
    await expect.poll(body).toBe('It rose by 4 metres.\nThe Post')
    await deliver(told('dlv_2', 'The bridge is closed.'))
    await expect.poll(body).toBe('The bridge is closed.\nThe Post\n\nIt rose by 4 metres.\nThe Post')
    await deliver(told('dlv_1', 'Correction: it rose by 2 metres.'))
    await expect
      .poll(body)
      .toBe('Correction: it rose by 2 metres.\nThe Post\n\nThe bridge is closed.\nThe Post')
    await deliver(told('dlv_3', 'A strike begins.', { story: 'sto_2', title: 'Strike' }))
    await expect.poll(async () => (await shown()).length).toBe(2)
    await context.close()
  },
)

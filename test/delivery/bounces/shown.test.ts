import { Hono } from 'hono'
import { contextStorage } from 'hono/context-storage'
import { beforeAll, expect, test } from 'vitest'
import type { App } from '../../../src/app.ts'
import { bounces } from '../../../src/commands/bounces.ts'
import { deliveries } from '../../../src/commands/deliveries.ts'
import { subscriptions } from '../../../src/commands/subscribe.ts'
import type { Db } from '../../../src/db/open.ts'
import { takeBounce } from '../../../src/delivery/bounces/takeBounce.ts'
import { deliver } from '../../../src/delivery/deliver.ts'
import type { SiteEnv } from '../../../src/publishing/site/reader.ts'
import { subscriptionRoutes } from '../../../src/publishing/subscriptions/routes.ts'
import { aConfig, aContext, runStage } from '../../support/context.ts'
import { aDatabase } from '../../support/database.ts'
import { aDelivery } from '../aDelivery.ts'
import { aMailServer } from '../receiver.ts'
import { aNotice } from './aNotice.ts'

const never = new AbortController().signal
let db: Db
let app: App
let pages: Hono<SiteEnv>

beforeAll(async () => {
  db = (await aDatabase()).db
  const config = aConfig({ smtpUrl: (await aMailServer()).url, siteUrl: 'https://news.example' })
  app = { db, config, context: aContext({ config }) } as unknown as App
  pages = new Hono<SiteEnv>()
  pages.use(contextStorage())
  pages.route('/subscriptions', subscriptionRoutes({ db, config, now: () => new Date() } as never))
})

/** Sends a mail, and takes what comes back of it. */
async function sentAndReturned(address: string, notice: string) {
  const mail = { ...(await aDelivery(db, { kind: 'email', address })), address }
  await runStage(deliver, { deliveryId: mail.id }, db, app.context)
  await takeBounce(db, await aNotice(notice, mail), { recipients: [] }, () => new Date())
  const page = await pages.request(`/subscriptions/${mail.manageToken}`)
  return { ...mail, page: await page.text() }
}

test('the owner sees on the page that an address was turned off, and why; so does whoever runs it, by command', async () => {
  const mail = await sentAndReturned('ana@harbour.example', 'gmail-unknown')
  expect(mail.page).toMatch(/ended[\s\S]*there is no such mailbox \(5\.1\.1\)/)
  const { subscriptions: listed } = await subscriptions.run({}, app, () => {}, never)
  expect(listed.find(({ id }) => id === mail.subscriptionId)?.channels).toEqual([
    expect.stringMatching(/^email ana@harbour\.example \(ended: .*no such mailbox/),
  ])
  const tried = await deliveries.run({ limit: 1, state: 'dead' }, app, () => {}, never)
  expect(tried.deliveries).toMatchObject([
    { id: mail.id, attempts: 2, why: expect.stringContaining('A mail came back: there is no such mailbox') },
  ])
  expect(await bounces.run({ limit: 1 }, app, () => {}, never)).toMatchObject([
    { kind: 'hard', address: mail.address, delivery: mail.id, endedAt: expect.any(String) },
  ])
})

test('the owner sees on the page that a mail came back while the address goes on', async () => {
  const { page } = await sentAndReturned('ola@harbour.example', 'gmail-full')
  expect(page).toContain('the mailbox is full (5.2.2)')
  expect(page).not.toContain('ended')
})

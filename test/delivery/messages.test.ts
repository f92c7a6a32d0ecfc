import { expect, test } from 'vitest'
import { writeGathered } from '../../src/alerts/writeGathered.ts'
import type { Channel } from '../../src/db/channels.ts'
import type { Subscription } from '../../src/db/subscriptions.ts'
import { linksOf } from '../../src/delivery/links.ts'
import { chatMessage } from '../../src/delivery/messages/chat.ts'
import { htmlOf } from '../../src/delivery/messages/html.ts'
import { optInMail } from '../../src/delivery/messages/optIn.ts'
import { textOf } from '../../src/delivery/messages/text.ts'
import {
  originsInWords,
  shortened,
  shownDevelopments,
  whyInWords,
} from '../../src/delivery/messages/words.ts'
import { payloadOf } from '../../src/delivery/webhook.ts'
import { type AlertBody, type AlertedDevelopment, PostedAlert } from '../../src/domain/alerts.ts'
import { Rules } from '../../src/domain/rules.ts'
import { anAlert } from './aDelivery.ts'
import { aReceiver } from './receiver.ts'
import { send, toSend } from './sending.ts'

const site = 'https://news.example'
const plain = {
  text: (t: string) => t,
  bold: (t: string) => t,
  link: (_: string, t: string) => t,
  newline: '\n',
}

function aDevelopment(changes: Partial<AlertedDevelopment> = {}): AlertedDevelopment {
  return { id: 'dev_1', kind: 'new-figure', text: 'At least 14 people were killed.', ...changes }
}

const linksFor = (body: AlertBody) => linksOf({ ...toSend({ kind: 'email', address: '' }), body }, site)
const wordsOf = (html: string) => html.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ')

test('how many independent origins say it is told in every form, where there are several', async () => {
  const origins = ['Northwind Wire', 'Radio Pirol', 'The Post']
  const body = anAlert({ developments: [aDevelopment({ origins })] })
  const links = linksFor(body)
  const told = '3 independent origins say so: Northwind Wire, Radio Pirol and The Post'
  expect(textOf(body, links)).toContain(`${told}.`)
  expect(chatMessage(body, links, plain, 2000)).toContain(told)
  expect(wordsOf(htmlOf(body, links))).toContain(
    '3 independent origins say so: Northwind Wire, Radio Pirol, The Post',
  )
  const delivery = toSend({ kind: 'webhook', address: '' }, { body })
  const posted = PostedAlert.parse(payloadOf(delivery, site))
  expect(posted.data.developments[0]!.origins).toEqual(origins)
  expect(posted).toEqual(JSON.parse(JSON.stringify(payloadOf(delivery, site))))
  const receiver = await aReceiver()
  await send(toSend({ kind: 'ntfy', address: `${receiver.url}olm` }, { body }))
  expect(JSON.parse(receiver.received.at(-1)!.body).message).toContain(told)
})

test('of one origin nothing is said, and of many the first five are named', () => {
  expect(originsInWords({ origins: ['The Post'] })).toBeUndefined()
  expect(originsInWords({})).toBeUndefined()
  const origins = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
  expect(originsInWords({ origins })).toBe('7 independent origins say so: A, B, C, D, E and 2 more')
})

test('an alert that gathers several gives each report its heading, its main source, and the way to mute its story', () => {
  const arabic = anAlert({
    story: { id: 'sto_2', headline: 'فيضان' },
    report: { ...anAlert().report, id: 'rep_2', headline: 'فيضان نهر أولم', lang: 'ar', dir: 'rtl' },
    mainSource: { name: 'صحيفة النهر', report: 'rep_2', url: 'https://annahr.example/1' },
    developments: [aDevelopment({ id: 'dev_2', text: 'فاض نهر أولم فجر الاثنين.', speaker: 'إلسه فارنو' })],
  })
  const english = anAlert({
    developments: [aDevelopment(), aDevelopment({ id: 'dev_3', text: 'Two more.' })],
  })
  const body = writeGathered([english, arabic])
  const links = linksFor(body)
  const html = htmlOf(body, links)
  expect(html).toContain('The Olm: 2 reports</h1>')
  expect(html.match(/<h2 [^>]*>/g)).toEqual([
    expect.stringContaining('lang="en" dir="ltr"'),
    expect.stringContaining('lang="ar" dir="rtl"'),
  ])
  expect(html).toContain('<p lang="ar" dir="rtl" style="margin:0">فاض نهر أولم فجر الاثنين.</p>')
  expect(html).toContain(`<a href="${site}/reports/rep_2"`)
  expect(html).toContain(`<a href="${site}/subscriptions/m/mute/sto_1"`)
  expect(html).toContain(`<a href="${site}/subscriptions/m/mute/sto_2"`)
  const text = textOf(body, links)
  expect(text).toMatch(/^The Olm: 2 reports\n\nOlm floods Karsa\nThe Post, 4 May 2026 at 07:10 UTC/)
  expect(text.split('Olm floods Karsa\n')).toHaveLength(2)
  expect(text).toContain(`Mute its story: ${site}/subscriptions/m/mute/sto_2`)
})

test('a time is told by the subscriber’s clock', () => {
  const body = anAlert({ why: { ...anAlert().why, zone: 'Asia/Tokyo' } })
  expect(textOf(body, linksFor(body))).toContain('The Post, 4 May 2026 at 16:10 GMT+9')
})

test('an alert is one page: long sentences make it give fewer, and count the rest', () => {
  const text = 'The water rose in the lower town of Karsa. '.repeat(13)
  const body = anAlert({
    developments: Array.from({ length: 9 }, (_, at) => aDevelopment({ id: `dev_${at}`, text })),
  })
  expect(shownDevelopments(body)).toHaveLength(2)
  expect(textOf(body, linksFor(body))).toContain('and 7 more in the report')
  const short = Array.from({ length: 9 }, (_, at) => aDevelopment({ id: `dev_${at}` }))
  expect(shownDevelopments(anAlert({ developments: short }))).toHaveLength(6)
})

test('a chat message counts what it had no room for', () => {
  const text = 'The water rose in the lower town of Karsa. '.repeat(10)
  const body = anAlert({
    developments: Array.from({ length: 4 }, (_, at) => aDevelopment({ id: `dev_${at}`, text })),
  })
  const message = chatMessage(body, linksFor(body), plain, 1500)
  const given = message.split('The water rose in the lower town of Karsa. The').length > 1
  expect(given).toBe(true)
  expect(message).toMatch(/and [1-3] more in the report\n\nMain source/)
})

test('a query of a thousand words does not fill the mail', () => {
  const query = Array.from({ length: 1000 }, (_, at) => `word${at}`).join(' OR ')
  const why = whyInWords(anAlert({ why: { title: query.slice(0, 200), query, matched: ['word1'] } }))
  expect(why.length).toBeLessThan(700)
})

test('the mail that asks carries little of a stranger’s text, and says what will be heeded', () => {
  const subscription = {
    query: 'buy cheap watches '.repeat(100),
    title: 'x',
    zone: 'Europe/Vienna',
    rules: Rules.parse({ pace: { kind: 'daily', at: '07:30' } }),
  } as Subscription
  const { text } = optInMail({ address: 'ana@example.org', confirmToken: 't' } as Channel, subscription, site)
  expect(String(text).length).toBeLessThan(700)
  expect(text).toContain('to be sent to this address: gathered each day at 07:30 (Europe/Vienna).')
})

test('a text is cut between words, and never within a character', () => {
  expect(shortened('one two three four', 12)).toBe('one two …')
  expect(shortened('𝒜'.repeat(10), 11)).toBe(`${'𝒜'.repeat(5)} …`)
  expect(shortened('short', 12)).toBe('short')
})

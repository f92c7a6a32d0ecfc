import { beforeAll, beforeEach, expect, test } from 'vitest'
import { anAlert } from './aDelivery.ts'
import { aReceiver } from './receiver.ts'
import { hostile, noon, send, toSend } from './sending.ts'

let receiver: Awaited<ReturnType<typeof aReceiver>>
beforeAll(async () => {
  receiver = await aReceiver()
})
beforeEach(() => {
  receiver.received.length = 0
  receiver.answer = { status: 200, body: '{"id":"4711"}' }
})
const discord = () => ({ kind: 'discord', address: receiver.url }) as const
const content = () => JSON.parse(receiver.received[0]!.body)

test('an alert is a message that mentions nobody; Discord says which one it became', async () => {
  expect(await send(toSend(discord()))).toEqual({ kind: 'delivered', status: '200', sentAs: '4711' })
  expect(receiver.received[0]).toMatchObject({ method: 'POST', path: '/hook?wait=true' })
  expect(content()).toMatchObject({ allowed_mentions: { parse: [] } })
  expect(content().content).toContain('[Olm floods Karsa](<https://news.example/reports/')
})

test('what a report says is never markup', async () => {
  await send(toSend(discord(), { body: { report: { ...anAlert().report, headline: hostile } } }))
  expect(content().content).toContain(
    'a\\*b\\_c\\~d\\`e \\<b\\>x\\</b\\> &amp; \\@everyone \\[l\\]\\(https\\:',
  )
})

test('a correction edits the message; one that was deleted is sent anew', async () => {
  await send(toSend(discord(), { replaces: '99' }))
  expect(receiver.received).toMatchObject([{ method: 'PATCH', path: '/hook/messages/99' }])
  receiver.received.length = 0
  receiver.next = [{ status: 404, body: '{"code":10008}' }]
  expect(await send(toSend(discord(), { replaces: '99' }))).toMatchObject({ sentAs: '4711' })
  expect(receiver.received.map(({ method }) => method)).toEqual(['PATCH', 'POST'])
})

test('a webhook that was deleted ends the channel; a pause is kept to in its fractions', async () => {
  receiver.answer = { status: 404, body: '{"code":10015}' }
  expect(await send(toSend(discord()))).toMatchObject({ kind: 'gone' })
  receiver.answer = { status: 429, body: '{"retry_after":1.5}' }
  expect(await send(toSend(discord()))).toMatchObject({ notBefore: new Date(noon.getTime() + 1500) })
})

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
  receiver.answer = { status: 200, body: '{"ok":true,"result":{"message_id":7}}' }
})
const telegram = () =>
  ({ kind: 'telegram', address: new URL('/-1001', receiver.url).href, secret: '1:ab' }) as const
const said = () => JSON.parse(receiver.received[0]!.body)

test('an alert is sent by the bot to the chat', async () => {
  expect(await send(toSend(telegram()))).toEqual({ kind: 'delivered', status: '200', sentAs: '7' })
  expect(receiver.received[0]!.path).toBe('/bot1:ab/sendMessage')
  expect(said()).toMatchObject({
    chat_id: '-1001',
    parse_mode: 'HTML',
    text: expect.stringContaining('<b>Changed figure</b> (Ilse Varnow)\nThe Olm rose by 4 metres.'),
  })
})

test('what a report says is never markup', async () => {
  await send(toSend(telegram(), { body: { report: { ...anAlert().report, headline: hostile } } }))
  expect(said().text).toContain('&#60;b&#62;x&#60;/b&#62;')
})

test('a correction edits the message; one that is gone is sent anew; one that is so already is done', async () => {
  expect(await send(toSend(telegram(), { replaces: '5' }))).toMatchObject({ sentAs: '5' })
  expect(receiver.received[0]!.path).toBe('/bot1:ab/editMessageText')
  expect(said()).toMatchObject({ message_id: 5 })
  receiver.next = [
    { status: 400, body: '{"description":"Bad Request: message to edit not found"}' },
    { status: 200, body: '{"ok":true,"result":{"message_id":8}}' },
    { status: 400, body: '{"description":"Bad Request: message is not modified"}' },
  ]
  expect(await send(toSend(telegram(), { replaces: '5' }))).toMatchObject({ sentAs: '8' })
  expect(await send(toSend(telegram(), { replaces: '5' }))).toMatchObject({ kind: 'delivered', sentAs: '5' })
})

test('a bot that was blocked ends the channel; a pause is kept to', async () => {
  receiver.answer = { status: 403, body: '{"description":"Forbidden: bot was blocked by the user"}' }
  expect(await send(toSend(telegram()))).toMatchObject({ kind: 'gone' })
  receiver.answer = { status: 429, body: '{"parameters":{"retry_after":9}}' }
  expect(await send(toSend(telegram()))).toMatchObject({ notBefore: new Date(noon.getTime() + 9000) })
})

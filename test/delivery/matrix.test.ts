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
  receiver.answer = { status: 200, body: '{"event_id":"$new"}' }
})
const matrix = () =>
  ({ kind: 'matrix', address: new URL('/!room:example.org', receiver.url).href, secret: 'token' }) as const

test('an alert is put into the room under the delivery’s id, so that a repeat is the same event', async () => {
  const delivery = toSend(matrix())
  expect(await send(delivery)).toEqual({ kind: 'delivered', status: '200', sentAs: '$new' })
  expect(receiver.received[0]).toMatchObject({
    method: 'PUT',
    path: `/_matrix/client/v3/rooms/!room%3Aexample.org/send/m.room.message/${delivery.id}`,
    headers: { authorization: 'Bearer token' },
  })
  expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({
    msgtype: 'm.text',
    formatted_body: expect.stringContaining('<strong>Changed figure</strong> (Ilse Varnow)<br>The Olm rose'),
  })
})

test('what a report says is never markup', async () => {
  await send(toSend(matrix(), { body: { report: { ...anAlert().report, headline: hostile } } }))
  expect(JSON.parse(receiver.received[0]!.body).formatted_body).toContain('&#60;b&#62;x&#60;/b&#62;')
})

test('a correction replaces the message, and so does a correction of that', async () => {
  expect(await send(toSend(matrix(), { replaces: '$old' }))).toMatchObject({ sentAs: '$old' })
  expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({
    'm.relates_to': { rel_type: 'm.replace', event_id: '$old' },
    'm.new_content': { format: 'org.matrix.custom.html' },
  })
})

test('a token that is no more ends the channel; a pause is kept to', async () => {
  receiver.answer = { status: 401, body: '{"errcode":"M_UNKNOWN_TOKEN"}' }
  expect(await send(toSend(matrix()))).toMatchObject({ kind: 'gone' })
  receiver.answer = { status: 429, body: '{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2500}' }
  expect(await send(toSend(matrix()))).toMatchObject({ notBefore: new Date(noon.getTime() + 2500) })
})

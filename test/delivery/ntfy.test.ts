import { beforeAll, beforeEach, expect, test } from 'vitest'
import { anAlert } from './aDelivery.ts'
import { aReceiver } from './receiver.ts'
import { send, toSend } from './sending.ts'

let receiver: Awaited<ReturnType<typeof aReceiver>>
beforeAll(async () => {
  receiver = await aReceiver()
})
beforeEach(() => {
  receiver.received.length = 0
  receiver.answer = { status: 200, body: '{"id":"x"}' }
})
const ntfy = (secret?: string) =>
  ({ kind: 'ntfy', address: new URL('/base/floods', receiver.url).href, secret }) as const
const published = () => JSON.parse(receiver.received[0]!.body)

test('an alert is published with title, click, tags, priority and its own sequence', async () => {
  const delivery = toSend(ntfy('tk_1'))
  expect(await send(delivery)).toMatchObject({ kind: 'delivered', sentAs: delivery.id })
  expect(receiver.received[0]).toMatchObject({ path: '/base/', headers: { authorization: 'Bearer tk_1' } })
  expect(published()).toMatchObject({
    topic: 'floods',
    title: 'Changed figure: Olm floods Karsa',
    message: expect.stringContaining(
      '(Ilse Varnow): The Olm rose by 4 metres.\nBefore: It rose by 3 metres.',
    ),
    click: expect.stringContaining('https://news.example/reports/'),
    tags: ['newspaper', 'changed-figure'],
    priority: 3,
    sequence_id: delivery.id,
  })
})

test('a correction takes the place of what it corrects and is urgent', async () => {
  const developments = [{ id: 'dev_1', kind: 'correction' as const, text: 'It rose by 2 metres.' }]
  await send(toSend(ntfy(), { body: { developments }, replaces: 'dlv_old' }))
  expect(published()).toMatchObject({ sequence_id: 'dlv_old', priority: 4, tags: ['warning', 'correction'] })
})

test('a long alert keeps to what ntfy takes as a message, also in a script of three bytes a letter', async () => {
  const one = anAlert().developments[0]!
  const developments = Array.from({ length: 9 }, (_, i) => ({
    ...one,
    id: `dev_${i}`,
    text: '河'.repeat(900),
  }))
  await send(toSend(ntfy(), { body: { developments } }))
  expect(Buffer.byteLength(published().message)).toBeLessThanOrEqual(4096)
})

test('a topic that is closed to us ends the channel', async () => {
  receiver.answer = { status: 403 }
  expect(await send(toSend(ntfy()))).toMatchObject({ kind: 'gone' })
})

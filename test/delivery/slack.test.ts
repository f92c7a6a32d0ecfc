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
  receiver.answer = { status: 200, body: 'ok' }
})
const slack = () => ({ kind: 'slack', address: receiver.url }) as const
const sentText = () => (JSON.parse(receiver.received[0]!.body) as { text: string }).text

test('an alert is a message with what is new, what was before, the main source and the way out', async () => {
  expect(await send(toSend(slack()))).toEqual({ kind: 'delivered', status: '200' })
  const text = sentText()
  expect(text).toContain('|Olm floods Karsa>')
  expect(text).toContain(
    '*Changed figure* (Ilse Varnow)\nThe Olm rose by 4 metres.\nBefore: It rose by 3 metres.',
  )
  expect(text).toContain('Main source: <https://wire.example/olm|The Wire>')
  expect(text).toContain('|Unsubscribe>')
})

test('what a report says is never markup', async () => {
  await send(toSend(slack(), { body: { report: { ...anAlert().report, headline: hostile } } }))
  const text = sentText()
  expect(text).toContain('&lt;!here&gt;')
  expect(text).toContain('&amp;amp;')
  expect(text).toContain('|a\u2060*\u2060b\u2060_\u2060c\u2060~\u2060d\u2060`\u2060e')
})

test('an address that could end its link is encoded, and one that is none is left out', async () => {
  const mainSource = { name: 'The Wire', report: 'rep_0', url: 'https://wire.example/a|b>c' }
  await send(toSend(slack(), { body: { mainSource } }))
  expect(sentText()).toContain('<https://wire.example/a%7Cb%3Ec|The Wire>')
  receiver.received.length = 0
  await send(toSend(slack(), { body: { mainSource: { ...mainSource, url: 'javascript:alert(1)' } } }))
  expect(sentText()).not.toContain('javascript')
})

test('a webhook that was taken down ends the channel; a pause asked for is kept to', async () => {
  receiver.answer = { status: 404, body: 'no_service' }
  expect(await send(toSend(slack()))).toMatchObject({ kind: 'gone', why: 'Slack says: no_service' })
  receiver.answer = { status: 429, headers: { 'retry-after': '30' } }
  expect(await send(toSend(slack()))).toMatchObject({
    kind: 'failed',
    notBefore: new Date(noon.getTime() + 30_000),
  })
})

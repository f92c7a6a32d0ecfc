import { expect, test } from 'vitest'
import { readPlace } from '../../src/publishing/subscriptions/addresses.ts'
import { aConfig } from '../support/context.ts'

const config = aConfig({ smtpUrl: 'smtp://mail.example' })

test('a chat of Telegram is given by its number or name, with the bot’s token', () => {
  expect(readPlace({ kind: 'telegram', address: ' -1001 ', secret: '1:ab' }, config)).toEqual({
    kind: 'telegram',
    address: 'https://api.telegram.org/-1001',
    secret: '1:ab',
  })
  expect(() => readPlace({ kind: 'telegram', address: '@news' }, config)).toThrow('token')
  expect(() => readPlace({ kind: 'telegram', address: 'news', secret: '1:ab' }, config)).toThrow('@channel')
})

test('a Matrix room is given with its homeserver and a token', () => {
  const address = 'https://matrix.example/!room:example.org'
  expect(readPlace({ kind: 'matrix', address, secret: 't' }, config)).toMatchObject({ address, secret: 't' })
  expect(() =>
    readPlace({ kind: 'matrix', address: 'https://matrix.example/', secret: 't' }, config),
  ).toThrow('homeserver')
})

test('a topic of ntfy needs no token, but a name', () => {
  expect(readPlace({ kind: 'ntfy', address: 'https://ntfy.example/floods' }, config)).toMatchObject({
    address: 'https://ntfy.example/floods',
  })
  expect(() => readPlace({ kind: 'ntfy', address: 'https://ntfy.example/' }, config)).toThrow('topic')
})

test('a browser gives its push subscription; nothing, or nonsense, is refused in words', () => {
  const keys = {
    p256dh: Buffer.alloc(65, 4).toString('base64url'),
    auth: Buffer.alloc(16).toString('base64url'),
  }
  const address = JSON.stringify({ endpoint: 'https://push.example/1', expirationTime: null, keys })
  expect(readPlace({ kind: 'webpush', address }, config)).toEqual({
    kind: 'webpush',
    address: 'https://push.example/1',
    secret: `${keys.p256dh}.${keys.auth}`,
  })
  expect(() => readPlace({ kind: 'webpush', address: '' }, config)).toThrow('JavaScript')
  for (const bad of [
    '{',
    '{}',
    JSON.stringify({ endpoint: 'https://push.example/1', keys: { p256dh: 'AA', auth: '' } }),
  ])
    expect(() => readPlace({ kind: 'webpush', address: bad }, config)).toThrow('cannot be read')
})

test('no channel reaches a private address by its number, and no token holds a line end', () => {
  for (const kind of ['webhook', 'slack', 'discord', 'ntfy'] as const) {
    expect(() => readPlace({ kind, address: 'http://127.0.0.1/x' }, config)).toThrow('not a public address')
  }
  const address = 'https://ntfy.example/floods'
  expect(() => readPlace({ kind: 'ntfy', address, secret: 'a\r\nb' }, config)).toThrow('token')
})

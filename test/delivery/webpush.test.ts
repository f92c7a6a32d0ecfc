import {
  createDecipheriv,
  createECDH,
  createPrivateKey,
  createPublicKey,
  type ECDH,
  randomBytes,
  verify,
} from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { encryptPush, keysOf, mostPlainBytes } from '../../src/delivery/encryptPush.ts'
import { browserSecret } from '../../src/delivery/webpush.ts'
import { anAlert } from './aDelivery.ts'
import { aReceiver } from './receiver.ts'
import { noon, pushKeys, send, toSend } from './sending.ts'

/** A browser's half: reads what was encrypted for it. */
class ABrowser {
  readonly #ecdh: ECDH = createECDH('prime256v1')
  readonly #point: Buffer
  readonly #auth: string
  constructor(given?: { privateKey: Buffer; auth: string }) {
    if (given) this.#ecdh.setPrivateKey(given.privateKey)
    else this.#ecdh.generateKeys()
    this.#point = this.#ecdh.getPublicKey()
    this.#auth = given?.auth ?? randomBytes(16).toString('base64url')
  }
  get keys() {
    return { p256dh: this.#point.toString('base64url'), auth: this.#auth }
  }
  read(body: Buffer): string {
    const salt = body.subarray(0, 16)
    expect(body.readUInt32BE(16)).toBe(4096)
    const point = body.subarray(21, 21 + body[20]!)
    const shared = this.#ecdh.computeSecret(point)
    const { key, nonce } = keysOf(shared, this.#auth, this.#point, point, salt)
    const sealed = body.subarray(21 + body[20]!)
    const open = createDecipheriv('aes-128-gcm', key, nonce)
    open.setAuthTag(sealed.subarray(-16))
    const plain = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()])
    expect(plain.at(-1)).toBe(2)
    return plain.subarray(0, -1).toString()
  }
}

const vector = path.resolve(import.meta.dirname, '../../../shared/data/proto-vectors/webpush/rfc8291.json')
const bytes = (text: string) => Buffer.from(text, 'base64url')

test.skipIf(!existsSync(vector))('the example of RFC 8291 comes out byte for byte', () => {
  const given = JSON.parse(readFileSync(vector, 'utf8')) as Record<string, string>
  const point = bytes(given['as_public']!)
  const x = point.subarray(1, 33).toString('base64url')
  const y = point.subarray(33).toString('base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x, y, d: given['as_private']! }
  const ours = { privateKey: createPrivateKey({ format: 'jwk', key: jwk }), point }
  const fixed = { salt: bytes(given['salt']!), ours }
  const keys = { p256dh: given['ua_public']!, auth: given['auth_secret']! }
  const body = encryptPush(Buffer.from(given['plaintext']!), keys, fixed)
  expect(body.toString('base64url')).toBe(given['expected_body'])
  const browser = new ABrowser({ privateKey: bytes(given['ua_private']!), auth: given['auth_secret']! })
  expect(browser.read(body)).toBe(given['plaintext'])
})

test('a browser reads what was encrypted for it; a flipped byte is noticed', () => {
  const browser = new ABrowser()
  fc.assert(
    fc.property(fc.string({ maxLength: 900 }), fc.nat(), (text, at) => {
      const body = encryptPush(Buffer.from(text), browser.keys)
      expect(browser.read(body)).toBe(text)
      body[body.length - 1 - (at % 16)]! ^= 1
      expect(() => browser.read(body)).toThrow()
    }),
    { numRuns: 30 },
  )
})

let service: Awaited<ReturnType<typeof aReceiver>>
beforeAll(async () => {
  service = await aReceiver()
})
beforeEach(() => {
  service.received.length = 0
  service.answer = { status: 201 }
})
const push = (browser: ABrowser) =>
  ({ kind: 'webpush', address: service.url, secret: browserSecret(browser.keys) }) as const

test('an alert reaches the browser through the push service, signed by this installation', async () => {
  const browser = new ABrowser()
  const delivery = toSend(push(browser))
  expect(await send(delivery)).toEqual({ kind: 'delivered', status: '201', sentAs: delivery.id })
  const [{ headers, bytes: body }] = service.received as [(typeof service.received)[0]]
  expect(headers).toMatchObject({
    'content-encoding': 'aes128gcm',
    ttl: '172800',
    urgency: 'normal',
    topic: delivery.id,
  })
  expect(delivery.id.length).toBeLessThanOrEqual(32)
  expect(JSON.parse(browser.read(body))).toMatchObject({
    key: delivery.id,
    title: 'Olm floods Karsa',
    lines: ['Changed figure (Ilse Varnow): The Olm rose by 4 metres.'],
  })
  const [, token = '', key] = /^vapid t=(.+), k=(.+)$/.exec(headers['authorization']!)!
  expect(key).toBe(pushKeys.publicKey)
  expect(claimsOf(token)).toMatchObject({ aud: new URL(service.url).origin, sub: 'https://news.example' })
})

/** The claims of a token, once its signature is seen to be right. */
function claimsOf(token: string): unknown {
  const point = bytes(pushKeys.publicKey)
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  })
  const [head, claims, signature] = token.split('.') as [string, string, string]
  const signed = Buffer.from(`${head}.${claims}`)
  expect(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, bytes(signature))).toBe(true)
  const read = JSON.parse(bytes(claims).toString()) as { exp: number }
  expect(read.exp * 1000 - noon.getTime()).toBeLessThanOrEqual(24 * 3_600_000)
  return read
}

test('a correction is urgent and takes the topic of what it corrects', async () => {
  const browser = new ABrowser()
  const developments = [{ id: 'dev_1', kind: 'correction' as const, text: 'It rose by 2 metres.' }]
  const delivery = toSend(push(browser), { body: { developments }, replaces: 'dlv_first' })
  expect(await send(delivery)).toMatchObject({ sentAs: 'dlv_first' })
  expect(service.received[0]!.headers).toMatchObject({ topic: 'dlv_first', urgency: 'high' })
})

test('the longest alert fits', async () => {
  const browser = new ABrowser()
  const one = anAlert().developments[0]!
  const developments = Array.from({ length: 9 }, (_, i) => ({
    ...one,
    id: `dev_${i}`,
    text: '河'.repeat(900),
  }))
  const report = { ...anAlert().report, headline: '河'.repeat(900) }
  expect(await send(toSend(push(browser), { body: { developments, report } }))).toMatchObject({
    kind: 'delivered',
  })
  expect(service.received[0]!.bytes.length).toBeLessThanOrEqual(4096)
  expect(JSON.parse(browser.read(service.received[0]!.bytes)).lines.length).toBeGreaterThan(0)
  expect(() => encryptPush(Buffer.alloc(mostPlainBytes + 1), browser.keys)).toThrow('too long')
})

test('404 and 410 end the channel, and so do keys that are none; a pause is kept to', async () => {
  for (const status of [404, 410]) {
    service.answer = { status }
    expect(await send(toSend(push(new ABrowser())))).toMatchObject({ kind: 'gone' })
  }
  service.answer = { status: 429, headers: { 'retry-after': '60' } }
  expect(await send(toSend(push(new ABrowser())))).toMatchObject({
    kind: 'failed',
    notBefore: new Date(noon.getTime() + 60_000),
  })
  const secret = browserSecret({ p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: 'AAAA' })
  expect(await send(toSend({ kind: 'webpush', address: service.url, secret }))).toMatchObject({
    kind: 'gone',
  })
})

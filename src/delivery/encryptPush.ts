import {
  createCipheriv,
  createHmac,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { remember } from '../remember.ts'

/** What a browser gave with its subscription, base64url: its P-256 point of 65 bytes and a secret of 16. */
export interface BrowserKeys {
  readonly p256dh: string
  readonly auth: string
}

/** A push service must take 4,096 bytes; the header, the padding's mark and the tag are among them. */
export const mostPlainBytes = 4096 - 86 - 17

const keyInfo = Buffer.from('WebPush: info\0')
const contentInfo = Buffer.from('Content-Encoding: aes128gcm\0\x01')
const nonceInfo = Buffer.from('Content-Encoding: nonce\0\x01')
const one = Buffer.of(1)
/** Marks the last record (RFC 8188). */
const lastRecord = Buffer.of(2)
const recordSize = 4096

/** A key pair of P-256 with its public point. */
export interface PointPair {
  readonly privateKey: KeyObject
  /** Uncompressed, 65 bytes. */
  readonly point: Buffer
}

/**
 * A message as only the browser can read it: RFC 8291, with the content coding `aes128gcm` of RFC 8188, in one record.
 * `fixed` is for the RFC's own example; without it each message has keys and a salt of its own, as it must.
 * Throws when the browser's key is no point of the curve or the text is too long.
 */
export function encryptPush(
  plain: Buffer,
  browser: BrowserKeys,
  fixed?: { readonly salt: Buffer; readonly ours: PointPair },
): Buffer {
  if (plain.length > mostPlainBytes) throw new RangeError('The message is too long for a notification.')
  const theirs = theirPoint(browser.p256dh)
  const ours = fixed?.ours ?? newPair()
  const salt = fixed?.salt ?? randomBytes(16)
  const shared = diffieHellman({ privateKey: ours.privateKey, publicKey: theirs.key })
  const { key, nonce } = keysOf(shared, browser.auth, theirs.point, ours.point, salt)
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  const head = Buffer.allocUnsafe(21)
  salt.copy(head)
  head.writeUInt32BE(recordSize, 16)
  head[20] = ours.point.length
  const coded = cipher.update(Buffer.concat([plain, lastRecord]))
  cipher.final()
  return Buffer.concat([head, ours.point, coded, cipher.getAuthTag()])
}

function newPair(): PointPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const { x, y } = publicKey.export({ format: 'jwk' })
  const point = Buffer.allocUnsafe(65)
  point[0] = 4
  point.write(x!, 1, 'base64url')
  point.write(y!, 33, 'base64url')
  return { privateKey, point }
}

const mostKnown = 5000

/** Reading a browser's key costs half of what agreeing on a secret with it does, and most are told again and again. */
const theirPoint = remember(mostKnown, (p256dh) => {
  const point = Buffer.from(p256dh, 'base64url')
  const x = point.subarray(1, 33).toString('base64url')
  const y = point.subarray(33).toString('base64url')
  return { key: createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } }), point }
})

/** The content key and nonce that both sides come to (RFC 8291, section 3.4). HKDF by hand: two steps of one block each. */
export function keysOf(
  shared: Buffer,
  auth: string,
  browserPoint: Buffer,
  ourPoint: Buffer,
  salt: Buffer,
): { key: Buffer; nonce: Buffer } {
  const mixed = hmac(Buffer.from(auth, 'base64url'), shared)
  const input = hmac(mixed, Buffer.concat([keyInfo, browserPoint, ourPoint, one]))
  const drawn = createSecretKey(hmac(salt, input))
  return {
    key: hmac(drawn, contentInfo).subarray(0, 16),
    nonce: hmac(drawn, nonceInfo).subarray(0, 12),
  }
}

/** As a key object, a key is made ready faster than as bytes. */
function hmac(key: Buffer | KeyObject, data: Buffer): Buffer {
  return createHmac('sha256', Buffer.isBuffer(key) ? createSecretKey(key) : key)
    .update(data)
    .digest()
}

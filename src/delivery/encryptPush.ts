import { createCipheriv, createECDH, createHmac, type ECDH, randomBytes } from 'node:crypto'

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

/**
 * A message as only the browser can read it: RFC 8291, with the content coding `aes128gcm` of RFC 8188, in one record.
 * `fixed` is for the RFC's own example; without it each message has keys and a salt of its own, as it must.
 * Throws when the browser's key is no point of the curve or the text is too long.
 */
export function encryptPush(
  plain: Buffer,
  browser: BrowserKeys,
  fixed?: { readonly salt: Buffer; readonly privateKey: Buffer },
): Buffer {
  if (plain.length > mostPlainBytes) throw new RangeError('The message is too long for a notification.')
  const browserPoint = Buffer.from(browser.p256dh, 'base64url')
  const ours = createECDH('prime256v1')
  const ourPoint = fixed ? pointOf(ours, fixed.privateKey) : ours.generateKeys()
  const salt = fixed?.salt ?? randomBytes(16)
  const { key, nonce } = keysOf(ours.computeSecret(browserPoint), browser.auth, browserPoint, ourPoint, salt)
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  const head = Buffer.allocUnsafe(21)
  salt.copy(head)
  head.writeUInt32BE(recordSize, 16)
  head[20] = ourPoint.length
  const coded = [cipher.update(plain), cipher.update(lastRecord), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat([head, ourPoint, ...coded])
}

/** The content key and nonce that both sides come to (RFC 8291, section 3.4). HKDF by hand: two steps of one block each. */
export function keysOf(
  shared: Buffer,
  auth: string,
  browserPoint: Buffer,
  ourPoint: Buffer,
  salt: Buffer,
): { key: Buffer; nonce: Buffer } {
  const mixed = hmac(Buffer.from(auth, 'base64url'), shared)
  const input = hmac(mixed, keyInfo, browserPoint, ourPoint, one)
  const drawn = hmac(salt, input)
  return {
    key: hmac(drawn, contentInfo).subarray(0, 16),
    nonce: hmac(drawn, nonceInfo).subarray(0, 12),
  }
}

function hmac(key: Buffer, ...parts: Buffer[]): Buffer {
  const mac = createHmac('sha256', key)
  for (const part of parts) mac.update(part)
  return mac.digest()
}

function pointOf(ecdh: ECDH, privateKey: Buffer): Buffer {
  ecdh.setPrivateKey(privateKey)
  return ecdh.getPublicKey()
}

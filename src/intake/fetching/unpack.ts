import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { type Fault, fault } from './fetched.ts'

const gunzip = promisify(zlib.gunzip)
const inflate = promisify(zlib.inflate)
const inflateRaw = promisify(zlib.inflateRaw)
const brotliDecompress = promisify(zlib.brotliDecompress)
const zstdDecompress = promisify(zlib.zstdDecompress)

/** The codings asked for in Accept-Encoding. */
export const codings = 'gzip, deflate, br, zstd'

/** RFC 9659: a zstd window of 8 MB at most; a larger one is only memory wanted of us. */
const zstdWindowLog = 23

export interface Unpacked {
  readonly kind: 'unpacked'
  readonly body: Uint8Array
  readonly repairs: readonly string[]
}

/**
 * Undoes the Content-Encoding of a body, never making more than `limit` bytes: unpacking stops there. A coding that the
 * body does not have is passed over, and a body that is itself gzip (a sitemap kept as .gz) is unpacked too.
 */
export async function unpack(
  body: Uint8Array,
  encoding: string | undefined,
  limit: number,
): Promise<Unpacked | Fault> {
  const layers = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'identity')
  if (layers.length > 2) return fault('bad-encoding', 'The answer is compressed more than twice.')
  const repairs: string[] = []
  let current = body
  for (const layer of layers.reverse()) {
    if (isGzip(layer) && !looksGzip(current)) {
      repairs.push('the body was declared compressed and was not')
      continue
    }
    const next = await undo(layer, current, limit)
    if (!(next instanceof Uint8Array)) return next
    current = next
  }
  if (looksGzip(current)) {
    const next = await undo('gzip', current, limit)
    if (!(next instanceof Uint8Array)) return next
    current = next
  }
  if (current.length > limit) return tooLarge(limit)
  return { kind: 'unpacked', body: current, repairs }
}

async function undo(layer: string, body: Uint8Array, maxOutputLength: number): Promise<Uint8Array | Fault> {
  if (body.length === 0) return body
  try {
    return await undoWith(layer, body, maxOutputLength)
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(maxOutputLength)
    if (code === 'UNKNOWN_CODING') {
      return fault(
        'bad-encoding',
        `The answer is compressed in a way that is not known (“${layer.slice(0, 40)}”).`,
      )
    }
    if (/^(?:Z_|ZSTD_|ERR_|ERR__|BROTLI)/.test(code)) {
      return fault('bad-encoding', `The answer is damaged: it cannot be unpacked (${layer}).`)
    }
    throw error
  }
}

function undoWith(layer: string, body: Uint8Array, maxOutputLength: number): Promise<Uint8Array> {
  // A body cut short is still worth what came of it.
  const lenient = { maxOutputLength, finishFlush: zlib.constants.Z_SYNC_FLUSH }
  if (isGzip(layer)) return gunzip(body, lenient)
  if (layer === 'deflate') return looksZlib(body) ? inflate(body, lenient) : inflateRaw(body, lenient)
  if (layer === 'br') {
    return brotliDecompress(body, { maxOutputLength, finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH })
  }
  if (layer === 'zstd') {
    return zstdDecompress(body, {
      maxOutputLength,
      params: { [zlib.constants.ZSTD_d_windowLogMax]: zstdWindowLog },
    })
  }
  return Promise.reject(Object.assign(new Error('unknown coding'), { code: 'UNKNOWN_CODING' }))
}

function isGzip(layer: string): boolean {
  return layer === 'gzip' || layer === 'x-gzip'
}

function looksGzip(body: Uint8Array): boolean {
  return body[0] === 0x1f && body[1] === 0x8b
}

/** RFC 1950: the first two bytes, taken as a number, are a multiple of 31. */
function looksZlib(body: Uint8Array): boolean {
  return (body[0]! & 15) === 8 && ((body[0]! << 8) | (body[1] ?? 0)) % 31 === 0
}

export function tooLarge(limit: number): Fault {
  return fault('too-large', `The answer is larger than ${Math.round(limit / 1_000_000) || 1} MB.`)
}

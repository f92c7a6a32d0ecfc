import { createHash } from 'node:crypto'

export type Numbers = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array
const kinds = {
  u8: Uint8Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f64: Float64Array,
} as const
type Kind = keyof typeof kinds

/** What a snapshot holds: a plain value, and arrays of numbers by name. */
export interface Snapshot<Value = unknown> {
  readonly value: Value
  readonly arrays: ReadonlyMap<string, Numbers>
}

interface Head {
  readonly version: number
  readonly value: unknown
  readonly arrays: readonly { readonly name: string; readonly kind: Kind; readonly length: number }[]
}

const magic = 'mainsource-snapshot\n'
const digestBytes = 32
const alignment = 8
const hashedAtOnce = 1 << 30

/**
 * A snapshot as bytes, in parts to be written one after the other: a mark, the head's length, the head as JSON, the
 * arrays each at a multiple of 8, and last a SHA-256 of all before it, by which a torn file is told.
 */
export function* snapshotParts({ value, arrays }: Snapshot, version: number): Generator<Uint8Array> {
  const hash = createHash('sha256')
  let written = 0
  const give = (part: Uint8Array) => {
    hash.update(part)
    written += part.length
    return part
  }
  const head: Head = {
    version,
    value,
    arrays: [...arrays].map(([name, array]) => ({ name, kind: kindOf(array), length: array.length })),
  }
  const json = Buffer.from(JSON.stringify(head))
  const size = Buffer.alloc(8)
  size.writeDoubleLE(json.length)
  yield give(Buffer.concat([Buffer.from(magic), size, json]))
  for (const array of arrays.values()) {
    yield give(new Uint8Array((alignment - (written % alignment)) % alignment))
    yield give(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
  }
  yield hash.digest()
}

/** Reads a snapshot back; undefined when it is torn, of another version, or none. The arrays are views of `bytes`. */
export function readSnapshot<Value>(bytes: Uint8Array, version: number): Snapshot<Value> | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (view.length < magic.length + 8 + digestBytes) return undefined
  const body = view.subarray(0, view.length - digestBytes)
  if (!digestOf(body).equals(view.subarray(body.length))) return undefined
  if (view.toString('latin1', 0, magic.length) !== magic) return undefined
  const jsonAt = magic.length + 8
  const jsonEnd = jsonAt + view.readDoubleLE(magic.length)
  const head = JSON.parse(view.toString('utf8', jsonAt, jsonEnd)) as Head
  if (head.version !== version) return undefined
  const arrays = new Map<string, Numbers>()
  let at = jsonEnd
  for (const { name, kind, length } of head.arrays) {
    at += (alignment - (at % alignment)) % alignment
    arrays.set(name, new kinds[kind](bytes.buffer as ArrayBuffer, bytes.byteOffset + at, length))
    at += length * kinds[kind].BYTES_PER_ELEMENT
  }
  return { value: head.value as Value, arrays }
}

/** In pieces, since a hash takes no more than two gigabytes at once. */
function digestOf(bytes: Buffer): Buffer {
  const hash = createHash('sha256')
  for (let at = 0; at < bytes.length; at += hashedAtOnce) hash.update(bytes.subarray(at, at + hashedAtOnce))
  return hash.digest()
}

function kindOf(array: Numbers): Kind {
  if (array instanceof Uint8Array) return 'u8'
  if (array instanceof Uint16Array) return 'u16'
  if (array instanceof Int32Array) return 'i32'
  return array instanceof Uint32Array ? 'u32' : 'f64'
}

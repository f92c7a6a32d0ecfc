import { statfsSync } from 'node:fs'
import { Failure } from '../failure.ts'

/** Looked at again after this long. A file system answers within microseconds. */
const lookMs = 250
/**
 * Kept free, in bytes. PostgreSQL takes room for its log 16 MB at a time, and where it gets none when it commits it
 * gives up for good: embedded it then never answers again, and takes the whole program with it.
 */
const leastFree = 64 * 2 ** 20

/** What is free where the database is, in bytes. */
export type FreeBytes = () => number

export function freeIn(folder: string): FreeBytes {
  return () => {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  }
}

/** Whether the disk has room for what the database writes. */
export class Room {
  readonly #free: FreeBytes
  #left = Number.POSITIVE_INFINITY
  #lookedAt = Number.NEGATIVE_INFINITY

  constructor(free: FreeBytes) {
    this.#free = free
  }

  isLow(): boolean {
    const now = performance.now()
    if (now - this.#lookedAt >= lookMs) {
      this.#left = this.#free()
      this.#lookedAt = now
    }
    return this.#left < leastFree
  }

  /** What to tell whoever wants to write. */
  failure(cause?: unknown): Failure {
    const [left, least] = [this.#left, leastFree].map((bytes) => Math.floor(bytes / 2 ** 20))
    return new Failure(
      'unavailable',
      `The disk of the data folder is full: ${left} MB are left. Nothing is written until ${least} MB are free; what waits then goes on by itself.`,
      { cause },
    )
  }
}

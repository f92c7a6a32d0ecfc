import type { Operation } from '../operation.ts'

/** Every operation that a command may ask of a running server. */
// biome-ignore lint/suspicious/noExplicitAny: each operation checks its own input.
export const operations: readonly Operation<any, any, any>[] = []

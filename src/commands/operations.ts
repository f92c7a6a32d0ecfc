import type { Operation } from '../operation.ts'
import { add } from './add.ts'
import { opmlExport, opmlImport } from './opml.ts'
import { sources } from './sources.ts'

/** Every operation that a command may ask of a running server. */
// biome-ignore lint/suspicious/noExplicitAny: each operation checks its own input.
export const operations: readonly Operation<any, any, any>[] = [add, opmlImport, opmlExport, sources]

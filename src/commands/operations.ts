import type { Operation } from '../operation.ts'
import { add } from './add.ts'
import { bounce } from './bounce.ts'
import { bounces } from './bounces.ts'
import { deliveries } from './deliveries.ts'
import { examine } from './doctor.ts'
import { exportOperation } from './export.ts'
import { held } from './held.ts'
import { importOperation } from './import.ts'
import { opmlExport, opmlImport } from './opml.ts'
import { sources } from './sources.ts'
import { subscribe, subscriptions } from './subscribe.ts'

/** Every operation that a command may ask of a running server. */
// biome-ignore lint/suspicious/noExplicitAny: each operation checks its own input.
export const operations: readonly Operation<any, any, any>[] = [
  importOperation,
  exportOperation,
  examine,
  add,
  opmlImport,
  opmlExport,
  sources,
  subscribe,
  subscriptions,
  deliveries,
  bounce,
  bounces,
  held,
]

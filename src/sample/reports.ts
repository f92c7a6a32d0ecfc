import { ferry } from './stories/ferry.ts'
import { flood } from './stories/flood.ts'
import { others } from './stories/others.ts'
import { talks } from './stories/talks.ts'
import type { SampleReport } from './world.ts'

/** All reports of the invented world in the order they are published. */
export const reports: readonly SampleReport[] = [...flood, ...ferry, ...talks, ...others].sort(
  (a, b) => a.hour - b.hour,
)

/** Hours from the beginning to the last report. */
export const lastHour = reports.at(-1)!.hour

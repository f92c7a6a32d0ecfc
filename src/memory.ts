import { AlertsMemory } from './alerts/memory.ts'
import { StoryMemory } from './stories/memory.ts'
import { TracingMemory } from './tracing/memory.ts'

/** What the stages of one process hold in memory; the site asks it too. All of it can be filled from the database. */
export interface Memory {
  readonly passages: TracingMemory
  readonly stories: StoryMemory
  readonly queries: AlertsMemory
}

export function newMemory(): Memory {
  return { passages: new TracingMemory(), stories: new StoryMemory(), queries: new AlertsMemory() }
}

import { AlertsMemory } from './alerts/memory.ts'
import { newestMatching, publicMatchable } from './alerts/newest.ts'
import { FeedQueries } from './publishing/feeds/feedQueries.ts'
import { StoryMemory } from './stories/memory.ts'
import { TracingMemory } from './tracing/memory.ts'

/** What the stages of one process hold in memory; the site asks it too. All of it can be filled from the database. */
export interface Memory {
  readonly passages: TracingMemory
  readonly stories: StoryMemory
  readonly queries: AlertsMemory
  readonly feedQueries: FeedQueries
}

export function newMemory(): Memory {
  return {
    passages: new TracingMemory(),
    stories: new StoryMemory(),
    queries: new AlertsMemory(),
    feedQueries: new FeedQueries({ newest: newestMatching, matchable: publicMatchable }),
  }
}

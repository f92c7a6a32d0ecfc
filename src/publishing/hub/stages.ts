import type { AnyStage } from '../../stage.ts'
import type { FeedQueries } from '../feeds/feedQueries.ts'
import { noteChangedFeeds } from '../feeds/noteChanged.ts'
import { tellHub } from '../feeds/tellHub.ts'
import { distribute } from './distribute.ts'
import { fillQuery } from './fillQuery.ts'
import { pushContent } from './push.ts'
import { tendHub } from './tend.ts'
import { verifyIntent } from './verifyIntent.ts'

/** From a published report to whoever is told by a hub that a feed has changed, in order. */
export function hubStages(feedQueries: FeedQueries): AnyStage[] {
  return [
    noteChangedFeeds(feedQueries),
    tellHub,
    verifyIntent(),
    distribute(feedQueries),
    fillQuery(feedQueries),
    pushContent(),
    tendHub,
  ]
}

import { gatherHeldBack } from './alerts/gather.ts'
import { raiseAlerts } from './alerts/stage.ts'
import { tellTakenBack } from './alerts/takenBack.ts'
import { findClaimsStage } from './claims/stage.ts'
import { answerFollow } from './delivery/answerFollow.ts'
import { askToConfirm } from './delivery/askToConfirm.ts'
import { deliver } from './delivery/deliver.ts'
import { deliverPlanned } from './delivery/deliverPlanned.ts'
import { planDeliveries } from './delivery/plan.ts'
import { clearReports } from './desk/stage.ts'
import { fetchPage } from './intake/fetchPage.ts'
import { pollFeed } from './intake/pollFeed.ts'
import type { Memory } from './memory.ts'
import { hubStages } from './publishing/hub/stages.ts'
import { publishReports } from './publishing/stage.ts'
import { readCapture } from './reading/stage.ts'
import type { AnyStage } from './stage.ts'
import { placeReports } from './stories/stage.ts'
import { traceReports } from './tracing/stage.ts'

/**
 * The way through, in order: a report passes each stage once, forward. Start reading here.
 *
 * intake → reading → tracing → stories → claims → desk → publishing → alerts → delivery
 */
export function pipeline(memory: Memory): AnyStage[] {
  return [
    pollFeed,
    fetchPage,
    readCapture,
    traceReports(memory.passages),
    placeReports(memory.stories),
    findClaimsStage,
    clearReports,
    publishReports,
    ...hubStages(memory.feedQueries),
    raiseAlerts(memory.queries),
    tellTakenBack,
    gatherHeldBack,
    planDeliveries,
    deliverPlanned,
    deliver,
    askToConfirm,
    answerFollow,
  ]
}

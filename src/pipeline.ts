import { fetchPage } from './intake/fetchPage.ts'
import { pollFeed } from './intake/pollFeed.ts'
import { readCapture } from './reading/stage.ts'
import type { AnyStage } from './stage.ts'

/**
 * The way through, in order: a report passes each stage once, forward. Start reading here.
 *
 * intake → reading → tracing → stories → claims → desk → publishing → alerts → delivery
 */
export function pipeline(): AnyStage[] {
  return [pollFeed, fetchPage, readCapture]
}

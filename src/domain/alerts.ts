import { z } from 'zod'
import type { Rules } from './rules.ts'
import { DevelopmentKind } from './story.ts'

/** One thing that an alert tells: what is new, who says it, and what was said before. */
export const AlertedDevelopment = z.object({
  id: z.string(),
  kind: DevelopmentKind,
  text: z.string().describe('The sentence that says it.'),
  before: z.string().optional().describe('What was said before, where this replaces it.'),
  speaker: z.string().optional().describe('Who says it, where a statement in the sentence has a speaker.'),
  origins: z
    .array(z.string())
    .optional()
    .describe('The independent origins that say it by then, by name; the report’s own is the first.'),
  from: z
    .object({
      report: z.string(),
      headline: z.string(),
      source: z.string(),
      mainSource: z.string(),
      mainUrl: z.string().optional(),
      story: z.object({ id: z.string(), headline: z.string() }).optional(),
      at: z.string().optional().describe('ISO 8601.'),
      lang: z.string().optional(),
      dir: z.enum(['ltr', 'rtl']),
    })
    .optional()
    .describe('The report that says it, in an alert that gathers several.'),
})
export type AlertedDevelopment = z.infer<typeof AlertedDevelopment>

/** What an alert says, as it was when it was raised. */
export const AlertBody = z.object({
  why: z.object({
    title: z.string().describe('What the subscriber called the subscription.'),
    query: z.string().describe('Its query; empty where it follows a story.'),
    matched: z.array(z.string()).describe('The words of the report by which the query was met.'),
    zone: z.string().optional().describe('The subscriber’s time zone.'),
  }),
  story: z.object({ id: z.string(), headline: z.string() }),
  report: z.object({
    id: z.string(),
    headline: z.string(),
    url: z.string().optional(),
    source: z.string(),
    at: z.string().describe('ISO 8601.'),
    lang: z.string().optional(),
    dir: z.enum(['ltr', 'rtl']),
  }),
  mainSource: z
    .object({ name: z.string(), report: z.string().optional(), url: z.string().optional() })
    .describe('Where the report’s text goes back to; the report’s own source where it is its own.'),
  developments: z.array(AlertedDevelopment),
  gathered: z.int().optional().describe('How many reports it tells of, where it gathers what waited.'),
  replaces: z
    .string()
    .optional()
    .describe('The alert that told what this one corrects, to be replaced by it.'),
})
export type AlertBody = z.infer<typeof AlertBody>

const address = z.url().describe('A page of the site.')

/** What a webhook is posted. */
export const PostedAlert = z.object({
  type: z.literal('alert.raised'),
  timestamp: z.iso.datetime().describe('When it was raised.'),
  data: AlertBody.extend({
    id: z.string().describe('The alert’s id: the one that `replaces` of a later alert names.'),
    links: z.object({
      report: address,
      story: address,
      mainSource: z.url().optional().describe('Where the main source published it.'),
      manage: z.url().describe('Shows, changes and ends the subscription: a secret of its owner.'),
      mute: z.url().describe('Asks to mute the story.'),
      unsubscribe: z.url().describe('A POST to it ends the subscription (RFC 8058).'),
      reports: z.url().describe('With `/` and a report’s id after it, its page.'),
      stories: z.url().describe('With `/` and a story’s id after it, its page.'),
      mutes: z.url().describe('With `/` and a story’s id after it, where it is muted.'),
    }),
  }),
})
export type PostedAlert = z.infer<typeof PostedAlert>

/** What is heeded when a query is tried. */
export interface Heeded {
  readonly rules: Rules
  readonly zone: string
  /** Only what is in this story. */
  readonly story?: string
}

/** What a query would have caught in the last days. */
export interface QueryPreview {
  readonly days: number
  /** Reports looked at: the newest, where there were more than could be looked at. */
  readonly looked: number
  readonly isAll: boolean
  readonly matched: number
  /** Of those, how many added something to their story. */
  readonly news: number
  /** The most alerts that would have gone out by the rules given. */
  readonly alerts: number
  readonly newest: readonly PreviewedReport[]
}

export interface PreviewedReport {
  readonly id: string
  readonly headline: string
  readonly lang?: string
  readonly source: string
  /** ISO 8601. */
  readonly at: string
  /** The words of the text by which the query was met. */
  readonly matched: readonly string[]
}

import { z } from 'zod'
import { Claims } from '../../domain/claims.ts'
import { Reading } from '../../domain/reading.ts'
import { DevelopmentKind } from '../../domain/story.ts'
import { Traced } from '../../domain/tracing.ts'

const time = z.iso.datetime().describe('An instant in UTC, ISO 8601.')

/** Something a report added to a story. */
export const StoryDevelopment = z.object({
  kind: DevelopmentKind,
  text: z.string(),
  replaces: z.string().optional().describe('What was said before.'),
  at: time,
  report: z.string().describe('The report’s id.'),
  start: z.int().describe('Where the sentence begins in the report’s text, in UTF-16 code units.'),
  source: z.string().describe('The source’s name.'),
  lang: z.string().optional(),
  speaker: z.string().optional(),
  origins: z.int().optional().describe('How many independent origins say it; given for one story only.'),
})

/** A story as `/api/stories` lists it. */
export const StorySummary = z.object({
  id: z.string(),
  headline: z.string(),
  lang: z.string().optional(),
  firstAt: time,
  lastAt: time,
  reports: z.int().describe('How many reports it has.'),
  origins: z.int().describe('How many voices speak in them: reports with one main source are one.'),
  languages: z.array(z.string()),
  newest: StoryDevelopment.optional(),
})

export const StoryList = z.object({
  stories: z.array(StorySummary),
  next: z.string().optional().describe('Where the list goes on; absent at its end.'),
})

/** A report within a story. */
export const StoryReport = z.object({
  id: z.string(),
  headline: z.string(),
  lang: z.string().optional(),
  at: time,
  source: z.string(),
  url: z.string().optional(),
  kind: z.enum(['whole', 'modified', 'quoted', 'own']).optional(),
  share: z.number().optional(),
  mainSource: z.string().optional().describe('The name of the main source.'),
})

/** A story with all that was found, as `/api/stories/ID` gives it. */
export const StoryFull = z.object({
  id: z.string(),
  headline: z.string(),
  lang: z.string().optional(),
  firstAt: time,
  lastAt: time,
  reports: z.int(),
  origins: z.int(),
  developments: z.array(StoryDevelopment).describe('Newest first.'),
  voices: z
    .array(z.object({ mainSource: z.string(), seen: z.boolean(), reports: z.array(StoryReport) }))
    .describe('The reports gathered by main source.'),
})

/** A report with all that was found, as `/api/reports/ID` gives it. */
export const ReportFull = z.object({
  id: z.string(),
  url: z.string().optional(),
  source: z.string(),
  at: time,
  publishedAt: time.optional(),
  revision: z.int(),
  story: z.string().optional(),
  reading: Reading,
  traced: Traced.optional().describe('Absent until tracing looked at it.'),
  claims: Claims,
})

export const WhereQuestion = z.object({
  text: z.string().min(1).max(200_000).describe('The text to look for, or the address of a page.'),
})

/** What `POST /api/where` answers: the traces of the text, in reports that are public. */
export const WhereAnswer = Traced.extend({
  text: z.string().describe('The text that was looked for; passages are spans of it.'),
  recorded: z
    .object({ of: z.string(), origin: Traced.shape.origin })
    .optional()
    .describe('What is on record of the report that shares the most of the text.'),
})

export const ApiError = z.object({ error: z.object({ title: z.string(), message: z.string() }) })

import { z } from 'zod'
import { Passage } from './passage.ts'

/** One aligned stretch of text: a span of this report and the span of the earlier report it was found in. */
export const TracePassage = z.object({
  here: Passage.describe('The span in this report.'),
  there: Passage.describe('The span in the earlier report.'),
  kind: z.enum(['exact', 'edited', 'reworded', 'translated']),
  similarity: z
    .number()
    .min(0)
    .max(1)
    .describe('Share of the words of the longer side that are the same, 0 to 1.'),
})
export type TracePassage = z.infer<typeof TracePassage>

/** A link from passages of a report to passages of an earlier one. `of` is the earlier report's id. */
export const Trace = z.object({
  of: z.string(),
  share: z
    .number()
    .min(0)
    .max(1)
    .describe('Part of this report’s article words that align with that report, 0 to 1.'),
  passages: z.array(TracePassage),
})
export type Trace = z.infer<typeof Trace>

export const OriginBasis = z.enum(['text', 'credit', 'link', 'time', 'declared'])
export type OriginBasis = z.infer<typeof OriginBasis>

/** One node of the chain of origins. `report` is absent where the origin was declared but never seen. */
export const ChainLink = z.object({
  name: z.string().describe('The source’s name.'),
  report: z.string().optional().describe('The report’s id, when it is in the window.'),
  kind: z.enum(['whole', 'modified', 'quoted', 'declared', 'own']),
  lagMs: z.number().optional().describe('Milliseconds from this node to the report that took from it.'),
})
export type ChainLink = z.infer<typeof ChainLink>

/**
 * Where a report's text comes from. `own` where nothing aligned and nothing was declared. `share` is the part of
 * the article's words that align with anything earlier, 0 to 1.
 */
export const Origin = z.object({
  kind: z.enum(['whole', 'modified', 'quoted', 'own']),
  of: z.string().optional().describe('The report it was taken from directly; absent when own or never seen.'),
  mainSource: z.string().optional().describe('The report at the end of the chain; itself absent when own.'),
  share: z.number().min(0).max(1),
  basis: z.array(OriginBasis),
  confidence: z.number().min(0).max(1),
  reasons: z.array(z.string()).describe('The reasons in words, the strongest first.'),
  chain: z.array(ChainLink).describe('From the main source to this report’s direct origin; empty when own.'),
})
export type Origin = z.infer<typeof Origin>

/** All that tracing finds for one report. `fresh` is what tracing leaves over: the novelty. */
export const Traced = z.object({
  origin: Origin,
  traces: z.array(Trace),
  fresh: z.array(Passage).describe('The article’s spans that align with nothing earlier.'),
})
export type Traced = z.infer<typeof Traced>

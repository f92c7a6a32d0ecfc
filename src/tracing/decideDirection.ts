import { type KnownReport, likelyTime, sameName, samePage } from './knownReport.ts'

/** Which of two reports that share text was there first, as far as the evidence goes. */
export interface Direction {
  /** The chance that `there` came first, 0 to 1. */
  readonly earlier: number
  /** What speaks for it beside the text, the strongest first. */
  readonly basis: readonly ('link' | 'credit' | 'time')[]
}

const strong = 4
/** Which came here first tells little: it follows the feeds' rhythms. It decides where nothing else does. */
const arrival = 0.7

/**
 * Weighs printed credits, links and times; each adds to the odds (in natural logarithms) that `there` came first. Time
 * counts as far as it is certain: two days without hours tell nothing within a day, two printed minutes tell much.
 */
export function decideDirection(here: KnownReport, there: KnownReport): Direction {
  const basis: Direction['basis'][number][] = []
  let odds = 0
  const link = count(linksTo(here, there)) - count(linksTo(there, here))
  if (link > 0) basis.push('link')
  const credit = count(creditsSource(here, there)) - count(creditsSource(there, here))
  if (credit > 0) basis.push('credit')
  const time = timeOdds(here, there)
  if (time > 0.5) basis.push('time')
  odds += strong * link + strong * credit + time + arrival * Math.sign(here.arrived - there.arrived)
  return { earlier: 1 / (1 + Math.exp(-odds)), basis }
}

function count(one: boolean): number {
  return one ? 1 : 0
}

export function linksTo(from: KnownReport, to: KnownReport): boolean {
  return to.url !== undefined && from.links.some((link) => samePage(link, to.url!))
}

/** Whether a report names the source of another as where its text comes from. */
export function creditsSource(from: KnownReport, to: KnownReport): boolean {
  if (sameName(from.sourceName, to.sourceName)) return false
  return [...from.credits, ...from.declared].some((name) => sameName(name, to.sourceName))
}

/** At most ±5: a clock may be wrong, so time alone never outweighs a credit and a link. */
function timeOdds(here: KnownReport, there: KnownReport): number {
  const hereAt = likelyTime(here)
  const thereAt = likelyTime(there)
  if (hereAt === undefined || thereAt === undefined) return 0
  if (here.uncertainMs >= dayMs || there.uncertainMs >= dayMs) return within(5, dateOdds(here, there))
  const uncertain = Math.hypot(here.uncertainMs, there.uncertainMs)
  return within(5, (2.5 * (hereAt - thereAt)) / uncertain)
}

function within(most: number, odds: number): number {
  return Math.max(-most, Math.min(most, odds))
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Copies follow within hours: of two hours of a day, those close to the other report's are the likelier. */
const usualLagMs = 3 * hourMs

/** What dates without hours tell: every hour of the day is possible, the likelier the nearer the reports are then. */
function dateOdds(here: KnownReport, there: KnownReport): number {
  const lags = possibleTimes(here).flatMap((at) => possibleTimes(there).map((other) => at - other))
  const least = Math.min(...lags.map(Math.abs))
  const likely = (lag: number) => Math.exp((least - Math.abs(lag)) / usualLagMs)
  const before = lags.filter((lag) => lag > 0).reduce((sum, lag) => sum + likely(lag), 0)
  const after = lags.filter((lag) => lag < 0).reduce((sum, lag) => sum + likely(lag), 0)
  return Math.log((before + 1e-9) / (after + 1e-9))
}

const possible = 24

/** The middle of each hour of a day; a month in as many parts; a time with hours as it stands. */
function possibleTimes({ at, uncertainMs }: KnownReport): number[] {
  if (uncertainMs < dayMs) return [at!]
  return Array.from({ length: possible }, (_, i) => at! + ((i + 0.5) / possible) * uncertainMs)
}

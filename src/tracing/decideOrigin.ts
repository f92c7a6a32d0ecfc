import type { ChainLink, Origin, OriginBasis } from '../domain/tracing.ts'
import { calibrated } from './calibrated.ts'
import { creditsSource, type Direction, decideDirection, linksTo } from './decideDirection.ts'
import { type KnownOrigin, type KnownReport, likelyTime, sameName } from './knownReport.ts'
import type { NamedReport } from './named.ts'

/** An earlier report that shares text with this one. */
export interface OriginCandidate {
  readonly report: KnownReport
  readonly origin?: KnownOrigin
  readonly direction: Direction
  /** Part of this report's words that are in that one, 0 to 1. */
  readonly share: number
  /** Part of that report's words that are in this one, 0 to 1. */
  readonly shareThere: number
  /** How alike the shared passages are, 0 to 1: 1 where nothing in them was changed. */
  readonly likeness: number
  /** The chance that one translates the other, where they are in two languages. */
  readonly translated?: number
}

export interface OriginEvidence {
  readonly report: KnownReport
  /** Reports that came before, in any order. */
  readonly candidates: readonly OriginCandidate[]
  /** Reports that share text and more likely came after. */
  readonly later?: readonly OriginCandidate[]
  /** The report it says it was taken from, where that is in the window. */
  readonly named?: NamedReport
  /** Part of this report's words that are in any of them. */
  readonly share: number
  /** A report of the window and what was decided of it. */
  readonly find: (id: string) => { report: KnownReport; origin?: KnownOrigin } | undefined
}

/** From this share of its words on, a report is that text with changes, rather than a text that quotes it. */
const leastModified = 0.5
const leastWhole = 0.92
const longestChain = 20
/** Shares this close are one: a word or two at the edges of passages. */
const asGood = 0.02

/** Decides where a report's text comes from. Pure: the same evidence gives the same origin. */
export function decideOrigin(evidence: OriginEvidence): Origin {
  const direct = directOrigin(evidence)
  const { named } = evidence
  if (named && !isBetterThan(direct, named)) return fromNamed(evidence, named)
  return direct ? fromText(evidence, direct) : fromWords(evidence)
}

/**
 * The report this one was taken from: the one that shares the most of its words, its changes included, so that of a text
 * and its edited copy the copy is named where its edits are here too. A credit or link outweighs a small difference,
 * and of equals the earliest is the origin.
 */
function directOrigin({ report, candidates, later = [] }: OriginEvidence): Chosen | undefined {
  const best = Math.max(0, ...candidates.map((one) => taken(one, report)))
  const close = candidates.filter((one) => taken(one, report) >= best - asGood)
  const [first, ...rivals] = close.sort((a, b) => timeOf(a.report) - timeOf(b.report) || b.share - a.share)
  if (!first) return undefined
  const doubted = later.filter((one) => taken(one, report) >= best - asGood)
  return { ...first, rivals: rivals.map((one) => one.report), doubted }
}

/** Whether a text is a better origin than the report that is named: it is that report, or has most of the very words. */
function isBetterThan(direct: OriginCandidate | undefined, named: NamedReport): boolean {
  if (direct?.report.id === named.report.id) return true
  return direct !== undefined && direct.translated === undefined && direct.share >= leastModified
}

interface Chosen extends OriginCandidate {
  /** Reports that share as much of its words: which of them came first decides. */
  readonly rivals: readonly KnownReport[]
  /** Reports that share as much and more likely came after this one, which is not certain. */
  readonly doubted: readonly OriginCandidate[]
}

function taken(one: OriginCandidate, report: KnownReport): number {
  const named = creditsSource(report, one.report) ? 0.1 : 0
  const linked = linksTo(report, one.report) ? 0.1 : 0
  return one.share * (one.translated ?? one.likeness) + named + linked
}

function timeOf(report: KnownReport): number {
  return likelyTime(report) ?? report.arrived
}

function fromText(evidence: OriginEvidence, direct: Chosen): Origin {
  const { report, share } = evidence
  const kind = kindOf(direct)
  const chain = chainTo(evidence, direct, kind)
  const seen = chain.filter((link) => link.report !== undefined)
  return {
    kind,
    of: direct.report.id,
    mainSource: seen[0]?.report ?? direct.report.id,
    share,
    basis: basisOf(direct, chain),
    confidence: confidenceOf(direct),
    reasons: reasonsFor(report, direct, kind, chain),
    chain,
  }
}

function kindOf({
  share,
  shareThere,
  likeness,
  translated,
}: OriginCandidate): 'whole' | 'modified' | 'quoted' {
  const isSame = translated !== undefined || likeness >= leastWhole
  if (share >= leastWhole && shareThere >= leastWhole && isSame) return 'whole'
  return share >= leastModified ? 'modified' : 'quoted'
}

/** From the main source to the direct origin. A report that only quotes another is where that chain begins. */
function chainTo(
  { report, named, find }: OriginEvidence,
  direct: Pick<OriginCandidate, 'report' | 'origin'>,
  kind: ChainLink['kind'],
): ChainLink[] {
  const chain: ChainLink[] = []
  let later = report
  let next: { report: KnownReport; origin?: KnownOrigin } | undefined = direct
  let how = kind
  const passed = new Set([report.id])
  while (next && !passed.has(next.report.id) && chain.length < longestChain) {
    passed.add(next.report.id)
    chain.unshift({
      name: next.report.sourceName,
      report: next.report.id,
      kind: how,
      lagMs: lag(next.report, later),
    })
    later = next.report
    const { origin }: { origin?: KnownOrigin } = next
    if (!origin || origin.kind === 'quoted' || origin.of === undefined) break
    how = origin.kind
    next = find(origin.of)
  }
  const declared =
    declaredBefore(later) ?? (later === direct.report ? declaredBefore(report, later) : undefined)
  const seen = named && declared !== undefined && sameName(named.report.sourceName, declared)
  if (declared !== undefined) {
    chain.unshift({ name: declared, kind: 'declared', ...(seen ? { report: named.report.id } : {}) })
  }
  return chain
}

/** Whom a report names as its origin, where that is not itself, nor the report already known to be its source. */
function declaredBefore(report: KnownReport, besides?: KnownReport): string | undefined {
  const name = report.declared[0] ?? report.credits.at(-1)
  if (name === undefined || sameName(name, report.sourceName)) return undefined
  return besides && sameName(name, besides.sourceName) ? undefined : name
}

function lag(earlier: KnownReport, later: KnownReport): number | undefined {
  return earlier.at === undefined || later.at === undefined ? undefined : Math.max(0, later.at - earlier.at)
}

function basisOf(direct: OriginCandidate, chain: readonly ChainLink[]): OriginBasis[] {
  const declared: OriginBasis[] = chain.some((link) => link.kind === 'declared') ? ['declared'] : []
  return ['text', ...direct.direction.basis, ...declared]
}

/**
 * The chance that this report took its text from that one, directly or on the way: that the match is no accident, goes
 * this way, and that none of those who share as much came before. Calibrated: see docs/decisions/tracing.md.
 */
function confidenceOf({ share, likeness, translated, direction, report, rivals, doubted }: Chosen): number {
  const match = translated ?? 1 - 0.4 * Math.exp(-12 * share * likeness)
  const first = Math.min(1, ...rivals.map((rival) => decideDirection(rival, report).earlier))
  const after = Math.min(1, ...doubted.map((one) => 1 - one.direction.earlier))
  return round(calibrated(Math.min(1, match * direction.earlier * first * after)))
}

function reasonsFor(
  report: KnownReport,
  direct: Chosen,
  kind: 'whole' | 'modified' | 'quoted',
  chain: readonly ChainLink[],
): string[] {
  const source = direct.report
  const reasons = [textReason(direct, kind)]
  if (linksTo(report, source)) reasons.push(`It links to that report.`)
  if (creditsSource(report, source)) reasons.push(`It credits ${source.sourceName}.`)
  const time = timeReason(report, source)
  if (time) reasons.push(time)
  const declared = chain.find((link) => link.kind === 'declared')
  if (declared) reasons.push(`${declared.name} is named as the origin; its text was not seen.`)
  return reasons
}

function nameOf({ headline, sourceName }: KnownReport): string {
  return headline ? `“${headline}” (${sourceName})` : `a report of ${sourceName}`
}

function textReason(
  { share, shareThere, likeness, translated, report }: OriginCandidate,
  kind: string,
): string {
  const of = nameOf(report)
  if (translated !== undefined) return translationReason(share, shareThere, of)
  if (kind === 'whole') return `It is ${of}, taken whole.`
  const changes = [
    likeness < 0.98 ? 'with changes in them' : undefined,
    shareThere < 0.9 && kind === 'modified'
      ? `${percent(1 - shareThere)} of that report was dropped`
      : undefined,
  ].filter((one) => one !== undefined)
  const tail = changes.length > 0 ? `, ${changes.join('; ')}` : ''
  return `${percent(share)} of its words are in ${of}${tail}.`
}

function translationReason(share: number, shareThere: number, of: string): string {
  if (share >= leastWhole && shareThere >= leastWhole) return `It is a translation of ${of}, whole.`
  const left = shareThere < 0.9 ? `; ${percent(1 - shareThere)} of that report has no counterpart` : ''
  return `${percent(share)} of its words translate sentences of ${of}${left}.`
}

function timeReason(here: KnownReport, there: KnownReport): string | undefined {
  const hereAt = likelyTime(here)
  const thereAt = likelyTime(there)
  if (hereAt === undefined || thereAt === undefined) return undefined
  const difference = hereAt - thereAt
  if (Math.abs(difference) < Math.hypot(here.uncertainMs, there.uncertainMs)) {
    return 'Their times are too close or too inexact to tell which came first.'
  }
  if (difference > 0) return `That report came ${duration(difference)} before.`
  return `That report bears a later time, by ${duration(-difference)}; the other evidence weighs more.`
}

/** How often a report is the one meant: what an address leads to, and what alone fits a credit. Judged, not measured. */
const sureOf = { link: 0.9, credit: 0.65 }

/** It says that it was taken from a report of the window, and little or nothing of the two texts aligns. */
function fromNamed(evidence: OriginEvidence, named: NamedReport): Origin {
  const { report, share } = evidence
  const chain = chainTo(evidence, named, 'modified')
  const seen = chain.filter((link) => link.report !== undefined)
  const declared: OriginBasis[] = report.declared.length > 0 ? ['declared'] : []
  const time = timeReason(report, named.report)
  return {
    kind: 'modified',
    of: named.report.id,
    mainSource: seen[0]?.report ?? named.report.id,
    share,
    basis: [...named.direction.basis, ...declared],
    confidence: round(sureOf[named.by] * named.direction.earlier),
    reasons: [
      namedReason(report, named),
      ...(time ? [time] : []),
      'No more of the two texts could be matched, so how much of it was taken is not known.',
    ],
    chain,
  }
}

function namedReason(report: KnownReport, { report: there, by }: NamedReport): string {
  const of = nameOf(there)
  if (by === 'link' && creditsSource(report, there))
    return `It names ${there.sourceName} as its source and links to ${of}.`
  if (by === 'link') return `It links to ${of} as its source.`
  return `It credits ${there.sourceName}; of that source’s reports of the days before, ${of} alone shares its names and figures.`
}

/** Nothing aligns: only what the report says of itself is left. */
function fromWords({ report, share }: OriginEvidence): Origin {
  const named = report.declared.length > 0 ? report.declared : report.credits.slice(-1)
  const chain = named
    .filter((name) => !sameName(name, report.sourceName))
    .map((name): ChainLink => ({ name, kind: 'declared' }))
  if (chain.length === 0) return { kind: 'own', share, basis: [], confidence: 0.9, reasons: [], chain: [] }
  return {
    kind: 'modified',
    share,
    basis: report.credits.length > 0 ? ['credit', 'declared'] : ['declared'],
    confidence: 0.6,
    reasons: [
      `It names ${chain.map((link) => link.name).join(', then ')} as where its text comes from.`,
      'That text was not seen, so how much of it was taken is not known.',
    ],
    chain,
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

import type { OriginCandidate } from '../../src/tracing/decideOrigin.ts'
import type { KnownReport } from '../../src/tracing/knownReport.ts'

export const noon = Date.parse('2026-03-04T12:00:00Z')
export const hourMs = 3_600_000

export function aReport(about: Partial<KnownReport> = {}): KnownReport {
  return {
    id: 'here',
    sourceName: 'Karvenna Post',
    at: noon,
    uncertainMs: 60_000,
    arrived: about.at ?? noon,
    credits: [],
    links: [],
    declared: [],
    ...about,
  }
}

export function aCandidate(about: Partial<OriginCandidate> = {}): OriginCandidate {
  return {
    report: aReport({ id: 'there', sourceName: 'Ellesmar Wire', at: noon - hourMs }),
    direction: { earlier: 0.99, basis: ['time'] },
    share: 1,
    shareThere: 1,
    likeness: 1,
    ...about,
  }
}

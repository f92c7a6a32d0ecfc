import type { StoryReport } from '../../../db/pages/story.ts'

/** The reports of a story that go back to one main source. */
export interface Voice {
  readonly key: string
  readonly name: string
  /** Whether a report of the main source itself was seen. */
  readonly seen: boolean
  readonly reports: readonly StoryReport[]
  readonly whole: number
  readonly modified: number
  readonly quoted: number
}

/** Gathers reports by voice, the voice with the most reports first; within one, in the order given. */
export function gatherVoices(reports: readonly StoryReport[]): Voice[] {
  const gathered = new Map<string, StoryReport[]>()
  for (const report of reports) gathered.set(report.voice, [...(gathered.get(report.voice) ?? []), report])
  return [...gathered]
    .map(([key, own]) => aVoice(key, own))
    .sort((a, b) => b.reports.length - a.reports.length)
}

function aVoice(key: string, reports: readonly StoryReport[]): Voice {
  const of = (kind: StoryReport['kind']) => reports.filter((report) => report.kind === kind).length
  const first = reports[0]!
  return {
    key,
    name: first.mainName ?? first.sourceName,
    seen: reports.some((report) => report.mainSeen),
    reports,
    whole: of('whole'),
    modified: of('modified'),
    quoted: of('quoted'),
  }
}

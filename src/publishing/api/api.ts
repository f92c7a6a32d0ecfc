import type { Handler } from 'hono'
import { z } from 'zod'
import { nameReports } from '../../db/pages/report.ts'
import { type RiverDevelopment, riverOfStories } from '../../db/pages/river.ts'
import {
  countStory,
  type StoryDevelopment as DevelopmentRow,
  developmentsOf,
  findStoryHead,
  type StoryReport as ReportRow,
  reportsOf,
} from '../../db/pages/story.ts'
import type { Traced } from '../../domain/tracing.ts'
import { Failure } from '../../failure.ts'
import type { SiteDeps } from '../site/deps.ts'
import { readPlace, writePlace } from '../site/place.ts'
import { carriersOf } from '../site/story/carriers.ts'
import { gatherVoices } from '../site/story/voices.ts'
import { textOf } from '../site/where/wherePage.tsx'
import { fullReport } from './fullReport.ts'
import {
  type StoryDevelopment,
  type StoryFull,
  type StoryList,
  type StoryReport,
  type WhereAnswer,
  WhereQuestion,
} from './schemas.ts'

const storiesAtOnce = 50

/** `GET /api/stories?after=`. */
export function listStories({ db }: SiteDeps): Handler {
  return async (c) => {
    const after = readPlace(c.req.query('after'))
    const found = await riverOfStories(db, {
      after: after && { lastAt: after.at, id: after.id },
      limit: storiesAtOnce + 1,
    })
    const shown = found.slice(0, storiesAtOnce)
    const last = found.length > storiesAtOnce ? shown.at(-1) : undefined
    const answer: z.infer<typeof StoryList> = {
      stories: shown.map((story) => ({
        ...story,
        lang: story.lang ?? undefined,
        firstAt: story.firstAt.toISOString(),
        lastAt: story.lastAt.toISOString(),
        languages: [...story.languages],
        newest: story.newest && aDevelopment(story.newest),
      })),
      next: last && `/api/stories?after=${encodeURIComponent(writePlace({ at: last.lastAt, id: last.id }))}`,
    }
    return c.json(answer)
  }
}

/** `GET /api/stories/:id`. */
export function oneStory(deps: SiteDeps): Handler {
  const { db } = deps
  return async (c) => {
    const head = await findStoryHead(db, c.req.param('id') ?? '')
    if (!head) throw new Failure('not_found', 'There is no such story.')
    if (head.mergedInto) return c.redirect(`/api/stories/${head.mergedInto}`, 301)
    const [developments, reports, counts] = await Promise.all([
      developmentsOf(db, head.id, 1000),
      reportsOf(db, head.id, 1000),
      countStory(db, head.id),
    ])
    const carriers = await carriersOf(deps, head.id, developments)
    const answer: z.infer<typeof StoryFull> = {
      id: head.id,
      headline: head.headline,
      lang: head.lang ?? undefined,
      firstAt: head.firstAt.toISOString(),
      lastAt: head.lastAt.toISOString(),
      ...counts,
      developments: developments.map((one) => ({
        ...aDevelopment(one),
        origins: 1 + (carriers.get(one.id)?.length ?? 0),
      })),
      voices: gatherVoices(reports).map((voice) => ({
        mainSource: voice.name,
        seen: voice.seen,
        reports: voice.reports.map(aReport),
      })),
    }
    return c.json(answer)
  }
}

/** `GET /api/reports/:id`. */
export function oneReport({ db }: SiteDeps): Handler {
  return async (c) => {
    const answer = await fullReport(db, c.req.param('id') ?? '')
    if (!answer) throw new Failure('not_found', 'There is no such report.')
    return c.json(answer)
  }
}

/** `POST /api/where` with `{"text": …}`. */
export function askWhere(deps: SiteDeps): Handler {
  return async (c) => {
    const question = WhereQuestion.safeParse(await c.req.json().catch(() => undefined))
    if (!question.success) throw new Failure('invalid', z.prettifyError(question.error))
    const text = await textOf(deps, question.data.text.trim())
    const { origin, traces, fresh, recorded } = await deps.whereFrom(text)
    const answer: z.infer<typeof WhereAnswer> = {
      text,
      origin,
      traces: await publicTraces(deps, traces),
      fresh,
      recorded: recorded && { of: recorded.of, origin: recorded.origin },
    }
    return c.json(answer)
  }
}

async function publicTraces({ db }: SiteDeps, traces: Traced['traces']): Promise<Traced['traces']> {
  const shown = await nameReports(
    db,
    traces.map((trace) => trace.of),
  )
  return traces.filter((trace) => shown.has(trace.of))
}

function aDevelopment(row: RiverDevelopment | DevelopmentRow): z.infer<typeof StoryDevelopment> {
  return {
    kind: row.kind,
    text: row.text,
    replaces: ('replaces' in row ? row.replaces : null) ?? undefined,
    at: row.at.toISOString(),
    report: row.reportId,
    start: row.start,
    source: row.sourceName,
    lang: row.lang ?? undefined,
    speaker: row.speaker ?? undefined,
  }
}

function aReport(row: ReportRow): z.infer<typeof StoryReport> {
  return {
    id: row.id,
    headline: row.headline,
    lang: row.lang ?? undefined,
    at: row.at.toISOString(),
    source: row.sourceName,
    url: row.url ?? undefined,
    kind: row.kind ?? undefined,
    share: row.share ?? undefined,
    mainSource: row.mainName ?? undefined,
  }
}

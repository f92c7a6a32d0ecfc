import type { AlertBody } from '../domain/alerts.ts'

/** One alert of several that waited, the oldest first: headed by the newest, each sentence with the report it is from. */
export function writeGathered(bodies: readonly AlertBody[]): AlertBody {
  const newest = bodies.at(-1)!
  if (bodies.length === 1) return newest
  return {
    ...newest,
    why: { ...newest.why, matched: [...new Set(bodies.flatMap((body) => body.why.matched))].slice(0, 12) },
    developments: bodies.flatMap(({ report, mainSource, story, developments }) =>
      developments.map((one) => ({
        ...one,
        from: {
          report: report.id,
          headline: report.headline,
          source: report.source,
          mainSource: mainSource.name,
          mainUrl: mainSource.url,
          story,
          at: report.at,
          lang: report.lang,
          dir: report.dir,
        },
      })),
    ),
    gathered: new Set(bodies.map((body) => body.report.id)).size,
    replaces: undefined,
  }
}

import type { Db } from '../../src/db/open.ts'
import type { StoryId } from '../../src/domain/ids.ts'
import {
  addDevelopment,
  addOrigin,
  addReport,
  addRevision,
  addSource,
  addStory,
  type Report,
} from './seedPages.ts'

/** An agency counts 14 dead, three take it over, one of them with changes; then the agency corrects itself to 19. */
export interface CorrectedWorld {
  readonly story: StoryId
  readonly wire: Report
  readonly faithful: Report
  readonly altered: Report
  readonly mended: Report
}

const lead =
  'A ferry with 80 people on board sank off the pier of Mirane on Tuesday evening, the coast guard said.'
const toll =
  'At least 14 people were killed when the ferry went down within minutes, the harbour office said.'
const corrected = toll.replace('14', '19')
const quote = '“We do not know why the doors were open,” said harbour master Tilda Roe on the quay.'
const bentQuote = '“We know why the doors were open,” said harbour master Tilda Roe on the quay.'
const weather = 'The sea was calm and visibility was good, according to the weather station on the cape.'
const own = 'Relatives waited through the night in the sports hall behind the old customs house.'

export async function fillCorrectedWorld(
  db: Db,
  now: Date = new Date('2026-11-24T12:00:00Z'),
): Promise<CorrectedWorld> {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  const agency = await addSource(db, 'Seaboard Agency', { kind: 'agency' })
  const told = {
    source: agency,
    at: ago(240),
    headline: 'Ferry sinks off Mirane, at least 14 dead',
    paragraphs: [lead, toll, quote, weather],
  }
  const first = await addReport(db, told)
  await addOrigin(db, { report: first, kind: 'own' })
  const faithful = await addReport(db, {
    ...told,
    source: await addSource(db, 'Mirane Post'),
    at: ago(231),
    headline: 'At least 14 dead as ferry sinks',
  })
  await addOrigin(db, {
    report: faithful,
    kind: 'whole',
    traces: [{ of: first, shared: [lead, toll, quote, weather] }],
  })
  const altered = await addReport(db, {
    source: await addSource(db, 'Cape Dispatch'),
    at: ago(200),
    headline: 'Ferry disaster: harbour master speaks',
    paragraphs: [own, lead, toll, bentQuote],
  })
  await addOrigin(db, {
    report: altered,
    kind: 'modified',
    traces: [
      {
        of: first,
        shared: [lead, toll, { here: bentQuote, there: quote, kind: 'edited', similarity: 0.88 }],
      },
    ],
  })
  const wire = await addRevision(
    db,
    first,
    {
      ...told,
      at: ago(90),
      headline: 'Ferry sinks off Mirane, at least 19 dead',
      paragraphs: [lead, corrected, quote, weather],
    },
    2,
  )
  await addOrigin(db, { report: wire, kind: 'own' })
  const mended = await addReport(db, {
    source: await addSource(db, 'Island Radio'),
    at: ago(60),
    headline: 'Ferry: 19 dead',
    paragraphs: [lead, corrected],
  })
  await addOrigin(db, { report: mended, kind: 'modified', traces: [{ of: wire, shared: [lead, corrected] }] })
  const story = await addStory(db, told.headline, [wire, faithful, altered, mended])
  await addDevelopment(db, story, first, 'first-report', lead)
  await addDevelopment(db, story, wire, 'correction', corrected, toll)
  return { story, wire, faithful, altered, mended }
}

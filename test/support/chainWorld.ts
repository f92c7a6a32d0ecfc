import type { Db } from '../../src/db/open.ts'
import type { StoryId } from '../../src/domain/ids.ts'
import { addOrigin, addReport, addSource, addStory, type Report } from './seedPages.ts'

export interface ChainWorld {
  readonly story: StoryId
  readonly reports: readonly Report[]
}

const towns = ['Karsa', 'Mirane', 'Olmfeld', 'Tessin', 'Varnau', 'Pirol', 'Sellin', 'Brask', 'Odrin', 'Halm']
const papers = ['Courier', 'Herald', 'Evening Post', 'Radio', 'Morning Telegraph and Gazette']
const kinds = ['whole', 'whole', 'modified', 'quoted'] as const
const words = 'Two ferries collided off the northern pier, the harbour master said on Tuesday evening.'

/**
 * A story of so many reports for the picture of its chain: about one in fifteen a main source of its own, the others
 * taken from one before them, minutes to days later. The same every time.
 */
export async function fillChainWorld(db: Db, size: number): Promise<ChainWorld> {
  const begin = Date.UTC(2026, 10, 20, 6)
  const reports: Report[] = []
  for (let index = 0; index < size; index++) {
    const of = index % 15 === 0 ? undefined : reports[(index * 7) % Math.max(1, Math.ceil(index / 4))]
    const waitedMs = (2 + ((index * 37) % 90) ** 2) * 60_000
    const paper = `${towns[index % towns.length]} ${papers[(index >> 1) % papers.length]} ${size}-${index}`
    const report = await addReport(db, {
      source: await addSource(db, index === 5 ? `صحيفة النهر ${size}` : paper, {
        host: `paper-${size}-${index}.example`,
      }),
      at: new Date((of?.at.getTime() ?? begin) + waitedMs),
      headline: `Ferries collide off the northern pier, report ${index}`,
      paragraphs: [words],
    })
    const kind = of ? kinds[index % kinds.length]! : 'own'
    const main = of && mainOf.get(of.id)
    mainOf.set(report.id, main ?? report)
    await addOrigin(db, { report, kind, traces: of ? [{ of, shared: [words] }] : [], main: main ?? report })
    reports.push(report)
  }
  return { story: await addStory(db, 'Ferries collide off the northern pier', reports), reports }
}

/** The main source of each report made, by its id. */
const mainOf = new Map<string, Report>()

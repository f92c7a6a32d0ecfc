import { expect, test } from 'vitest'
import type { ArchiveRow } from '../../src/domain/archiveRow.ts'
import { StoryRow } from '../../src/domain/storyRow.ts'
import type { TracedRow } from '../../src/domain/tracedRow.ts'
import { groupArchive, type RowToGroup } from '../../src/stories/groupArchive.ts'

const untraced = (id: string, text: string): TracedRow => ({
  id,
  origin: { kind: 'own', share: 0, basis: [], confidence: 1, reasons: [], chain: [] },
  mainSource: id,
  voice: id,
  chain: [],
  traces: [],
  fresh: [{ start: 0, end: text.length }],
})
const aRow = (id: string, text: string, more: Partial<ArchiveRow> = {}): RowToGroup => ({
  row: { id, text, ...more },
  traced: untraced(id, text),
})

async function grouped(...rows: RowToGroup[]) {
  const results = []
  for await (const result of groupArchive(
    (async function* () {
      yield* rows
    })(),
  )) {
    results.push(result)
  }
  return results
}

const ferry = 'The Saint Brannock ferry struck the Gannet reef off Port Calder with 140 passengers aboard.'
const budget = 'Lawmakers in Lindova approved a budget that raises teachers’ pay by 4 percent.'
const wreck = 'Divers reached the Saint Brannock ferry on the Gannet reef off Port Calder on Friday.'

test('each row of an archive gets its story and what it adds, in the order given', async () => {
  const rows = await grouped(aRow('1', ferry), aRow('2', budget), aRow('3', wreck))
  expect(rows.map((row) => row.id)).toEqual(['1', '2', '3'])
  const [first, other, later] = rows.map((row) => StoryRow.parse(row))
  expect(later!.story).toBe(first!.story)
  expect(other!.story).not.toBe(first!.story)
  expect(first!.developments).toMatchObject([{ kind: 'first-report', text: ferry }])
})

test('a line that could not be used keeps its place', async () => {
  const failed = { line: 2, error: 'Line 2 is not JSON.' }
  expect(await grouped(aRow('1', ferry), failed, aRow('3', wreck))).toMatchObject([
    { id: '1' },
    failed,
    { id: '3' },
  ])
})

test('two rows of one id are grouped as two reports', async () => {
  const rows = await grouped(aRow('1', ferry), aRow('1', budget))
  expect(rows.map((row) => StoryRow.parse(row).story)).toEqual(['story-1', 'story-2'])
})

test('reports of the same words half a year apart are two stories', async () => {
  const rows = await grouped(
    aRow('1', ferry, { at: '2026-01-05T08:00:00Z' }),
    aRow('2', wreck, { at: '2026-07-05T08:00:00Z' }),
  )
  expect(rows.map((row) => StoryRow.parse(row).story)).toEqual(['story-1', 'story-2'])
})

test('an empty text is a story of its own that adds nothing', async () => {
  expect(await grouped(aRow('1', ''))).toMatchObject([{ story: 'story-1', developments: [] }])
})

test('a row that a later one shows to belong elsewhere is given with its last story, and why', async () => {
  const rows = [
    aRow('road', 'Halden council will widen the Corrin Vale road next spring.'),
    aRow('mill', 'A blast in Corrin Vale, Halden: dust exploded at the sugar mill, nine workers hurt.'),
    aRow(
      'mill again',
      'Inspectors closed the sugar mill where dust exploded: nine workers hurt, two gravely.',
    ),
    aRow('mill still', 'Two of nine workers hurt when dust exploded at the sugar mill left hospital.'),
  ]
  const first = new Map((await grouped(...rows.slice(0, 2))).map((row) => [row.id, row as StoryRow]))
  expect(first.get('mill')!.story).toBe(first.get('road')!.story)
  const last = new Map((await grouped(...rows)).map((row) => [row.id, row as StoryRow]))
  expect(last.get('mill')!.story).toBe(last.get('mill still')!.story)
  expect(last.get('mill')!.story).not.toBe(last.get('road')!.story)
  const moved = [...last.values()].flatMap(({ reasons }) =>
    reasons.filter((one) => one.includes('was moved here')),
  )
  expect(moved.length).toBeGreaterThan(0)
  for (const row of last.values()) StoryRow.parse(row)
})

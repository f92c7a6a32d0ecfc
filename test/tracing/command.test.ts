import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { TracedRow } from '../../src/domain/tracedRow.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'mainsource-test-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const root = path.resolve(import.meta.dirname, '../..')

/** Runs `mainsource trace` and gives its output lines, read as JSON, and what it said. */
async function trace(
  args: string[],
  input = '',
): Promise<{ lines: Record<string, unknown>[]; said: string; code: number | null }> {
  const child = spawn(process.execPath, ['--import', './src/tsx.ts', 'src/cli.ts', 'trace', ...args], {
    cwd: root,
  })
  const out: Buffer[] = []
  const said: Buffer[] = []
  child.stdout.on('data', (part) => out.push(part))
  child.stderr.on('data', (part) => said.push(part))
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  const lines = Buffer.concat(out).toString().split('\n').filter(Boolean)
  return { lines: lines.map((line) => JSON.parse(line)), said: Buffer.concat(said).toString(), code }
}

const paragraph =
  'About 1,200 people were moved to schools and a sports hall, the mayor Ilse Brandvold told reporters on Wednesday.'
const wire = {
  id: 'wire',
  source: 'Ellesmar Wire',
  at: '2026-03-04T06:00:00Z',
  text: `The river rose at Karvenna. ${paragraph}`,
}
const post = {
  id: 'post',
  source: 'Karvenna Post',
  at: '2026-03-04T08:00:00Z',
  text: `${paragraph} Our reporter saw it all.`,
}
const jsonl = (...rows: unknown[]) =>
  rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n')

test('each line gives a line in the same order, and a copy above its origin is traced to it by its time', async () => {
  const { lines, said, code } = await trace(['-'], jsonl(post, wire))
  expect(lines.map((line) => line['id'])).toEqual(['post', 'wire'])
  for (const line of lines) expect(TracedRow.safeParse(line).success).toBe(true)
  expect(lines[0]).toMatchObject({ mainSource: 'wire', origin: { kind: 'modified', of: 'wire' } })
  expect(lines[1]).toMatchObject({ mainSource: 'wire', origin: { kind: 'own' } })
  expect(said).toContain('Traced 2 rows')
  expect(code).toBe(0)
})

test('a line that cannot be used gives an error in its place that names it, and the rest goes on', async () => {
  const file = path.join(folder, 'archive.jsonl')
  await writeFile(file, jsonl(wire, '{"id": 3,', { id: 4 }, post))
  const { lines } = await trace([file])
  expect(lines[1]).toEqual({ line: 2, error: 'Line 2 is not JSON.' })
  expect(lines[2]).toMatchObject({ id: '4', line: 3 })
  expect(lines[2]?.['error']).toContain('text')
  expect(lines[3]).toMatchObject({ id: 'post', mainSource: 'wire' })
})

test('read as it comes, a row is traced against those above it alone', async () => {
  const { lines } = await trace(
    ['--as-it-comes', '-'],
    jsonl({ ...post, at: undefined }, { ...wire, at: undefined }),
  )
  expect(lines[0]).toMatchObject({ id: 'post', origin: { kind: 'own' } })
  expect(lines[1]).toMatchObject({ id: 'wire', origin: { of: 'post' } })
})

test('a file that is not there is said to be so', async () => {
  const { said, code } = await trace([path.join(folder, 'missing.jsonl')])
  expect(said).toContain('missing.jsonl cannot be read')
  expect(code).toBe(1)
})

const translatedCopy = {
  id: 'vestnik',
  source: 'Вестник Карвенны',
  at: '2026-03-04T09:00:00Z',
  text: 'Около 1200 человек размещены в школах и спортивном зале, сообщила журналистам в среду мэр Ильзе Брандвольд.\n\nИсточник: Ellesmar Wire',
}
const dispatch = {
  ...wire,
  text: `The river rose at Karvenna on Tuesday night and reached the lower town, officials said.\n\n${paragraph}`,
}

test('a row that credits another is traced to it across languages; taken plainly, it is its own', async () => {
  const { lines } = await trace(['-'], jsonl(dispatch, translatedCopy))
  expect(lines[1]).toMatchObject({ id: 'vestnik', mainSource: 'wire', voice: 'wire', origin: { of: 'wire' } })
  const plain = await trace(['--plain', '-'], jsonl(dispatch, translatedCopy))
  expect(plain.lines[1]).toMatchObject({ mainSource: 'vestnik', origin: { kind: 'own' } })
})

test('a row that only quotes another has a voice of its own', async () => {
  const quoting = {
    id: 'column',
    source: 'Herald of Two Rivers',
    at: '2026-03-04T10:00:00Z',
    text: `Every spring our town is told that the dams will hold, and every spring somebody has to carry a piano upstairs. I have carried mine twice, and my neighbours have stopped laughing at me for it. ${paragraph} That is what was said; what was left out is who signed the plans, and why nobody has read them in the eleven years since the last flood ruined the same streets, the same cellars and the same tempers.`,
  }
  const { lines } = await trace(['-'], jsonl(wire, quoting))
  expect(lines[1]).toMatchObject({
    origin: { kind: 'quoted', of: 'wire' },
    mainSource: 'wire',
    voice: 'column',
  })
})

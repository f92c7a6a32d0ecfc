import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { printReading } from '../../src/commands/read/printReading.ts'
import { Reading } from '../../src/domain/reading.ts'
import { readBytes } from '../../src/reading/readBytes.ts'

const root = path.resolve(import.meta.dirname, '../..')
const story = `Old pier to close for two winters...

The harbour council of Lower Brandt voted on Tuesday to close the old ferry pier for two winters, citing rust.

Ferries to the islands will leave from the fish market until the spring after next, and the fare stays the same.

Lake Radio / AFP

The original story was published at islandherald7 and the editors at Shore Today have verified it.`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mainsource-read-'))
  await writeFile(path.join(folder, 'story.txt'), story)
})
afterAll(() => rm(folder, { recursive: true }))

function mainsource(...args: string[]) {
  const options = { cwd: folder, env: { ...process.env, MAINSOURCE_DATA: path.join(folder, 'none') } }
  return promisify(execFile)(
    process.execPath,
    ['--import', path.join(root, 'src/tsx.ts'), path.join(root, 'src/cli.ts'), 'read', ...args],
    options,
  )
}

test('read prints the headline, the chain with the sentences that say so, and the body with its roles', async () => {
  const { stdout } = await mainsource('story.txt')
  expect(stdout).toContain('Old pier to close for two winters\n')
  expect(stdout).toContain('AFP (agency) → Lake Radio → islandherald7 → Shore Today (publisher)')
  expect(stdout).toContain('“Lake Radio / AFP”')
  expect(stdout).toMatch(/^lead {2,}The harbour council/m)
  expect(stdout).toMatch(/^source-note {2}The original story/m)
})

test('read --json prints the reading, and makes no data folder', async () => {
  const { stdout } = await mainsource('story.txt', '--json')
  expect(Reading.parse(JSON.parse(stdout)).credits[0]!.names).toEqual(['Lake Radio', 'AFP'])
  await expect(mainsource('none')).rejects.toMatchObject({ stderr: expect.stringContaining('no such file') })
})

test('a print-out keeps to its width, but for words that are longer', () => {
  const printed = printReading(readBytes(Buffer.from(story)), 60)
  for (const line of printed.split('\n').filter((line) => !line.startsWith('It declares'))) {
    expect(line.length).toBeLessThanOrEqual(60)
  }
})

test('bytes that are no UTF-8 are read as Windows-1252, and that is said', () => {
  const reading = readBytes(
    Buffer.from('Caf\xe9 to close\n\nThe caf\xe9 by the pier closes on Tuesday for good.', 'latin1'),
  )
  expect(reading.headline).toBe('Café to close')
  expect(reading.repairs).toHaveLength(1)
})

test('a page is read as a page, whatever its file is called', () => {
  const page = `<!doctype html><html lang="en"><head><title>Old pier to close - Shore Today</title></head><body><article><h1>Old pier to close</h1>${story
    .split('\n\n')
    .slice(1)
    .map((text) => `<p>${text}</p>`)
    .join('')}</article></body></html>`
  const reading = readBytes(Buffer.from(page))
  expect(reading.headline).toBe('Old pier to close')
  expect(reading.declared.map(({ name }) => name)).toEqual([
    'AFP',
    'Lake Radio',
    'islandherald7',
    'Shore Today',
  ])
})

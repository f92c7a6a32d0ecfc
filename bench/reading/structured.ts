import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { readFacts } from '../../src/reading/page/facts.ts'
import { parsePage } from '../../src/reading/page/tree.ts'
import { type Claim, dataSet, printTable } from '../claims.ts'

/** JSON-LD objects recovered from extruct's own test pages, the deliberately broken ones apart. */
export async function measureStructured(): Promise<Claim[]> {
  const folder = dataSet('metadata-structured')
  if (!folder) return []
  const files = (await readdir(path.join(folder, 'extruct'), { recursive: true })).filter((file) =>
    file.endsWith('.jsonld'),
  )
  const rows: (string | number)[][] = []
  const sum = { found: 0, expected: 0 }
  for (const broken of [false, true]) {
    const of = { found: 0, expected: 0 }
    for (const file of files.filter((file) => file.includes('invalid') === broken)) {
      const { found, expected } = await recovered(path.join(folder, 'extruct', file))
      of.found += found
      of.expected += expected
    }
    sum.found += of.found
    sum.expected += of.expected
    rows.push([broken ? 'broken JSON' : 'valid JSON', of.expected, of.found])
  }
  console.log('JSON-LD objects recovered exactly (metadata-structured, extruct)\n')
  printTable(['', 'objects', 'recovered'], rows)
  return [
    {
      name: 'metadata-structured: JSON-LD objects recovered',
      figure: sum.found / Math.max(1, sum.expected),
      target: 0.9,
    },
  ]
}

async function recovered(file: string): Promise<{ found: number; expected: number }> {
  const expected = objectsIn(JSON.parse(await readFile(file, 'utf8')))
  const html = await readFile(file.replace(/\.jsonld$/, '.html'), 'utf8').catch(() => undefined)
  if (html === undefined) return { found: 0, expected: 0 }
  const given = objectsIn(readFacts(parsePage(html).root, undefined).documents)
  const found = expected.filter((object) => given.some((other) => isDeepStrictEqual(other, object))).length
  return { found, expected: expected.length }
}

/** The outermost objects of a value; extruct wraps the lists of some pages as `{ items: […] }`. */
function objectsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (typeof value !== 'object' || value === null) return []
  const { items, ...rest } = value as { items?: unknown }
  return Array.isArray(items) && Object.keys(rest).length === 0 ? objectsIn(items) : [value]
}

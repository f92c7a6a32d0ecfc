import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'

const src = path.resolve(import.meta.dirname, '../../src')
const stages = [
  'intake',
  'reading',
  'tracing',
  'stories',
  'claims',
  'desk',
  'publishing',
  'alerts',
  'delivery',
]
/** Files at the top of src that are shared ground: any stage may stand on them, and they on no stage. */
const ground = [
  'stage',
  'failure',
  'config',
  'log',
  'repeats',
  'sanitize',
  'net',
  'gatherer',
  'onceFor',
  'remember',
]

interface Import {
  readonly from: string
  readonly to: string
}

/** The part a file belongs to: its folder under src, or its own name at the top. */
function partOf(file: string): string {
  return file.split('/')[0]!.replace(/\.tsx?$/, '')
}

/** Why an import points the wrong way, or undefined when it does not. */
function wrongWay({ from, to }: Import): string | undefined {
  const [importer, imported] = [partOf(from), partOf(to)]
  if (importer === imported) return undefined
  const says = `${from} imports ${to}`
  if (importer === 'text' || importer === 'domain')
    return `${says}: ${importer}/ stands on nothing else of ours`
  if (importer === 'db') {
    return ['domain', 'failure'].includes(imported) ? undefined : `${says}: db/ stands on domain/ alone`
  }
  if (ground.includes(importer)) {
    return [...ground, 'domain', 'db'].includes(imported)
      ? undefined
      : `${says}: shared ground stands on no stage`
  }
  if (stages.includes(importer)) {
    const allowed = [...ground, 'domain', 'db', 'text']
    return allowed.includes(imported)
      ? undefined
      : `${says}: stages do not import each other, nor what lists them`
  }
  return undefined
}

async function sourceFiles(): Promise<string[]> {
  const entries = await readdir(src, { recursive: true })
  return entries.filter((file) => /\.tsx?$/.test(file)).map((file) => file.split(path.sep).join('/'))
}

async function importsOf(file: string): Promise<Import[]> {
  const code = await readFile(path.join(src, file), 'utf8')
  const specifiers = code.matchAll(/\bfrom '(\.[^'\n]+)'|\bimport\('(\.[^'\n]+)'\)|^import '(\.[^'\n]+)'/gm)
  return [...specifiers].map((match) => ({
    from: file,
    to: path.posix.normalize(path.posix.join(path.posix.dirname(file), (match[1] ?? match[2] ?? match[3])!)),
  }))
}

async function allImports(): Promise<Import[]> {
  return (await Promise.all((await sourceFiles()).map(importsOf))).flat()
}

test('the check sees the modules: every file, and every import leads to a file', async () => {
  const files = new Set(await sourceFiles())
  const imports = await allImports()
  expect(files.has('pipeline.ts')).toBe(true)
  expect(imports.length).toBeGreaterThan(files.size)
  const inside = imports.filter(({ to }) => !to.startsWith('..'))
  expect(inside.filter(({ to }) => !files.has(to))).toEqual([])
})

test('imports point down: no stage imports another, text/ and domain/ import nothing of ours', async () => {
  expect((await allImports()).map(wrongWay).filter(Boolean)).toEqual([])
})

test('the check would find a wrong import', () => {
  expect(wrongWay({ from: 'tracing/stage.ts', to: 'stories/decideStory.ts' })).toBeDefined()
  expect(wrongWay({ from: 'text/scan.ts', to: 'domain/passage.ts' })).toBeDefined()
  expect(wrongWay({ from: 'db/reports.ts', to: 'reading/stage.ts' })).toBeDefined()
  expect(wrongWay({ from: 'tracing/stage.ts', to: 'text/scan.ts' })).toBeUndefined()
})

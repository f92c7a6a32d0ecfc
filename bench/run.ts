import { readdir } from 'node:fs/promises'
import { type Benchmark, cell, printTable, reached } from './claims.ts'

const support = new Set(['run', 'claims'])
const names = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .filter((name) => !support.has(name))
  .sort()

async function load(name: string): Promise<Benchmark> {
  return ((await import(`./${name}.ts`)) as { default: Benchmark }).default
}

async function list(): Promise<void> {
  console.log('npm run bench NAME runs one of these:\n')
  for (const name of names) console.log(`  ${name.padEnd(14)} ${(await load(name)).about}`)
}

async function run(name: string): Promise<void> {
  const claims = await (await load(name)).measure()
  printTable(
    ['claim', 'figure', 'target', ''],
    claims.map((claim) => [
      claim.name + (claim.unit ? ` (${claim.unit})` : ''),
      cell(claim.figure),
      `${claim.by === 'most' ? '≤' : '≥'} ${cell(claim.target)}`,
      reached(claim) ? 'reached' : 'short',
    ]),
  )
}

const name = process.argv[2]
if (name === undefined) await list()
else if (names.includes(name)) await run(name)
else {
  console.error(`There is no benchmark "${name}". These are: ${names.join(', ')}.`)
  process.exitCode = 1
}

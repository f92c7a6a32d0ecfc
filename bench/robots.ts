import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseRobots, robotsAllow } from '../src/intake/fetching/robots.ts'
import { type Benchmark, dataSet } from './claims.ts'

interface Case {
  readonly test: string
  readonly robots: string
  readonly agent: string
  readonly url: string
  readonly allowed: boolean
}

export default {
  about: 'robots.txt: the checks of a widely used parser, answered the same',
  async measure() {
    const folder = dataSet('robots')
    if (!folder) return []
    const lines = (await readFile(path.join(folder, 'cases.jsonl'), 'utf8')).trim().split('\n')
    const cases = lines.map((line) => JSON.parse(line) as Case)
    const wrong = cases.filter(
      (one) => robotsAllow(parseRobots(one.robots), one.agent, one.url) !== one.allowed,
    )
    for (const one of wrong) console.log(`${one.test}: ${JSON.stringify(one)}`)
    return [{ name: 'robots.txt, share equal', figure: 1 - wrong.length / cases.length, target: 1 }]
  },
} satisfies Benchmark

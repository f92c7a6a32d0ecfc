import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The rows of an evaluation set's `cases.jsonl`. */
export function readRows<Row>(folder: string): Row[] {
  return readFileSync(path.join(folder, 'cases.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row)
}

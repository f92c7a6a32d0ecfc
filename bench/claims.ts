import { existsSync } from 'node:fs'
import path from 'node:path'

/** A claim about speed or quality: what was measured beside what is aimed at. */
export interface Claim {
  readonly name: string
  readonly figure: number
  readonly target: number
  /** 'least': the figure must be at least the target; 'most': at most. */
  readonly by?: 'least' | 'most'
  readonly unit?: string
}

/** What a benchmark file gives: a line that says what it measures, and the measuring. */
export interface Benchmark {
  readonly about: string
  measure(): Promise<readonly Claim[]>
}

/** The folder of an evaluation set beside the checkout, or undefined, said on the terminal, when it is not there. */
export function dataSet(name: string): string | undefined {
  const folder = path.resolve(import.meta.dirname, '../../shared/data', name)
  if (existsSync(folder)) return folder
  console.log(`${name}: the data is not here (looked in ${path.relative(process.cwd(), folder)}); skipped.`)
  return undefined
}

export function reached({ figure, target, by = 'least' }: Claim): boolean {
  return by === 'least' ? figure >= target : figure <= target
}

/** Rows of text as a table: the first column to the left, the others to the right. */
export function printTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const cells = [head, ...rows.map((row) => row.map(cell))]
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)))
  for (const row of cells) {
    console.log(
      row
        .map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!)))
        .join('  '),
    )
  }
  console.log()
}

/** A figure with three digits after the point where it is a share, and none where it is large. */
export function cell(value: string | number): string {
  if (typeof value === 'string') return value
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en')
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(3)
}

/** The middle of several measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

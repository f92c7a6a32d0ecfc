/** A logistic model: the chance is 1 / (1 + e^-(bias + weights · values)). */
export interface Logistic {
  readonly weights: readonly number[]
  readonly bias: number
}

const rounds = 12

/** Logistic regression by Newton’s method on standardised values. `ridge` is added for each weight, not for the bias. */
export function regress(
  rows: readonly (readonly number[])[],
  labels: readonly boolean[],
  ridge: number,
): Logistic {
  const width = rows[0]!.length
  const mean = Array.from({ length: width }, (_, j) => average(rows, (row) => row[j]!))
  const spread = mean.map((middle, j) => Math.sqrt(average(rows, (row) => (row[j]! - middle) ** 2)) || 1)
  const standard = rows.map((row) => [...row.map((value, j) => (value - mean[j]!) / spread[j]!), 1])
  let fitted = new Array<number>(width + 1).fill(0)
  for (let round = 0; round < rounds; round++) fitted = step(standard, labels, fitted, ridge)
  const weights = mean.map((_, j) => fitted[j]! / spread[j]!)
  return { weights, bias: fitted[width]! - weights.reduce((sum, weight, j) => sum + weight * mean[j]!, 0) }
}

/** The bias and the weighted sum of the values, before they become a chance. */
export function logit({ weights, bias }: Logistic, values: readonly number[]): number {
  return values.reduce((sum, value, i) => sum + weights[i]! * value, bias)
}

export function chance(model: Logistic, values: readonly number[]): number {
  return 1 / (1 + Math.exp(-logit(model, values)))
}

function step(
  rows: readonly (readonly number[])[],
  labels: readonly boolean[],
  weights: readonly number[],
  ridge: number,
): number[] {
  const width = weights.length
  const isBias = (j: number) => j === width - 1
  const slope = weights.map((weight, j) => (isBias(j) ? 0 : -ridge * weight))
  const curve = weights.map((_, j) => weights.map((_, k) => (j === k ? (isBias(j) ? 1e-9 : ridge) : 0)))
  rows.forEach((row, i) => {
    const guess = chance({ weights, bias: 0 }, row)
    const error = (labels[i] ? 1 : 0) - guess
    const sureness = guess * (1 - guess)
    for (let j = 0; j < width; j++) {
      slope[j]! += error * row[j]!
      for (let k = 0; k <= j; k++) curve[j]![k]! += sureness * row[j]! * row[k]!
    }
  })
  for (let j = 0; j < width; j++) for (let k = 0; k < j; k++) curve[k]![j] = curve[j]![k]!
  return solve(curve, slope).map((change, j) => weights[j]! + change)
}

/** Solves a symmetric system of equations by elimination. */
function solve(matrix: number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!])
  const size = rows.length
  for (let i = 0; i < size; i++) {
    const pivot = rows
      .slice(i)
      .reduce((best, row, k) => (Math.abs(row[i]!) > Math.abs(rows[best]![i]!) ? i + k : best), i)
    ;[rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!]
    for (let k = 0; k < size; k++) {
      if (k === i) continue
      const factor = rows[k]![i]! / rows[i]![i]!
      for (let j = i; j <= size; j++) rows[k]![j]! -= factor * rows[i]![j]!
    }
  }
  return rows.map((row, i) => row[size]! / row[i]!)
}

function average<One>(of: readonly One[], value: (one: One) => number): number {
  return of.reduce((sum, one) => sum + value(one), 0) / of.length
}

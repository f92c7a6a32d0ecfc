/**
 * How often a decision was right, by the product of its chances: isotonic regression over 4,658 decisions on made copies
 * with the clocks of the web (bench/tracing/reliability.ts), other seeds and articles than those it is checked on.
 */
const curve: readonly (readonly [chance: number, right: number])[] = [
  [0, 0],
  [0.336, 0.337],
  [0.529, 0.491],
  [0.629, 0.512],
  [0.687, 0.588],
  [0.763, 0.634],
  [0.869, 0.65],
  [0.918, 0.955],
  [0.969, 0.971],
  [0.997, 0.976],
  [1, 0.99],
]

/** What a product of chances comes to in truth, 0 to 1; between the points of the curve along straight lines. */
export function calibrated(chance: number): number {
  const next = Math.max(
    1,
    curve.findIndex(([from]) => from >= chance),
  )
  const [x, y] = curve[next - 1]!
  const [x1, y1] = curve[next]!
  return y + ((y1 - y) * (chance - x)) / (x1 - x)
}

/** A copy in an order that depends on the seed alone. */
export function shuffled<Value>(values: readonly Value[], seed: number): Value[] {
  const order = [...values]
  let state = seed
  for (let i = order.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const other = state % (i + 1)
    ;[order[i], order[other]] = [order[other]!, order[i]!]
  }
  return order
}

/** B-cubed precision, recall and F1 of a grouping against the true one (Bagga and Baldwin 1998). */
export function bCubed(truth: readonly string[], found: readonly string[]) {
  const both = truth.map((group, i) => `${group}\n${found[i]}`)
  const [inTruth, inFound, inBoth] = [counts(truth), counts(found), counts(both)]
  let precision = 0
  let recall = 0
  truth.forEach((group, i) => {
    precision += inBoth.get(both[i]!)! / inFound.get(found[i]!)!
    recall += inBoth.get(both[i]!)! / inTruth.get(group)!
  })
  precision /= truth.length
  recall /= truth.length
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) }
}

function counts(groups: readonly string[]): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  return sizes
}

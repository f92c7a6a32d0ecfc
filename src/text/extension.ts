/** How far a match reaches from where it starts: words on both sides, and how many of them are the same. */
export interface Reach {
  here: number
  there: number
  same: number
}

/** A changed word costs one gain, an added or dropped word one and a half; see `scoreOf`. */
const editCost = 2
/** A match is given up when it has lost this much since its best: about 8 changed words in a row. */
const patience = 8
const mostEdits = 400

/** Furthest word of `here` reached on each diagonal, and how many of the words on the way are the same. */
let reached = new Int32Array(2 * mostEdits + 3)
let nextReached = new Int32Array(2 * mostEdits + 3)
let same = new Int32Array(2 * mostEdits + 3)
let nextSame = new Int32Array(2 * mostEdits + 3)

/**
 * Follows two texts from a common point as long as they stay alike, over changed, added and dropped words, and gives
 * the best stretch found, which ends with a word that is the same. `here` are word hashes, `there` words packed above
 * 8 bits. `step` is 1 to go forward, -1 to go back from the words before `hereFrom` and `thereFrom`.
 *
 * The greedy alignment of Zhang, Schwartz, Wagner and Miller (2000): furthest reach on each diagonal for each number of
 * edits, so that an unchanged text costs one comparison a word.
 */
export function extend(
  here: Int32Array,
  hereFrom: number,
  hereLength: number,
  there: Int32Array,
  thereFrom: number,
  thereLength: number,
  step: 1 | -1,
  best: Reach,
): Reach {
  best.here = 0
  best.there = 0
  best.same = 0
  let bestScore = 0
  const middle = mostEdits + 1
  let i = 0
  while (
    i < hereLength &&
    i < thereLength &&
    here[hereFrom + step * i] === there[thereFrom + step * i]! >>> 8
  )
    i++
  reached[middle] = i
  same[middle] = i
  bestScore = i
  best.here = i
  best.there = i
  best.same = i
  let low = 0
  let high = 0
  for (let edits = 1; edits < mostEdits && low <= high; edits++) {
    let first = high + 2
    let last = low - 2
    for (let k = low - 1; k <= high + 1; k++) {
      // Diagonal k: words of `there` less words of `here`.
      let at = -1
      let kept = 0
      if (k >= low && k <= high && reached[middle + k]! >= 0) {
        at = reached[middle + k]! + 1
        kept = same[middle + k]!
      }
      if (k > low && reached[middle + k - 1]! >= at && reached[middle + k - 1]! >= 0) {
        at = reached[middle + k - 1]!
        kept = same[middle + k - 1]!
      }
      if (k < high && reached[middle + k + 1]! >= 0 && reached[middle + k + 1]! + 1 >= at) {
        if (reached[middle + k + 1]! + 1 > at || same[middle + k + 1]! > kept) kept = same[middle + k + 1]!
        at = reached[middle + k + 1]! + 1
      }
      nextReached[middle + k] = -1
      if (at < 0 || at > hereLength || at + k > thereLength || at + k < 0) continue
      let j = at + k
      while (
        at < hereLength &&
        j < thereLength &&
        here[hereFrom + step * at] === there[thereFrom + step * j]! >>> 8
      ) {
        at++
        j++
        kept++
      }
      const score = scoreOf(at, j, edits)
      if (score < bestScore - patience) continue
      nextReached[middle + k] = at
      nextSame[middle + k] = kept
      if (k < first) first = k
      if (k > last) last = k
      if (score > bestScore) {
        bestScore = score
        best.here = at
        best.there = j
        best.same = kept
      }
    }
    low = first
    high = last
    const oldReached = reached
    reached = nextReached
    nextReached = oldReached
    const oldSame = same
    same = nextSame
    nextSame = oldSame
  }
  return best
}

/** One for each word that is the same, minus one for each changed and one and a half for each added or dropped. */
function scoreOf(here: number, there: number, edits: number): number {
  return (here + there) / 2 - editCost * edits
}

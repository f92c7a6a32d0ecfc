import type { ChangeEffect } from '../domain/difference.ts'
import type { Passage } from '../domain/passage.ts'
import { type Scan, scan } from '../text/scan.ts'
import { wordChanges } from '../text/wordChanges.ts'
import { effectsOf } from './decideDifference.ts'

/** A place where a copy still says what its origin said before it was corrected. */
export interface StalePassage {
  /** The words in the copy, a few to either side included. */
  readonly here: Passage
  /** The same words in the origin's earlier text. */
  readonly before: Passage
  /** Those of them that were changed; empty where words were only put in. */
  readonly was: Passage
  /** What stands there in the origin now; empty where it was taken out. */
  readonly now: Passage
  readonly effects: readonly ChangeEffect[]
}

/** Words to either side of a change by which a copy's place is known to be the same. */
const contextWords = 4

/**
 * Where a copy still carries what a correction changed: the earlier words with four to either side stand in it
 * unchanged. Empty where it does not, or never did.
 */
export function decideStale(copy: string, before: string, now: string): StalePassage[] {
  const copied = scan(copy)
  const old = scan(before)
  const fresh = scan(now)
  const whole = (text: string) => ({ start: 0, end: text.length })
  return wordChanges(fresh, whole(now), old, whole(before)).flatMap((change) => {
    const window = widened(old, change.there)
    const at = placeOf(copied, old, window)
    if (at < 0) return []
    const span = ({ starts, ends }: Scan, first: number, end: number) => ({
      start: starts[first]!,
      end: ends[end - 1]!,
    })
    return [
      {
        here: span(copied, at, at + window.end - window.first),
        before: span(old, window.first, window.end),
        was: change.there,
        now: change.here,
        effects: effectsOf(change, fresh, old),
      },
    ]
  })
}

interface Window {
  readonly first: number
  readonly end: number
}

/** The words of a span and a few to either side: first, and one past the last. */
function widened({ starts, count }: Scan, span: Passage): Window {
  let first = 0
  while (first < count && starts[first]! < span.start) first++
  let end = first
  while (end < count && starts[end]! < span.end) end++
  return { first: Math.max(0, first - contextWords), end: Math.min(count, end + contextWords) }
}

/** Where in a text the words of a window stand, or -1. A window of fewer words than its context says nothing. */
function placeOf(text: Scan, old: Scan, { first, end }: Window): number {
  const length = end - first
  if (length < contextWords) return -1
  for (let at = 0; at + length <= text.count; at++) {
    let same = 0
    while (same < length && text.words[at + same] === old.words[first + same]) same++
    if (same === length) return at
  }
  return -1
}

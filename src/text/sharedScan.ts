import { type Scan, scan } from './scan.ts'

/** Texts on their way through the stages at one time; more are scanned anew. */
const mostKept = 256
const kept = new Map<string, Scan>()

/** The scan of a text that several ask for one after the other, made once. The newest few are kept, some kilobytes each. */
export function sharedScan(text: string): Scan {
  const found = kept.get(text)
  if (found) return found
  const made = scan(text)
  kept.set(text, made)
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
  return made
}

export const prefixSeed = 0x811c9dc5 | 0
export const prefixPrime = 0x01000193

/** What is added to a word's hash so that the same word of another field is another word. */
export function saltOf(field: number): number {
  return Math.imul(field, 0x632be59a) & ~1
}

/** The hash of folded letters, made unit by unit from `prefixSeed` on. */
export function prefixHash(start: string): number {
  let hash = prefixSeed
  for (let i = 0; i < start.length; i++) hash = Math.imul(hash ^ start.charCodeAt(i), prefixPrime)
  return hash
}

/**
 * Text as PostgreSQL can keep it: without the null character, which its text cannot hold, and with U+FFFD for half
 * a surrogate pair, which its JSON refuses.
 */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

/** A plain value, every text in it storable. */
export function storableValue<Value>(value: Value): Value {
  if (typeof value === 'string') return storable(value) as Value
  if (Array.isArray(value)) return value.map(storableValue) as Value
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, storableValue(one)])) as Value
}

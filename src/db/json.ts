/** A value as JSON text for a jsonb column: both drivers take the text the same way, arrays included. */
export function json(value: unknown): string {
  return JSON.stringify(value)
}

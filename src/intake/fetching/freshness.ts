/** Header names are lower case. */
export type Headers = Readonly<Record<string, string | undefined>>

/**
 * How long an answer says that it stays fresh, in seconds (RFC 9111): max-age, else Expires less Date, less Age.
 * Undefined when it does not say, 0 when it says that it is stale at once.
 */
export function freshSeconds(headers: Headers, now: Date): number | undefined {
  const control = headers['cache-control'] ?? ''
  if (/\bno-(?:cache|store)\b/i.test(control)) return 0
  const age = wholeNumber(headers['age']) ?? 0
  const maxAge = wholeNumber(control.match(/\bmax-age\s*=\s*"?(\d{1,10})/i)?.[1])
  if (maxAge !== undefined) return Math.max(0, maxAge - age)
  if (headers['expires'] === undefined) return undefined
  const expires = Date.parse(headers['expires'])
  if (Number.isNaN(expires)) return 0
  const served = Date.parse(headers['date'] ?? '')
  return Math.max(0, Math.round((expires - (Number.isNaN(served) ? now.getTime() : served)) / 1000) - age)
}

/** The time a Retry-After header asks to wait for (seconds or an HTTP date); undefined when it asks nothing sensible. */
export function retryAfter(headers: Headers, now: Date): Date | undefined {
  const value = headers['retry-after']?.trim()
  if (!value) return undefined
  const seconds = wholeNumber(value)
  const at = seconds === undefined ? Date.parse(value) : now.getTime() + seconds * 1000
  return at > now.getTime() && at < 8.64e15 ? new Date(at) : undefined
}

function wholeNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,10}$/.test(value.trim()) ? Number(value) : undefined
}

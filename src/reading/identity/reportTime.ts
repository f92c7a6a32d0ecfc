const dayMs = 86_400_000
/** The web has no news from before; an earlier date is a clock or a field left at its zero. */
const earliest = Date.parse('1990-01-01T00:00:00Z')

/** When a report counts as published: its printed time where that can be believed, else when it was seen. */
export function reportTime(published: Date | undefined, seen: Date): Date {
  if (!published || Number.isNaN(published.getTime())) return seen
  const plausible = published.getTime() >= earliest && published.getTime() <= seen.getTime() + dayMs
  return plausible ? published : seen
}

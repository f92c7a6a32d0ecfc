/** What changes a topic within this time is sent together. */
export const apartMs = 1000

/** When a topic is sent next: at once, or some time after it was sent last. */
export function pushAfter(pushedAt: Date | null, now: Date): Date | undefined {
  const next = (pushedAt?.getTime() ?? 0) + apartMs
  return next > now.getTime() ? new Date(next) : undefined
}

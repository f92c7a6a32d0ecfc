import type { DeliveryToMake } from '../db/deliveries.ts'

/** The addresses that an alert gives its reader. */
export interface AlertLinks {
  readonly report: string
  readonly story: string
  readonly mainSource: string | undefined
  readonly manage: string
  readonly mute: string
  readonly unsubscribe: string
  /** With `/` and a report's id after it, its page; so with a story's, and for muting it. */
  readonly reports: string
  readonly stories: string
  readonly mutes: string
}

export function linksOf(
  { body, subscription }: Pick<DeliveryToMake, 'body' | 'subscription'>,
  siteUrl: string,
): AlertLinks {
  const manage = `${siteUrl}/subscriptions/${subscription.manageToken}`
  const [reports, stories, mutes] = [`${siteUrl}/reports`, `${siteUrl}/stories`, `${manage}/mute`]
  return {
    report: `${reports}/${body.report.id}`,
    story: `${stories}/${body.story.id}`,
    mainSource: body.mainSource.url,
    manage,
    mute: `${mutes}/${body.story.id}`,
    unsubscribe: `${manage}/unsubscribe`,
    reports,
    stories,
    mutes,
  }
}

export function confirmLink(confirmToken: string, siteUrl: string): string {
  return `${siteUrl}/subscriptions/confirm/${confirmToken}`
}

import type { DeliveryToMake } from '../db/deliveries.ts'

/** The addresses that an alert gives its reader. */
export interface AlertLinks {
  readonly report: string
  readonly story: string
  readonly mainSource: string | undefined
  readonly manage: string
  readonly mute: string
  readonly unsubscribe: string
}

export function linksOf(
  { body, subscription }: Pick<DeliveryToMake, 'body' | 'subscription'>,
  siteUrl: string,
): AlertLinks {
  const manage = `${siteUrl}/subscriptions/${subscription.manageToken}`
  return {
    report: `${siteUrl}/reports/${body.report.id}`,
    story: `${siteUrl}/stories/${body.story.id}`,
    mainSource: body.mainSource.url,
    manage,
    mute: `${manage}/mute/${body.story.id}`,
    unsubscribe: `${manage}/unsubscribe`,
  }
}

export function confirmLink(confirmToken: string, siteUrl: string): string {
  return `${siteUrl}/subscriptions/confirm/${confirmToken}`
}

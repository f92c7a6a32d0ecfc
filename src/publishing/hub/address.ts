import type { Config } from '../../config.ts'

/** Which hub tells of changes of the feeds (W3C WebSub), where one does. */
export interface Hub {
  readonly url: string
  /** True where it is this site. */
  readonly isOwn: boolean
}

export const hubPath = '/hub'

export function hubOf({
  hubUrl,
  ownHub,
  siteUrl,
}: Pick<Config, 'hubUrl' | 'ownHub' | 'siteUrl'>): Hub | undefined {
  if (hubUrl) return { url: hubUrl, isOwn: false }
  return ownHub ? { url: siteUrl + hubPath, isOwn: true } : undefined
}

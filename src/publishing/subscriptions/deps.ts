import type { SiteDeps } from '../site/deps.ts'

/** What the pages of subscriptions are given. */
export type SubscriptionDeps = Pick<SiteDeps, 'db' | 'config' | 'now' | 'alerts'>

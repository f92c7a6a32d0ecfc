import type { SiteDeps } from '../site/deps.ts'

export type FeedDeps = Pick<SiteDeps, 'db' | 'config' | 'feedQueries' | 'now'>

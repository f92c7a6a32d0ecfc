import type { Context } from 'hono'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/open.ts'
import type { Logger } from '../../log.ts'
import type { People } from '../people/accounts.ts'
import type { SiteEnv } from './reader.ts'

/** What the pages are given. */
export interface SiteDeps {
  readonly db: Db
  readonly config: Config
  readonly log: Logger
  readonly now: () => Date
  readonly people: People
}

export type SiteContext = Context<SiteEnv>

import type { Moment } from '../domain/moment.ts'
import type { RawBlock } from './text/rawBlock.ts'

/** A page or text taken apart, before its blocks' roles are known and anything is found in them. */
export interface Draft {
  /** As printed; empty when there is none. */
  readonly headline: string
  readonly blocks: readonly RawBlock[]
  /** Strings that are known to name the authors. */
  readonly authors: readonly string[]
  readonly published?: Moment
  readonly modified?: Moment
  readonly lang?: string
  readonly dir?: 'ltr' | 'rtl'
  readonly canonicalUrl?: string
  /** The name the page gives itself. */
  readonly siteName?: string
  /** The name its source is known by from elsewhere: believed less than the page. */
  readonly sourceName?: string
  readonly url?: string
  readonly repairs: readonly string[]
}

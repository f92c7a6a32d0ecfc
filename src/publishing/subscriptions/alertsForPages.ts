import type { Tx } from '../../db/open.ts'
import type { Heeded, QueryPreview } from '../../domain/alerts.ts'
import type { Handoff } from '../../stage.ts'
import type { Query } from '../../text/queries/query.ts'

export interface AlertsForPages {
  /** Tries a query on what was public lately, by the rules given, in one story where one is given. */
  preview(query: Query, heeded?: Heeded): Promise<QueryPreview>
  /** Does something and hands on what follows from it, both or neither. */
  inTransaction<Result extends { handoffs: readonly Handoff[] }>(
    act: (tx: Tx) => Promise<Result>,
  ): Promise<Result>
}

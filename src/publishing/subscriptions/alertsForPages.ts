import type { Tx } from '../../db/open.ts'
import type { QueryPreview } from '../../domain/alerts.ts'
import type { Handoff } from '../../stage.ts'
import type { Query } from '../../text/queries/query.ts'

export interface AlertsForPages {
  /** Tries a query on what was public lately. */
  preview(query: Query): Promise<QueryPreview>
  /** Does something and hands on what follows from it, both or neither. */
  inTransaction<Result extends { handoffs: readonly Handoff[] }>(
    act: (tx: Tx) => Promise<Result>,
  ): Promise<Result>
}

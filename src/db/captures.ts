import { type CaptureId, type ImportId, type ItemId, newId, type SourceId } from '../domain/ids.ts'
import { json } from './json.ts'
import type { Db, Tx } from './open.ts'
import type { CaptureHints } from './schema.ts'
import { storable, storableValue } from './storable.ts'

export interface NewCapture {
  readonly sourceId: SourceId
  readonly itemId?: ItemId
  readonly importId?: ImportId
  readonly externalId?: string
  readonly url?: string
  /** `html`: a whole page; `fragment`: a feed item's own HTML; `text`: plain text. */
  readonly kind: 'html' | 'text' | 'fragment'
  readonly content: string
  /** What tells one state of it from another: the same hash at the same place is kept once. */
  readonly hash: string
  readonly hints?: CaptureHints
  readonly capturedAt?: Date
}

/** Keeps what came in. Undefined when the same content from the same place is there already. */
export async function saveCapture(db: Db | Tx, capture: NewCapture): Promise<CaptureId | undefined> {
  const row = await db
    .insertInto('captures')
    .values({
      id: newId('capture'),
      source_id: capture.sourceId,
      item_id: capture.itemId ?? null,
      import_id: capture.importId ?? null,
      external_id: capture.externalId === undefined ? null : storable(capture.externalId),
      url: capture.url === undefined ? null : storable(capture.url),
      kind: capture.kind,
      content: storable(capture.content),
      hash: capture.hash,
      hints: json(storableValue(capture.hints ?? {})),
      captured_at: capture.capturedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** What came in, as it came, and from whom. */
export interface Capture {
  readonly id: CaptureId
  readonly sourceId: SourceId
  readonly sourceName: string
  readonly externalId?: string
  readonly url?: string
  readonly kind: NewCapture['kind']
  readonly content: string
  readonly hints: CaptureHints
  readonly capturedAt: Date
}

export async function findCapture(db: Db | Tx, id: CaptureId): Promise<Capture | undefined> {
  const row = await db
    .selectFrom('captures')
    .innerJoin('sources', 'sources.id', 'captures.source_id')
    .selectAll('captures')
    .select('sources.name as source_name')
    .where('captures.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    id: row.id,
    sourceId: row.source_id,
    sourceName: row.source_name,
    externalId: row.external_id ?? undefined,
    url: row.url ?? undefined,
    kind: row.kind,
    content: row.content,
    hints: row.hints,
    capturedAt: row.captured_at,
  }
}

import { type RawBuilder, sql } from 'kysely'

/**
 * Which voice a report speaks with: its main source, by name. Reports that go back to one source are one voice, also
 * where they go back to several reports of it, or it was only declared (an agency whose text was never seen). A report
 * that only quotes another speaks with its own.
 * Expects `current_origins` as o and the report's own source as s to be joined.
 */
export const voiceName: RawBuilder<string> = sql<string>`case when o.kind = 'quoted' then s.name else coalesce(o.main_name, s.name) end`

/** The voice as it is compared. */
export const voice: RawBuilder<string> = sql<string>`lower(${voiceName})`

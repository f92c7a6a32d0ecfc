import { type RawBuilder, sql } from 'kysely'

/**
 * Which voice a report speaks with: its main source. Two reports with one main source are one voice, also where that
 * source was only declared (an agency whose text was never seen): then its name stands for it.
 * Expects `reports` as r, `current_origins` as o, and the main report's source as ms to be joined.
 */
export const voice: RawBuilder<string> = sql<string>`case
  when o.main_report_id is null then r.id
  when lower(o.main_name) <> lower(ms.name) then 'name:' || lower(o.main_name)
  else o.main_report_id
end`

import { revisionText } from '../db/revisions.ts'
import { saveClaims } from '../db/statements.ts'
import { saidBlocks } from '../domain/dateline.ts'
import type { Stage } from '../stage.ts'
import { findClaims } from './findClaims.ts'

/** Claims: finds who says what in a report, and the figures it gives. */
export const findClaimsStage: Stage<'report.placed'> = {
  name: 'claims',
  takes: 'report.placed',
  lanes: 1,
  async run(message, tx) {
    const report = await revisionText(tx, message.reportId, message.revisionId)
    if (!report) return []
    const claims = findClaims(report.text, saidBlocks(report.reading, report.text), report.lang)
    await saveClaims(tx, message.reportId, message.revisionId, claims)
    return [{ to: 'report.claimed', message }]
  },
}

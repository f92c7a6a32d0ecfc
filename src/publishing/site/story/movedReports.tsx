import type { Db } from '../../../db/open.ts'
import { nameReports } from '../../../db/pages/report.ts'
import { movesFrom, type StoryMove } from '../../../db/stories.ts'
import type { StoryId } from '../../../domain/ids.ts'

const mostShown = 20

/** The public reports that later evidence moved out of a story, the latest first, each once. */
export async function movedReports(db: Db, story: StoryId): Promise<StoryMove[]> {
  const moves = await movesFrom(db, story, mostShown)
  const shown = await nameReports(
    db,
    moves.map((move) => move.reportId),
  )
  const once = new Map(moves.toReversed().map((move) => [move.reportId, move]))
  return [...once.values()].toReversed().filter((move) => shown.has(move.reportId))
}

/** Says where reports went that were in this story, and why; nothing where none was moved. */
export function MovedReports({ moves }: { moves: readonly StoryMove[] }) {
  if (moves.length === 0) return null
  return (
    <section class="section" aria-labelledby="moved">
      <h2 id="moved">Moved to another story</h2>
      <ul class="change-list">
        {moves.map((move) => (
          <li>
            <p>
              <a href={`/reports/${move.reportId}`}>{move.headline}</a> is now in{' '}
              <a href={`/stories/${move.to}`}>{move.toHeadline}</a>.
            </p>
            <p class="soft">{move.reasons.join(' ')}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

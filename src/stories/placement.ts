import type { Placement } from '../domain/story.ts'
import type { Grouped } from './group.ts'

/** Why a report was put where it is, with what it showed of other stories. */
export function placementOf({ story, decided, merged }: Grouped): Placement {
  const { similarity, sharedWords, reasons, follows } = decided
  const mergers = merged.map(
    (one) =>
      `It showed that “${one.story.headline}” is the same story: their reports are ${one.likeness.toFixed(2)} alike.`,
  )
  return {
    story: story.id,
    similarity: Math.min(1, similarity),
    sharedWords: [...sharedWords],
    reasons: [...reasons, ...mergers],
    ...(follows === undefined ? {} : { follows }),
  }
}

/** Why a report was moved, when the report headed `because` came. */
export function placementOfMoved(move: Grouped['moves'][number], report: string, because: string): Placement {
  const { headline, fromHeadline, to, toLikeness, fromLikeness, sharedWords } = move
  const alone = toLikeness === 0
  const here = alone
    ? 'It stands alone here, and is'
    : `It is ${toLikeness.toFixed(2)} alike to the reports here and`
  const words = sharedWords.length > 0 ? `; here they speak of ${sharedWords.slice(0, 5).join(', ')}` : ''
  return {
    story: to,
    similarity: alone ? 1 : Math.min(1, toLikeness),
    sharedWords: [...sharedWords],
    reasons: [
      ...(report === move.report ? [] : [`It stays with “${headline}”, which was moved.`]),
      `It was in “${fromHeadline}” at first, and was moved here when “${because}” came and the reports were compared anew.`,
      `${here} ${fromLikeness.toFixed(2)} ${alone ? 'alike ' : ''}to those it left${words}.`,
    ],
  }
}

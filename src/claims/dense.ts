import type { Passage } from '../domain/passage.ts'
import type { Unit } from './units.ts'

const said = '(?:表示|宣布|指出|强调|透露|认为|警告|回应|说道|说|称)'
const name = String.raw`[\p{Script=Han}\p{L}\p{N}·・]{2,24}?`
const leading = new RegExp(
  `^(?:[^，。；]{0,12}，)?(?<speaker>${name})(?<cue>${said})[，：:,]?\\s*(?<content>\\S.*)$`,
  'su',
)
const according = new RegExp(
  `^据(?<speaker>${name})(?<cue>报道|介绍|称|透露|消息)[，：:,]\\s*(?<content>\\S.*)$`,
  'su',
)

/** Parts of a Chinese statement, found by its order: speaker, verb of speech, what is said. */
export interface DenseStatement {
  readonly speaker: Passage
  readonly cue: Passage
  readonly content: Passage
}

/** True for a text written mostly without spaces. */
export function isDenseText(text: string): boolean {
  return (text.match(/\p{Script=Han}/gu)?.length ?? 0) * 2 > text.replace(/\s/g, '').length
}

/** `SPEAKER表示，CONTENT` and `据SPEAKER报道，CONTENT`. */
export function denseStatement(text: string, unit: Unit): DenseStatement | undefined {
  const words = text.slice(unit.start, unit.end).replace(/[。.]$/u, '')
  const match = according.exec(words) ?? leading.exec(words)
  if (!match?.groups) return undefined
  const { speaker, cue, content } = match.groups as Record<'speaker' | 'cue' | 'content', string>
  const contentStart = unit.start + words.length - content.length
  const cueStart = unit.start + words.indexOf(cue, words.indexOf(speaker) + speaker.length)
  const speakerStart = cueStart - speaker.length
  return {
    speaker: { start: speakerStart, end: cueStart },
    cue: { start: cueStart, end: cueStart + cue.length },
    content: { start: contentStart, end: contentStart + content.length },
  }
}

import { overlap, type Passage } from '../../../domain/passage.ts'
import type { Block, Reading } from '../../../domain/reading.ts'

/** A block of a report with the number that sentences about it point to. */
export interface Paragraph {
  readonly number: number
  readonly block: Block
}

export interface Paragraphs {
  /** What belongs to the report, in the order printed, without its headline. */
  readonly report: readonly Paragraph[]
  /** What else was on the page. */
  readonly rest: readonly Paragraph[]
  /** The number of the paragraph that a place in the text falls in; undefined for the headline. */
  numberAt(start: number): number | undefined
  /** The numbers of the paragraphs that a passage reaches into. */
  numbersIn(passage: Passage): number[]
}

const besideReport: ReadonlySet<Block['role']> = new Set(['boilerplate', 'navigation'])

/** The blocks that belong to the report, its headline among them. */
export function blocksOfReport(blocks: Reading['blocks']): Reading['blocks'] {
  return blocks.filter((block) => !besideReport.has(block.role))
}

/** Numbers the paragraphs of a page from 1, the headline aside, which has the top of the page to itself. */
export function numberParagraphs(reading: Pick<Reading, 'blocks'>): Paragraphs {
  const all = reading.blocks
    .filter((block) => block.role !== 'headline')
    .map((block, index) => ({ number: index + 1, block }))
  return {
    report: all.filter(({ block }) => !besideReport.has(block.role)),
    rest: all.filter(({ block }) => besideReport.has(block.role)),
    numbersIn: (passage) =>
      all.filter(({ block }) => overlap(block, passage) > 0).map(({ number }) => number),
    numberAt: (start) => all.find(({ block }) => start >= block.start && start < block.end)?.number,
  }
}

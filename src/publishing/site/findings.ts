import type { DevelopmentKind } from '../../domain/story.ts'

/** What a development is called before its sentence. */
export const developmentWords: Record<DevelopmentKind, string> = {
  'first-report': 'First report',
  'new-statement': 'New statement',
  'new-figure': 'New figure',
  'changed-figure': 'Changed figure',
  correction: 'Correction',
  denial: 'Denial',
  withdrawal: 'Withdrawal',
  'new-information': 'New',
}

/** What a report is in respect of its main source. */
export const originWords: Record<'whole' | 'modified' | 'quoted' | 'own', string> = {
  whole: 'whole copy',
  modified: 'modified copy',
  quoted: 'quotes it',
  own: 'own text',
}

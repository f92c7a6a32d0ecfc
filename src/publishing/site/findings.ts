/** What a report is in respect of its main source. */
export const originWords: Record<'whole' | 'modified' | 'quoted' | 'own', string> = {
  whole: 'whole copy',
  modified: 'modified copy',
  quoted: 'quotes it',
  own: 'own text',
}

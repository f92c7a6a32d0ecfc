import type { Figure, Statement } from '../domain/claims.ts'
import type { Unit } from './units.ts'

export function findFigures(
  _text: string,
  _units: readonly Unit[],
  _statements: readonly Statement[],
): Figure[] {
  return []
}

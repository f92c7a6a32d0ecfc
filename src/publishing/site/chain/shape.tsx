import type { ChainNode } from './graph.ts'

/** In the order that a key shows them. */
export const shapesUsed = [
  'own',
  'whole',
  'modified',
  'quoted',
  'declared',
] as const satisfies ChainNode['kind'][]

/** The mark of a node, by what it is: told apart by its outline and not by colour. */
export function Shape({ kind, x, y }: { kind: ChainNode['kind']; x: string; y: number }) {
  return (
    <svg
      class={`chain-shape is-${kind}`}
      x={x}
      y={y}
      overflow="visible"
      width="1"
      height="1"
      aria-hidden="true"
    >
      <path d={outlines[kind]} />
    </svg>
  )
}

const outlines: Record<ChainNode['kind'], string> = {
  own: 'M-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z',
  declared: 'M-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z',
  whole: 'M-5 -5h10v10h-10z',
  modified: 'M0 -7L7 0L0 7L-7 0z',
  quoted: 'M-6 5L0 -6L6 5z',
}

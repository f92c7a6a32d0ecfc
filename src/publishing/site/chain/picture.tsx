import { originWords } from '../findings.ts'
import { count, duration, shortDuration } from '../words.ts'
import type { ChainNode, ChainRow } from './graph.ts'
import { Shape, shapesUsed } from './shape.tsx'
import { type TimeScale, timeScale } from './timeScale.ts'

const rowHeight = 36
const headHeight = 28
/** Where in its row the line of a node runs; its label stands above the line. */
const lineAt = 26
const labelAt = 15
const longestName = 24
/** The picture's width on a small phone, and a letter's in the widest usual font, bold in a name; in pixels. */
const phoneWidth = 340
const nameLetter = 9
const lagLetter = 8.25

interface PictureProps {
  rows: readonly ChainRow[]
  /** How many there are in all, where more than are shown. */
  all?: number
  /** The node that the page is about. */
  here?: string
}

/**
 * Who took from whom, as a picture: a row for each report, main sources to the left, time to the right. The same is in
 * words for those who do not see it, and each report is a link. Widths are in percent and heights in pixels, so letters
 * are as large on a phone as elsewhere.
 */
export function ChainPicture({ rows, all = rows.length, here }: PictureProps) {
  const scale = timeScale(Math.max(0, ...rows.map((row) => row.sinceMainMs)))
  const height = headHeight + rows.length * rowHeight + 6
  return (
    <figure class="chain-figure">
      <svg
        class="chain-picture"
        width="100%"
        height={height}
        aria-labelledby="chain-title"
        aria-describedby="chain-words"
      >
        <title id="chain-title">Who took from whom</title>
        <desc id="chain-words">{inWords(rows)}</desc>
        <Axis scale={scale} height={height} />
        <g>
          {rows.map(
            ({ node }, index) => node.id === here && <RowGround index={index} class="chain-row is-here" />,
          )}
          {rows.map((row, index) => (
            <Trunk row={row} index={index} scale={scale} />
          ))}
        </g>
        {rows.map((row, index) => (
          <Row
            row={row}
            index={index}
            parent={row.parent === undefined ? undefined : rows[row.parent]}
            scale={scale}
            isHere={row.node.id === here}
          />
        ))}
      </svg>
      <figcaption>
        <ShapeKey rows={rows} />
        <p>Time since the main source runs to the right, slower the further.</p>
        {all > rows.length && (
          <p>
            {count(rows.length, 'report')} of {count(all, 'report')} are drawn: those that others took from,
            and the earliest.
          </p>
        )}
      </figcaption>
    </figure>
  )
}

function Axis({ scale, height }: { scale: TimeScale; height: number }) {
  return (
    <g class="chain-axis">
      {scale.ticks.map(({ at, label }) => (
        <>
          <line x1={`${at}%`} x2={`${at}%`} y1="20" y2={height} />
          <text x={`${at}%`} y="13" text-anchor={at < 6 ? 'start' : 'middle'}>
            {label}
          </text>
        </>
      ))}
    </g>
  )
}

/** What hangs on a node: a line down its place in time, to the last that took from it. */
function Trunk({ row, index, scale }: { row: ChainRow; index: number; scale: TimeScale }) {
  if (row.lastTaker === undefined) return null
  const x = `${scale.at(row.sinceMainMs)}%`
  return <line class="chain-trunk" x1={x} x2={x} y1={lineOf(index)} y2={lineOf(row.lastTaker)} />
}

interface RowProps {
  row: ChainRow
  index: number
  parent?: ChainRow
  scale: TimeScale
  isHere: boolean
}

function Row({ row, index, parent, scale, isHere }: RowProps) {
  const { node } = row
  const inside = (
    <>
      <RowGround index={index} class="chain-row" />
      {parent && (
        <line
          class={`chain-line is-${node.kind}`}
          x1={`${scale.at(parent.sinceMainMs)}%`}
          x2={`${scale.at(row.sinceMainMs)}%`}
          y1={lineOf(index)}
          y2={lineOf(index)}
        />
      )}
      <Label row={row} index={index} parent={parent} scale={scale} />
      <Shape kind={node.kind} x={`${scale.at(row.sinceMainMs)}%`} y={lineOf(index)} />
    </>
  )
  const shared = { class: isHere ? 'chain-node is-here' : 'chain-node' }
  if (node.kind === 'declared')
    return (
      <g {...shared}>
        <title>{wordsOf(row, parent)}</title>
        {inside}
      </g>
    )
  return (
    <a
      {...shared}
      href={`/reports/${node.id}`}
      aria-label={wordsOf(row, parent)}
      aria-current={isHere ? 'true' : undefined}
    >
      {inside}
    </a>
  )
}

function RowGround(props: { index: number; class: string }) {
  const y = headHeight + props.index * rowHeight + 1
  return <rect class={props.class} x="0" width="100%" y={y} height={rowHeight - 2} rx="3" />
}

function Label({ row, index, parent, scale }: Omit<RowProps, 'isHere'>) {
  const hangsAt = scale.at((parent ?? row).sinceMainMs)
  const room = roomOf(row)
  // A label begins at the line it hangs on; where it has no room there on a phone, it ends at its node.
  const isFar = hangsAt + room > 98
  const endsAt = Math.min(98, Math.max(room, scale.at(row.sinceMainMs)))
  const place = parent
    ? { x: isFar ? `${endsAt}%` : `${hangsAt}%`, dx: isFar ? 0 : 7, 'text-anchor': isFar ? 'end' : 'start' }
    : { x: `${hangsAt}%`, dx: 13, 'text-anchor': 'start' }
  const y = headHeight + index * rowHeight + (parent ? labelAt : lineAt + 4)
  return (
    <text y={y} {...place}>
      <tspan class="chain-name">{shortened(row.node.name)}</tspan>{' '}
      <tspan class="chain-lag" dx="4">
        {lagOf(row)}
      </tspan>
    </text>
  )
}

/** What a label takes on a phone, in percent of the picture's width. */
function roomOf(row: ChainRow): number {
  const letters = shortened(row.node.name).length * nameLetter + lagOf(row).length * lagLetter
  return (100 * (letters + 12)) / phoneWidth
}

function lineOf(index: number): number {
  return headHeight + index * rowHeight + lineAt
}

/** What stands after the name. */
function lagOf({ node, parent, lagMs }: ChainRow): string {
  if (node.kind === 'declared') return 'declared, not seen'
  if (parent === undefined || lagMs === undefined) return ''
  return lagMs < 1000 ? 'at the same time' : `+${shortDuration(lagMs)}`
}

/** A row for those who hear the page: what is seen, then what its shape and line say. */
function wordsOf(row: ChainRow, parent?: ChainRow): string {
  const { node } = row
  const seen = [shortened(node.name), lagOf(row)].filter(Boolean).join(' ')
  const full = node.name.length > longestName ? `, ${node.name}` : ''
  if (node.kind === 'declared') return `${seen}${full}`
  if (parent) return `${seen}${full}, ${kindWords[node.kind]} ${parent.node.name}`
  return `${seen}${full}, ${node.kind === 'own' ? 'main source' : originWords[node.kind]}: ${node.headline ?? ''}`
}

const kindWords: Record<Exclude<ChainNode['kind'], 'declared'>, string> = {
  own: 'from',
  whole: 'whole copy from',
  modified: 'modified copy from',
  quoted: 'quotes',
}

function inWords(rows: readonly ChainRow[]): string {
  const roots = rows.filter((row) => row.parent === undefined)
  const trees = roots.map((root) => {
    const from = rows.indexOf(root)
    const next = rows.findIndex((row, index) => index > from && row.parent === undefined)
    const taken = rows.slice(from + 1, next < 0 ? undefined : next)
    if (taken.length === 0) return `${root.node.name}: not taken up.`
    const longest = Math.max(...taken.map((row) => row.sinceMainMs))
    const within = longest < 1000 ? '' : ` within ${duration(longest)}`
    return `${root.node.name}: taken up by ${count(taken.length, 'report')}${within}.`
  })
  return `${count(roots.length, 'main source')}. ${trees.join(' ')} Each report is in the list on this page.`
}

/** What the shapes and lines mean: those that are drawn. */
function ShapeKey({ rows }: { rows: readonly ChainRow[] }) {
  const kinds = shapesUsed.filter((kind) => rows.some((row) => row.node.kind === kind))
  return (
    <ul class="chain-key" aria-label="Shapes and lines">
      {kinds.map((kind) => (
        <li>
          <svg width="40" height="16" aria-hidden="true">
            {kind !== 'own' && kind !== 'declared' && (
              <line class={`chain-line is-${kind}`} x1="0" x2="32" y1="8" y2="8" />
            )}
            <Shape kind={kind} x="32" y={8} />
          </svg>
          {kind === 'own' ? 'main source' : kind === 'declared' ? 'declared, not seen' : originWords[kind]}
        </li>
      ))}
    </ul>
  )
}

function shortened(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1).trimEnd()}…` : name
}

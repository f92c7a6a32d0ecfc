/** A report, or a source that was only declared, in the picture of who took from whom. */
export interface ChainNode {
  readonly id: string
  readonly name: string
  /** How its text stands to what it was taken from; `declared` where only its name is known. */
  readonly kind: 'own' | 'whole' | 'modified' | 'quoted' | 'declared'
  /** The node it was taken from directly; absent for a main source. */
  readonly of?: string
  /** When it was published; absent for what was never seen. */
  readonly at?: Date
  readonly headline?: string
}

/** A row of the picture: a node with its place in the tree of its main source. */
export interface ChainRow {
  readonly node: ChainNode
  /** The row of the node it was taken from. */
  readonly parent?: number
  /** The row of the last node that was taken from it. */
  readonly lastTaker?: number
  /** From the main source of its tree, in milliseconds; never less than that of its parent. */
  readonly sinceMainMs: number
  /** From the node it was taken from; undefined where a time is not known. */
  readonly lagMs?: number
}

/** More nodes than these are not told apart any more; those that others took from are shown first. */
export const mostNodes = 60

/**
 * Orders nodes for the picture: each main source, the earliest first, followed by what was taken from it, what was taken
 * from that right below it. At most `limit` rows: nodes that others took from go before leaves, and early before late.
 */
export function chainRows(given: readonly ChainNode[], limit = mostNodes, keep?: string): ChainRow[] {
  const nodes = chosen(withoutCircles(given), limit, keep)
  const known = new Map(nodes.map((node) => [node.id, node]))
  const takers = Map.groupBy(nodes, (node) => (node.of !== undefined && known.has(node.of) ? node.of : ''))
  const rows: Mutable<ChainRow>[] = []
  const add = (node: ChainNode, parent?: number) => {
    const above = parent === undefined ? undefined : rows[parent]!
    const lagMs = between(above?.node.at, node.at)
    const sinceMainMs = above === undefined ? 0 : above.sinceMainMs + Math.max(0, lagMs ?? 0)
    const row = rows.push({ node, parent, sinceMainMs, lagMs }) - 1
    for (const taker of inTime(takers.get(node.id) ?? [])) {
      rows[row]!.lastTaker = rows.length
      add(taker, row)
    }
  }
  const roots = takers.get('') ?? []
  const begins = new Map(roots.map((root) => [root.id, root.at ?? firstOf(takers.get(root.id) ?? [])]))
  for (const root of roots.toSorted((a, b) => timeOf(begins.get(a.id)) - timeOf(begins.get(b.id)))) add(root)
  return rows
}

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] }

/** Whether there is anything to draw: a single report with nothing before or after it is no chain. */
export function isChain(rows: readonly ChainRow[]): boolean {
  return rows.some((row) => row.parent !== undefined)
}

/** Where findings contradict each other, as each of two was found to come from the other, the earlier is its own. */
function withoutCircles(nodes: readonly ChainNode[]): ChainNode[] {
  const known = new Map(nodes.map((node) => [node.id, node]))
  for (const { id } of inTime(nodes)) {
    const node = known.get(id)!
    const passed = new Set<string>()
    let above = node.of
    while (above !== undefined && above !== id && !passed.has(above)) {
      passed.add(above)
      above = known.get(above)?.of
    }
    if (above === id) known.set(id, { ...node, of: undefined, kind: 'own' })
  }
  return [...known.values()]
}

function chosen(nodes: readonly ChainNode[], limit: number, keep?: string): readonly ChainNode[] {
  if (nodes.length <= limit) return nodes
  const takenFrom = new Set(nodes.map((node) => node.of))
  const rank = ({ id }: ChainNode) => (id === keep ? 0 : takenFrom.has(id) ? 1 : 2)
  return inTime(nodes)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, limit)
}

function inTime(nodes: readonly ChainNode[]): ChainNode[] {
  return nodes.toSorted((a, b) => timeOf(a.at) - timeOf(b.at) || (a.id < b.id ? -1 : 1))
}

function firstOf(nodes: readonly ChainNode[]): Date | undefined {
  return inTime(nodes)[0]?.at
}

function timeOf(at: Date | undefined): number {
  return at?.getTime() ?? 0
}

function between(from: Date | undefined, to: Date | undefined): number | undefined {
  return from && to && to.getTime() - from.getTime()
}

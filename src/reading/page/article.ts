import type { PageBlock, PageText, Zone } from './blocks.ts'
import { isByline, isFurniture, startsComments } from './lines.ts'
import type { Element } from './tree.ts'
import { saysAside, saysBody, saysLead, saysNote } from './zoneWords.ts'

/**
 * Decides which blocks of a page are its article; gives one flag a block. The zone with the best running text is taken,
 * widened while a wider one holds notably more, and cleared of what its names or shape say is something else. Where names
 * rule everything out, shape alone decides; a page of nothing but short lines is all article.
 */
export function findArticle(text: PageText): boolean[] {
  weighZones(text)
  const flags = articleBy(text, saysAside)
  if (flags.includes(true)) return flags
  const byShape = articleBy(text, () => false)
  return byShape.includes(true) ? byShape : text.blocks.map((block) => !block.zone.junk && belongs(block))
}

function articleBy(text: PageText, isAside: (element: Element) => boolean): boolean[] {
  const { blocks } = text
  markAsides(text, isAside)
  scoreZones(text)
  const root = bestZone(text.zones)
  if (!root) return blocks.map(() => false)
  const flags = blocks.map((block) => inside(block.zone, root) && belongs(block))
  cutComments(blocks, flags)
  addLead(blocks, flags)
  dropEmptyHeadings(blocks, flags)
  return flags
}

function isProse(block: PageBlock): boolean {
  return block.size >= 40 && block.linkShare < 0.4
}

function weighZones({ blocks, zones }: PageText): void {
  for (const block of blocks) {
    const { zone } = block
    if (block.kind === 'heading' && block.linkShare > 0.8) zone.linkedHeadings++
    if (isProse(block)) zone.prose += block.size
  }
  for (let at = zones.length - 1; at > 0; at--) {
    const { parent, prose, linkedHeadings } = zones[at]!
    if (!parent) continue
    parent.prose += prose
    parent.linkedHeadings += linkedHeadings
  }
}

/** A zone whose words say it is no article, unless it holds a good part of the page's running text. */
function markAsides({ zones }: PageText, isAside: (element: Element) => boolean): void {
  const total = zones[0]?.prose ?? 0
  for (const zone of zones) {
    const minor = zone.prose < 0.35 * total
    const says = minor && isAside(zone.element)
    const cards = minor && isCards(zone)
    zone.score = 0
    zone.good = 0
    zone.aside = zone.parent?.aside === true || says || cards
    zone.junk = zone.parent?.junk === true || cards || (says && !saysNote(zone.element))
  }
}

/** A list of other pages: linked headings with little text to each. */
function isCards(zone: Zone): boolean {
  return zone.linkedHeadings >= 2 && zone.prose / zone.linkedHeadings < 250
}

function scoreZones({ blocks, zones }: PageText): void {
  for (const block of blocks) {
    if (!isProse(block) || block.zone.aside || block.kind === 'heading') continue
    if (block.size >= 100) block.zone.good += block.size
    let worth = 1 + Math.min(4, block.size / 100) + 0.5 * (block.text.split(/[,،、，]/).length - 1)
    if (block.inParagraph) worth *= 1.2
    let share = 1
    let zone: Zone | undefined = block.inParagraph ? block.zone.parent : block.zone
    for (let step = 0; zone && step < 5; step++, zone = zone.parent) {
      zone.score += worth * share
      share *= step === 0 ? 0.75 : 0.6
    }
  }
  for (let at = zones.length - 1; at > 0; at--) zones[at]!.parent!.good += zones[at]!.good
}

function bestZone(zones: readonly Zone[]): Zone | undefined {
  let best: Zone | undefined
  let most = 0
  for (const zone of zones) {
    const score = zone.score * saysBody(zone.element)
    if (score > most) [best, most] = [zone, score]
  }
  for (let at = best?.parent; at; at = at.parent) if (best && worthClimbing(best, at)) best = at
  return best
}

function worthClimbing(zone: Zone, parent: Zone): boolean {
  const { tag } = parent.element
  if (tag === 'body' || tag === 'html' || tag === '#page') return false
  return parent.score > zone.score * 1.05 || parent.good > zone.good * 1.2
}

function inside(zone: Zone, root: Zone): boolean {
  for (let at: Zone | undefined = zone; at; at = at.parent) if (at === root) return true
  return false
}

function belongs(block: PageBlock): boolean {
  if (block.zone.aside || block.kind === 'caption') return false
  if (block.linkShare > 0.85 || (block.linkShare > 0.5 && block.text.length < 200)) return false
  if (isFurniture(block.text)) return false
  return !(block.kind === 'heading' && block.level === 1) && !isByline(block.text)
}

/** What follows a heading "Comments" in the second half of the text is readers' talk. */
function cutComments(blocks: readonly PageBlock[], flags: boolean[]): void {
  const total = letters(blocks, flags, 0, blocks.length)
  let before = 0
  for (const [at, block] of blocks.entries()) {
    if (before > total * 0.4 && startsComments(block.text)) {
      flags.fill(false, at)
      return
    }
    if (flags[at]) before += block.size
  }
}

function letters(blocks: readonly PageBlock[], flags: readonly boolean[], from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to; at++) if (flags[at]) sum += blocks[at]!.size
  return sum
}

/** The lines set apart between the headline and the article's first paragraph. */
function addLead(blocks: readonly PageBlock[], flags: boolean[]): void {
  const first = flags.indexOf(true)
  const headline = blocks.findLastIndex(
    (block, at) => at < first && block.kind === 'heading' && block.level === 1,
  )
  const from = headline >= 0 ? headline + 1 : Math.max(0, first - 12)
  for (let at = from; at < first; at++) {
    const block = blocks[at]!
    if (block.kind === 'caption' || block.linkShare > 0.3 || block.size < 50 || isFurniture(block.text))
      continue
    if (saysLead(block.zone.element) || (block.zone.parent && saysLead(block.zone.parent.element)))
      flags[at] = true
    else if (headline >= 0 && at - headline <= 10 && !block.zone.aside && block.size >= 80) flags[at] = true
  }
}

/** A heading with nothing of the article under it heads something else. */
function dropEmptyHeadings(blocks: readonly PageBlock[], flags: boolean[]): void {
  let holds = false
  for (let at = blocks.length - 1; at >= 0; at--) {
    if (!flags[at]) continue
    if (blocks[at]!.kind !== 'heading') holds = true
    else if (!holds) flags[at] = false
  }
}

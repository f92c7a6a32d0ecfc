import type { PageBlock, PageText, Zone } from './blocks.ts'
import { saysAside, saysBody } from './zoneWords.ts'

/** Decides which blocks of a page are its article. Gives one flag a block. */
export function findArticle(text: PageText): boolean[] {
  markAsides(text)
  scoreZones(text)
  const root = bestZone(text.zones)
  return text.blocks.map((block) => root !== undefined && inside(block.zone, root) && belongs(block))
}

function isProse(block: PageBlock): boolean {
  return block.text.length >= 40 && block.linkShare < 0.4
}

/** A zone whose words say it is no article, unless it holds a good part of the page's running text. */
function markAsides({ blocks, zones }: PageText): void {
  let total = 0
  for (const block of blocks) {
    block.zone.letters += block.text.length
    block.zone.linked += block.linkShare * block.text.length
    if (!isProse(block)) continue
    block.zone.prose += block.text.length
    total += block.text.length
  }
  for (let at = zones.length - 1; at > 0; at--) {
    const { parent, prose, linked, letters } = zones[at]!
    if (!parent) continue
    parent.prose += prose
    parent.linked += linked
    parent.letters += letters
  }
  for (const zone of zones) {
    zone.aside = zone.parent?.aside === true || (saysAside(zone.element) && zone.prose < 0.35 * total)
  }
}

function scoreZones({ blocks }: PageText): void {
  for (const block of blocks) {
    if (!isProse(block) || block.zone.aside || block.kind === 'heading') continue
    let worth = 1 + Math.min(4, block.text.length / 100) + 0.5 * (block.text.split(/[,،、，]/).length - 1)
    if (block.inParagraph) worth *= 1.2
    let share = 1
    let zone: Zone | undefined = block.inParagraph ? block.zone.parent : block.zone
    for (let step = 0; zone && step < 5; step++, zone = zone.parent) {
      zone.score += worth * share
      share *= step === 0 ? 0.75 : 0.6
    }
  }
}

function bestZone(zones: readonly Zone[]): Zone | undefined {
  let best: Zone | undefined
  let most = 0
  for (const zone of zones) {
    const score = zone.score * saysBody(zone.element)
    if (score > most) [best, most] = [zone, score]
  }
  while (best?.parent && best.parent.score > best.score * 1.05 && best.parent.element.tag !== 'body')
    best = best.parent
  return best
}

function inside(zone: Zone, root: Zone): boolean {
  for (let at: Zone | undefined = zone; at; at = at.parent) if (at === root) return true
  return false
}

function belongs(block: PageBlock): boolean {
  if (block.zone.aside || block.kind === 'caption') return false
  if (block.linkShare > 0.85 || (block.linkShare > 0.5 && block.text.length < 200)) return false
  return !(block.kind === 'heading' && block.level === 1)
}

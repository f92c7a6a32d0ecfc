const words = {
  encoding: () => 'the encoding was declared wrong',
  bytes: (n: number) => `${n} ${n === 1 ? 'character was' : 'characters were'} not valid in the encoding`,
  entity: (n: number) => `${n} ${n === 1 ? 'entity was' : 'entities were'} not known`,
  nesting: (n: number) => `${n} ${n === 1 ? 'tag was' : 'tags were'} not closed or not opened`,
  depth: (n: number) => `${n} ${n === 1 ? 'tag was' : 'tags were'} nested too deep and left out`,
  cut: () => 'the feed was too long and was read in part',
  ended: () => 'the feed ended before it was complete',
  namespace: (n: number) => `${n} ${n === 1 ? 'prefix was' : 'prefixes were'} not declared`,
  preamble: () => 'there was text before the feed',
  id: (n: number) => `${n} ${n === 1 ? 'item' : 'items'} had no id`,
  sharedId: (n: number) => `${n} items shared an id`,
  url: (n: number) => `${n} ${n === 1 ? 'address' : 'addresses'} could not be read`,
  undated: (n: number) => `${n} ${n === 1 ? 'item' : 'items'} had no date`,
  date: (n: number) => `${n} ${n === 1 ? 'date' : 'dates'} could not be read`,
  markup: (n: number) => `${n} ${n === 1 ? 'text was' : 'texts were'} markup, though declared plain`,
  json: () => 'the JSON was not as the standard asks',
} as const

type Repair = keyof typeof words

/** Counts what had to be made good while reading, and says it in words. */
export class Repairs {
  readonly #counts = new Map<Repair, number>()

  add(repair: Repair, times = 1): void {
    if (times > 0) this.#counts.set(repair, (this.#counts.get(repair) ?? 0) + times)
  }

  inWords(): string[] {
    return [...this.#counts].map(([repair, times]) => words[repair](times))
  }
}

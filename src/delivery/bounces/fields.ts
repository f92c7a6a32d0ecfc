/** The fields of a head or of one block of a report, by their names in small letters; of those with one name the first. */
export type Fields = ReadonlyMap<string, string>

/** Reads blocks of `Name: value`, parted by empty lines, as reports have them (RFC 3464, RFC 5965). Folded lines join. */
export function fieldBlocks(text: string): Fields[] {
  const blocks: Map<string, string[]>[] = []
  let block: Map<string, string[]> | undefined
  let folded: string[] | undefined
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') {
      block = undefined
    } else if (/^[ \t]/.test(line) && block) {
      folded?.push(line.trim())
    } else {
      if (!block) blocks.push((block = new Map()))
      folded = addField(block, line)
    }
  }
  return blocks.map((fields) => new Map([...fields].map(([name, parts]) => [name, parts.join(' ')])))
}

/** Gives the parts of its value, to which folded lines are added; undefined where it is left out. */
function addField(block: Map<string, string[]>, line: string): string[] | undefined {
  const colon = line.indexOf(':')
  const name = line.slice(0, colon).trim().toLowerCase()
  if (colon < 1 || block.has(name)) return undefined
  const value = [line.slice(colon + 1).trim()]
  block.set(name, value)
  return value
}

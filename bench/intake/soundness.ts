import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseOpml } from '../../src/intake/feeds/opml.ts'
import { parseFeed } from '../../src/intake/feeds/parse.ts'

export interface Soundness {
  files: number
  feeds: number
  unreadable: number
  lists: number
  threw: number
}

/** Reads every file below a folder, whatever it is, and counts what came of it. */
export function readAll(folder: string): Soundness {
  const count: Soundness = { files: 0, feeds: 0, unreadable: 0, lists: 0, threw: 0 }
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) readOne(readFileSync(path.join(entry.parentPath, entry.name)), count)
  }
  return count
}

function readOne(body: Buffer, count: Soundness): void {
  count.files++
  try {
    const found = parseFeed(body, { url: 'https://feeds.test/' })
    const list = parseOpml(body)
    if (found.kind === 'feed') count.feeds++
    else if (list && list.feeds.length > 0) count.lists++
    else count.unreadable++
  } catch {
    count.threw++
  }
}

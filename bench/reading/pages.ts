import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { ExtractedPage } from '../../src/reading/page/extractedPage.ts'

/** The rows of a set's `truth.jsonl`, each with a way to its page's bytes. */
export async function readTruth<Row>(folder: string): Promise<Row[]> {
  const text = await readFile(path.join(folder, 'truth.jsonl'), 'utf8')
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row)
}

/** A stored page as it came, unzipped where it was zipped. */
export async function readBytes(folder: string, file: string): Promise<Uint8Array> {
  const bytes = await readFile(path.join(folder, file))
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

/** The words of a page's article alone, a line a block. */
export function articleText(page: ExtractedPage): string {
  return page.blocks
    .filter((block) => block.region === 'article')
    .map((block) => block.text)
    .join('\n')
}

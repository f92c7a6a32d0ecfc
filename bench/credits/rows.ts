import { readFile } from 'node:fs/promises'

/** The rows of a file with one JSON value a line. */
export async function rowsOf<Row>(file: string): Promise<Row[]> {
  const text = await readFile(file, 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
}

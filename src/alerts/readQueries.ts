import { QueryRow } from '../domain/matchedRow.ts'
import { Failure } from '../failure.ts'
import { parseQuery, showQueryError } from '../text/queries/parse.ts'
import type { Query } from '../text/queries/query.ts'

export interface NamedQuery {
  readonly id: string
  readonly query: Query
}

const mostErrors = 20

/** Reads queries from lines of JSON. Throws a Failure that names every line that cannot be used, up to twenty. */
export async function readQueries(lines: AsyncIterable<string>, file: string): Promise<NamedQuery[]> {
  const queries: NamedQuery[] = []
  const errors: string[] = []
  const ids = new Set<string>()
  let number = 0
  for await (const line of lines) {
    number++
    if (line.trim() === '') continue
    const read = readQuery(line.replace(/^\uFEFF/, ''), ids)
    if (typeof read === 'string') errors.push(`${file}, line ${number}: ${read}`)
    else queries.push(read)
    if (errors.length === mostErrors) break
  }
  if (errors.length > 0) throw new Failure('invalid', errors.join('\n'))
  return queries
}

function readQuery(line: string, ids: Set<string>): NamedQuery | string {
  const row = QueryRow.safeParse(parseJson(line))
  if (!row.success)
    return 'each line must be JSON with an id and a query, such as {"id":"1","query":"flood"}.'
  const { id, query } = row.data
  if (ids.has(id)) return `there is another query of the id “${id}”.`
  ids.add(id)
  const parsed = parseQuery(query)
  return parsed.ok ? { id, query: parsed.query } : showQueryError(query, parsed)
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

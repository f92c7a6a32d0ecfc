import pg from 'pg'
import { prepareValue } from 'pg/lib/utils.js'
import { type DatabaseError, serialize } from 'pg-protocol'
import { Parser } from 'pg-protocol/dist/parser.js'

// PostgreSQL's wire protocol as the embedded database speaks it: what is asked goes in as bytes, what is answered comes
// out as bytes. Values are written and read as `pg` does it, so that both kinds of database agree.

/** What one statement gave. */
export interface Answer {
  /** Such as "SELECT". */
  readonly command: string
  /** Rows given, or changed. */
  readonly rowCount: number
  readonly rows: Record<string, unknown>[]
}

/** The bytes that have a statement parsed under a name, or under none until the next one. */
export function askToParse(name: string, sql: string): Uint8Array {
  return Buffer.concat([serialize.parse({ name, text: sql }), serialize.sync()])
}

/** The bytes that run a parsed statement. */
export function askParsed(name: string, parameters: readonly unknown[]): Uint8Array {
  return Buffer.concat([
    serialize.bind({ statement: name, values: parameters.map((value) => prepareValue(value)) }),
    serialize.describe({ type: 'P' }),
    serialize.execute({}),
    serialize.sync(),
  ])
}

/** The bytes that let go of a parsed statement. */
export function askToClose(name: string): Uint8Array {
  return Buffer.concat([serialize.close({ type: 'S', name }), serialize.sync()])
}

/** The bytes that run one or several statements without parameters. */
export function askAll(sql: string): Uint8Array {
  return serialize.query(sql)
}

/** What was answered, statement by statement. Throws the first error that the database tells. */
export function readAnswers(bytes: Uint8Array): Answer[] {
  const answers: Answer[] = []
  let rows: Record<string, unknown>[] = []
  let columns: readonly Column[] = []
  let error: DatabaseError | undefined
  new Parser().parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), (message) => {
    const told = message as Told
    if (told.name === 'error') error ??= told as unknown as DatabaseError
    else if (told.name === 'rowDescription') columns = told.fields.map(columnOf)
    else if (told.name === 'dataRow') rows.push(rowOf(told.fields, columns))
    else if (told.name === 'commandComplete') {
      answers.push({ ...readTag(told.text), rows })
      rows = []
    }
  })
  // As this connection is used, an error ends what was asked. Its stack says who asked.
  if (error) throw Object.assign(error, { stack: new Error(error.message).stack })
  return answers
}

type Told =
  | { name: 'error' }
  | { name: 'rowDescription'; fields: readonly { name: string; dataTypeID: number }[] }
  | { name: 'dataRow'; fields: readonly (string | null)[] }
  | { name: 'commandComplete'; text: string }

interface Column {
  readonly name: string
  readonly read: (text: string) => unknown
}

function columnOf({ name, dataTypeID }: { name: string; dataTypeID: number }): Column {
  return { name, read: pg.types.getTypeParser(dataTypeID, 'text') }
}

function rowOf(fields: readonly (string | null)[], columns: readonly Column[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [i, { name, read }] of columns.entries()) {
    const text = fields[i]
    row[name] = text === null || text === undefined ? null : read(text)
  }
  return row
}

/** Reads such as "SELECT 3", "UPDATE 1" or "INSERT 0 5". */
function readTag(tag: string): { command: string; rowCount: number } {
  const [command = '', ...numbers] = tag.split(' ')
  return { command, rowCount: Number(numbers.at(-1) ?? 0) || 0 }
}

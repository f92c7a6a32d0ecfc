import type { Field, Query } from './query.ts'

/** The fields a query looks in. */
export function fieldsOf(query: Query): ReadonlySet<Field> {
  const fields = new Set<Field>()
  collect(query, fields)
  return fields
}

function collect(query: Query, fields: Set<Field>): void {
  switch (query.kind) {
    case 'phrase':
    case 'prefix':
      fields.add(query.field)
      break
    case 'figure':
      fields.add('figure')
      break
    case 'near':
      collect(query.left, fields)
      collect(query.right, fields)
      break
    case 'not':
      collect(query.part, fields)
      break
    default:
      for (const part of query.parts) collect(part, fields)
  }
}

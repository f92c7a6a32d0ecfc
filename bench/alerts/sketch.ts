import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Query } from '../../src/text/queries/query.ts'

interface SketchModule {
  readonly Builder: new () => { add(query: string): void; build(texts: readonly string[]): unknown }
  readonly Matcher: new (index: unknown) => { match(text: string): number }
}

/** The index of the sketch, which takes no edits: it is built of all queries at once. */
export interface SketchIndex {
  /** Scans and matches a text, leaves the numbers of the queries in an array and gives how many they are. */
  match(text: string): number
}

const file = path.resolve(import.meta.dirname, '../../../shared/prototypes/standing-queries.mjs')

/**
 * How to build the sketch by which the targets were set, from queries as `inSketch` writes them and texts that show how
 * frequent words are; undefined, said on the terminal, where it is not beside the checkout.
 */
export async function findSketch(): Promise<
  ((queries: readonly string[], texts: readonly string[]) => SketchIndex) | undefined
> {
  if (!existsSync(file)) {
    console.log(`the sketch is not here (looked for ${path.relative(process.cwd(), file)}); ours runs alone.`)
    return undefined
  }
  const { Builder, Matcher } = (await import(pathToFileURL(file).href)) as SketchModule
  return (queries, texts) => {
    const builder = new Builder()
    for (const query of queries) builder.add(query)
    return new Matcher(builder.build(texts))
  }
}

/** A query in the sketch's own writing. Throws for what it cannot say: fields, figures, and near/ between phrases. */
export function inSketch(query: Query): string {
  switch (query.kind) {
    case 'phrase':
      return query.words.length === 1 ? `t:${query.words[0]}` : `p:${query.words.join('_')}`
    case 'prefix':
      return `x:${query.start}`
    case 'near':
      return `n:${query.within}:${wordOf(query.left)}_${wordOf(query.right)}`
    case 'or':
      return `(| ${query.parts.map(inSketch).join(' ')})`
    case 'and': {
      const wanted = query.parts.filter((part) => part.kind !== 'not').map(inSketch)
      const unwanted = query.parts.flatMap((part) => (part.kind === 'not' ? [inSketch(part.part)] : []))
      const all = wanted.length === 1 ? wanted[0]! : `(& ${wanted.join(' ')})`
      return unwanted.length === 0 ? all : `(- ${all} ${unwanted.join(' ')})`
    }
    default:
      throw new Error(`The sketch has no ${query.kind}.`)
  }
}

function wordOf(query: Query): string {
  if (query.kind === 'phrase' && query.words.length === 1) return query.words[0]!
  throw new Error('The sketch has near/ between single words only.')
}

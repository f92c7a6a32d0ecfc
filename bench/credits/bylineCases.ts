import { readByline } from '../../src/reading/credits/byline.ts'

export interface BylineCase {
  readonly id: string
  readonly input: string
  readonly options?: { readonly source_name?: string }
  readonly expected_authors?: readonly string[]
  readonly expected_full?: readonly (readonly string[])[] | null
  readonly expected_count?: number | null
  readonly expected_parts?: Readonly<Record<string, { first?: string; last?: string }>> | null
}

export function isRightByline(one: BylineCase): boolean {
  const authors = readByline(one.input, { trusted: true, siteName: one.options?.source_name })?.authors ?? []
  if (one.expected_authors) return authors.join('|') === one.expected_authors.join('|')
  if (one.expected_full)
    return authors.join('|') === one.expected_full.map((parts) => parts.join(' ')).join('|')
  if (typeof one.expected_count === 'number' && authors.length !== one.expected_count) return false
  return Object.entries(one.expected_parts ?? {}).every(([at, { first, last }]) => {
    const author = authors[Number(at)] ?? ''
    return (!first || author.startsWith(first)) && (!last || author.endsWith(last))
  })
}

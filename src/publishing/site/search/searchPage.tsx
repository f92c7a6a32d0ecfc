import type { Handler } from 'hono'
import {
  countedAtMost,
  countMatches,
  hitEnd,
  hitStart,
  languagesSeen,
  type SearchHit,
  type SearchQuestion,
  searchReports,
} from '../../../db/pages/search.ts'
import { nameSources } from '../../../db/pages/sources.ts'
import { isId } from '../../../domain/ids.ts'
import type { SiteDeps } from '../deps.ts'
import { Input, Select } from '../forms.tsx'
import { Layout } from '../layout.tsx'
import { At } from '../times.tsx'
import { count, inLanguage, languageName, number } from '../words.ts'

const hitsOnPage = 20
const lastPage = 50

interface Asked {
  q: string
  lang: string
  source: string
  from: string
  until: string
  page: number
}

/** `GET /search?q=`: full text over the reports as they stand. */
export function search({ db }: SiteDeps): Handler {
  return async (c) => {
    const asked = readAsked((name) => c.req.query(name))
    const question = questionOf(asked)
    const [languages, sources] = await Promise.all([languagesSeen(db), nameSources(db, 500)])
    if (!question) return c.html(<SearchPage asked={asked} languages={languages} sources={sources} />)
    const [hits, all] = await Promise.all([
      searchReports(db, question, { limit: hitsOnPage, offset: (asked.page - 1) * hitsOnPage }),
      countMatches(db, question),
    ])
    return c.html(<SearchPage asked={asked} languages={languages} sources={sources} found={{ hits, all }} />)
  }
}

function readAsked(query: (name: string) => string | undefined): Asked {
  const page = Number(query('page') ?? 1)
  const day = (text: string | undefined) => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '')
  return {
    q: (query('q') ?? '').slice(0, 500).trim(),
    lang: /^[a-zA-Z-]{2,35}$/.test(query('lang') ?? '') ? query('lang')! : '',
    source: isId('source', query('source') ?? '') ? query('source')! : '',
    from: day(query('from')),
    until: day(query('until')),
    page: Number.isInteger(page) && page > 0 ? Math.min(page, lastPage) : 1,
  }
}

function questionOf(asked: Asked): SearchQuestion | undefined {
  if (asked.q === '') return undefined
  return {
    words: asked.q,
    lang: asked.lang || undefined,
    sourceId: asked.source || undefined,
    from: startOfDay(asked.from, 0),
    until: startOfDay(asked.until, 1),
  }
}

/** The start of a day in UTC, so many days later; undefined where there is no such day. */
function startOfDay(day: string, daysLater: number): Date | undefined {
  const at = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(at.getTime()) ? undefined : new Date(at.getTime() + daysLater * 86_400_000)
}

interface SearchProps {
  asked: Asked
  languages: readonly string[]
  sources: readonly { id: string; name: string }[]
  found?: { hits: readonly SearchHit[]; all: number }
}

function SearchPage({ asked, languages, sources, found }: SearchProps) {
  return (
    <Layout title={asked.q === '' ? 'Search' : `${asked.q} – Search`}>
      <header class="page-head">
        <h1>Search</h1>
      </header>
      <search>
        <form class="search-form" method="get" action="/search">
          <Input
            name="q"
            label="Words"
            hint="“A phrase” in quotation marks, -without a word, one or another."
            type="search"
            value={asked.q}
            maxlength={500}
          />
          <div class="inline-form">
            <Select
              name="lang"
              label="Language"
              value={asked.lang}
              choices={[
                { value: '', label: 'Any' },
                ...languages.map((lang) => ({ value: lang, label: languageName(lang) })),
              ]}
            />
            <Select
              name="source"
              label="Source"
              value={asked.source}
              choices={[
                { value: '', label: 'Any' },
                ...sources.map((one) => ({ value: one.id, label: one.name })),
              ]}
            />
            <Input name="from" label="From" type="date" value={asked.from} />
            <Input name="until" label="Until" type="date" value={asked.until} />
            <button class="button" type="submit">
              Search
            </button>
          </div>
        </form>
      </search>
      {found && <Results asked={asked} hits={found.hits} all={found.all} />}
    </Layout>
  )
}

function Results({ asked, hits, all }: { asked: Asked; hits: readonly SearchHit[]; all: number }) {
  const pages = Math.min(lastPage, Math.ceil(all / hitsOnPage))
  return (
    <section class="section" aria-labelledby="results">
      <h2 id="results">
        {all === 0
          ? 'Nothing was found'
          : all >= countedAtMost
            ? `More than ${number(countedAtMost)} reports`
            : count(all, 'report')}
      </h2>
      {all === 0 && (
        <p class="soft">
          Words are looked for as they are written. Try fewer of them, another form of a word, or take a
          filter away.
        </p>
      )}
      <ol class="report-list">
        {hits.map((hit) => (
          <Hit hit={hit} />
        ))}
      </ol>
      {pages > 1 && (
        <nav class="pages" aria-label="More results">
          {asked.page > 1 ? <a href={addressOf(asked, asked.page - 1)}>← Better matches</a> : <span />}
          {asked.page < pages && <a href={addressOf(asked, asked.page + 1)}>More matches →</a>}
        </nav>
      )}
    </section>
  )
}

function Hit({ hit }: { hit: SearchHit }) {
  const parts = hit.excerpt.split(hitStart).flatMap((part, index) => {
    if (index === 0) return [part]
    const [word = '', rest = ''] = part.split(hitEnd)
    return [<mark class="hit">{word}</mark>, rest]
  })
  return (
    <li>
      <h3 {...inLanguage(hit.lang)}>
        <a href={`/reports/${hit.id}`}>{hit.headline}</a>
      </h3>
      <p class="excerpt" {...inLanguage(hit.lang)}>
        {parts}
      </p>
      <p class="facts">
        <bdi>{hit.sourceName}</bdi>
        <At at={hit.at} />
        {hit.kind !== null && hit.kind !== 'own' && hit.mainName && (
          <span>
            from <bdi>{hit.mainName}</bdi>
          </span>
        )}
      </p>
    </li>
  )
}

function addressOf(asked: Asked, page: number): string {
  const given = Object.entries({ ...asked, page: String(page) }).filter(([, value]) => value !== '')
  return `/search?${new URLSearchParams(given as [string, string][])}`
}

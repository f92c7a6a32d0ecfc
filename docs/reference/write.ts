import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { options } from '../../src/config.ts'
import { PostedAlert } from '../../src/domain/alerts.ts'
import { ArchiveRow } from '../../src/domain/archiveRow.ts'
import { ClaimsRow } from '../../src/domain/claimsRow.ts'
import { MatchedRow, QueryRow } from '../../src/domain/matchedRow.ts'
import { Reading } from '../../src/domain/reading.ts'
import { StoryRow } from '../../src/domain/storyRow.ts'
import { FailedRow, TracedRow } from '../../src/domain/tracedRow.ts'
import {
  ApiError,
  ReportFull,
  StoryFull,
  StoryList,
  WhereAnswer,
  WhereQuestion,
} from '../../src/publishing/api/schemas.ts'

// Writes the reference from the schemas that the code itself checks with, or, with --check, says whether it is as written.

interface Part {
  readonly title: string
  readonly about: string
  readonly schema: z.ZodType
}

const pages: Record<string, { title: string; about: string; parts: readonly Part[] }> = {
  'batch.md': {
    title: 'The batch commands',
    about:
      'Each takes an archive, a JSONL file or `-` for standard input, and writes one line of JSON for each row, in the same order, to standard output. They need no server and no data folder. Progress and errors go to standard error. In a checkout: `npm run -s mainsource -- trace ARCHIVE.jsonl`.',
    parts: [
      { title: 'A row of an archive', about: 'What every batch command reads.', schema: ArchiveRow },
      { title: '`trace ARCHIVE.jsonl`', about: 'Where each row’s text comes from.', schema: TracedRow },
      {
        title: '`stories ARCHIVE.jsonl`',
        about: 'Which story each row belongs to, and what it adds.',
        schema: StoryRow,
      },
      { title: '`claims ARCHIVE.jsonl`', about: 'Who says what, and the figures.', schema: ClaimsRow },
      { title: 'A row of queries', about: 'What `match` reads first.', schema: QueryRow },
      {
        title: '`match QUERIES.jsonl ARCHIVE.jsonl`',
        about: 'Which standing queries each row meets.',
        schema: MatchedRow,
      },
      {
        title: 'A row that could not be used',
        about: 'Stands in its place, so that lines and rows match.',
        schema: FailedRow,
      },
      { title: '`read FILE|URL --json`', about: 'What reading makes of one page or text.', schema: Reading },
      {
        title: '`export`',
        about: 'One line for each public report, the same as `GET /api/reports/ID`.',
        schema: ReportFull,
      },
    ],
  },
  'http-api.md': {
    title: 'The HTTP API',
    about:
      'JSON over HTTP at the address of the site. It gives what the public pages show, in the fields of the batch commands.',
    parts: [
      {
        title: '`GET /api/stories`',
        about: 'The river of stories, newest first; `?after=` goes on.',
        schema: StoryList,
      },
      { title: '`GET /api/stories/ID`', about: 'One story.', schema: StoryFull },
      {
        title: '`GET /api/reports/ID`',
        about: 'One report with all that was found in it.',
        schema: ReportFull,
      },
      { title: '`POST /api/where`: what is sent', about: 'Where is this from?', schema: WhereQuestion },
      {
        title: '`POST /api/where`: what comes back',
        about: 'The reports that carry the text.',
        schema: WhereAnswer,
      },
      { title: 'An error', about: 'With the HTTP status that fits it.', schema: ApiError },
    ],
  },
  'webhook.md': {
    title: 'What a webhook is posted',
    about:
      'Alerts are posted as JSON and signed as Standard Webhooks: `webhook-id`, the same whenever the same alert is sent again, `webhook-timestamp` and `webhook-signature`, made with the secret that the subscription’s page shows. Any answer of 2xx takes it; 410 ends the subscription’s channel.',
    parts: [{ title: 'An alert', about: 'One for each time something new was said.', schema: PostedAlert }],
  },
}

type Json = {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  description?: string
  properties?: Record<string, Json>
  required?: string[]
  items?: Json
  anyOf?: Json[]
  default?: unknown
  minimum?: number
  maximum?: number
}

function page({ title, about, parts }: (typeof pages)[string]): string {
  const sections = parts.map((part) => `## ${part.title}\n\n${part.about}\n\n${table(part.schema)}`)
  return `# ${title}\n\n${about}\n\nWritten from the schemas by \`npm run reference\`.\n\n${sections.join('\n\n')}\n`
}

function table(schema: z.ZodType): string {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Json
  const rows = fields(json, '').map(([name, type, about]) => `| \`${name}\` | ${type} | ${about} |`)
  return ['| field | type | meaning |', '|---|---|---|', ...rows].join('\n')
}

/** One row a field, those inside objects and lists after it: `passages[].here.start`. */
function fields(json: Json, path: string): [string, string, string][] {
  const inner = json.items ? fields(json.items, `${path}[]`) : []
  const own = Object.entries(json.properties ?? {}).flatMap(([name, field]): [string, string, string][] => {
    const at = path ? `${path}.${name}` : name
    const optional = json.required?.includes(name) ? '' : ', may be absent'
    return [
      [at, typeOf(field) + optional, (field.description ?? '').replace(/\|/g, '\\|')],
      ...fields(field, at),
    ]
  })
  return [...own, ...inner]
}

function typeOf(json: Json): string {
  if (json.const !== undefined) return `\`${String(json.const)}\``
  if (json.enum) return json.enum.map((value) => `\`${String(value)}\``).join(', ')
  if (json.anyOf) return [...new Set(json.anyOf.map(typeOf))].join(' or ')
  if (json.type === 'array') return `list of ${json.items ? typeOf(json.items) : 'anything'}`
  return [json.type ?? 'anything'].flat().join(' or ')
}

function settingsPage(): string {
  const rows = Object.entries(options).map(([name, schema]) => {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
    const given = json.default === undefined ? '' : `\`${String(json.default)}\``
    return `| \`MAINSOURCE_${name.toUpperCase()}\` | ${given} | ${json.description} |`
  })
  rows.push(
    '| `DATABASE_URL` | | A PostgreSQL address. Without it the database is embedded, in the data folder. |',
  )
  return `# Settings\n\nAll are read from the environment. Written from \`src/config.ts\` by \`npm run reference\`.\n\n| name | default | meaning |\n|---|---|---|\n${rows.join('\n')}\n`
}

const written = {
  ...Object.fromEntries(Object.entries(pages).map(([name, one]) => [name, page(one)])),
  'settings.md': settingsPage(),
}
const checking = process.argv.includes('--check')
for (const [name, text] of Object.entries(written)) {
  const file = path.join(import.meta.dirname, name)
  if (!checking) await writeFile(file, text)
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`docs/reference/${name} is not what the schemas say. Write it again: npm run reference`)
    process.exitCode = 1
  }
}

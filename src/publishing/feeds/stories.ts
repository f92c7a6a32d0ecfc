import { generateAtomFeed } from 'feedsmith'
import type { Context, Handler } from 'hono'
import type { Db } from '../../db/open.ts'
import { type RiverStory, riverOfStories } from '../../db/pages/river.ts'
import { developmentsOf, findStoryHead, type StoryDevelopment, type StoryHead } from '../../db/pages/story.ts'
import type { DevelopmentKind } from '../../domain/story.ts'
import { Failure } from '../../failure.ts'

interface FeedDeps {
  readonly db: Db
  readonly config: { readonly siteUrl: string }
}

const entries = 50

const kindWords: Record<DevelopmentKind, string> = {
  'first-report': 'First report',
  'new-statement': 'New statement',
  'new-figure': 'New figure',
  'changed-figure': 'Changed figure',
  correction: 'Correction',
  denial: 'Denial',
  withdrawal: 'Withdrawal',
  'new-information': 'New',
}

/** `GET /stories.atom`: the stories that moved last, one entry each, updated as they move. */
export function riverFeed({ db, config }: FeedDeps): Handler {
  return async (c) => {
    const stories = await riverOfStories(db, { limit: entries })
    const self = `${config.siteUrl}/stories.atom`
    return atom(c, {
      id: self,
      title: { value: 'Mainsource: stories' },
      updated: stories[0]?.lastAt ?? new Date(0),
      links: [
        { href: self, rel: 'self', type: 'application/atom+xml' },
        { href: `${config.siteUrl}/`, rel: 'alternate', type: 'text/html' },
      ],
      entries: stories.map((story) => storyEntry(story, config.siteUrl)),
    })
  }
}

/** `GET /stories/:id.atom`: what was added to a story, newest first. */
export function storyFeed({ db, config }: FeedDeps): Handler {
  return async (c) => {
    const id = (c.req.param('file') ?? '').replace(/\.atom$/, '')
    const head = await findStoryHead(db, id)
    if (!head) throw new Failure('not_found', 'There is no such story.')
    if (head.mergedInto) return c.redirect(`/stories/${head.mergedInto}.atom`, 301)
    const developments = await developmentsOf(db, head.id, entries)
    const page = `${config.siteUrl}/stories/${head.id}`
    return atom(c, {
      id: page,
      title: { value: head.headline, type: 'text', ...language(head.lang) },
      updated: developments[0]?.at ?? head.lastAt,
      links: [
        { href: `${page}.atom`, rel: 'self', type: 'application/atom+xml' },
        { href: page, rel: 'alternate', type: 'text/html' },
      ],
      entries: developments.map((one) => developmentEntry(one, head, config.siteUrl)),
    })
  }
}

type AtomFeed = Parameters<typeof generateAtomFeed>[0]
type Entry = NonNullable<AtomFeed['entries']>[number]

function storyEntry(story: RiverStory, siteUrl: string): Entry {
  const page = `${siteUrl}/stories/${story.id}`
  const { newest } = story
  return {
    id: page,
    title: { value: story.headline, type: 'text', ...language(story.lang) },
    updated: story.lastAt,
    published: story.firstAt,
    authors: [{ name: newest?.sourceName ?? 'Mainsource' }],
    links: [{ href: page, rel: 'alternate', type: 'text/html' }],
    ...(newest && {
      summary: { value: `${kindWords[newest.kind]}: ${newest.text}`, type: 'text', ...language(newest.lang) },
    }),
  }
}

function developmentEntry(development: StoryDevelopment, story: StoryHead, siteUrl: string): Entry {
  const report = `${siteUrl}/reports/${development.reportId}`
  return {
    id: `${siteUrl}/stories/${story.id}#${development.id}`,
    title: {
      value: `${kindWords[development.kind]}: ${development.text}`,
      type: 'text',
      ...language(development.lang),
    },
    updated: development.at,
    published: development.at,
    authors: [{ name: development.sourceName }],
    links: [{ href: `${report}#at-${development.start}`, rel: 'alternate', type: 'text/html' }],
    ...(development.replaces && { summary: { value: `Before: ${development.replaces}`, type: 'text' } }),
  }
}

function language(lang: string | null) {
  return lang ? { xml: { lang } } : {}
}

function atom(c: Context, feed: AtomFeed): Response {
  return c.body(generateAtomFeed(feed), 200, {
    'content-type': 'application/atom+xml; charset=utf-8',
    'cache-control': 'public, max-age=60',
    'access-control-allow-origin': '*',
  })
}

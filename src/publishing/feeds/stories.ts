import type { Handler } from 'hono'
import type { Db } from '../../db/open.ts'
import { type RiverStory, riverOfStories } from '../../db/pages/river.ts'
import { developmentsOf, findStoryHead, type StoryDevelopment, type StoryHead } from '../../db/pages/story.ts'
import { developmentWords } from '../../domain/story.ts'
import { Failure } from '../../failure.ts'
import type { FeedDeps } from './deps.ts'
import { answerFeed, nameAndFormat } from './formats.ts'
import type { OutEntry, OutFeed } from './outFeed.ts'

const entries = 50

/** `GET /stories.atom`, `.rss`, `.json`: the stories that moved last, one entry each, updated as they move. */
export function riverFeed({ db, config }: FeedDeps, format: string): Handler {
  return async (c) => answerFeed(c, await feedOfRiver(db, config.siteUrl), format, config)
}

/** `GET /stories/:id.atom`, `.rss`, `.json`: what was added to a story, newest first. */
export function storyFeed({ db, config }: FeedDeps): Handler {
  return async (c) => {
    const { name, format } = nameAndFormat(c.req.param('file') ?? '')
    const head = await findStoryHead(db, name)
    if (!head) throw new Failure('not_found', 'There is no such story.')
    if (head.mergedInto) return c.redirect(`/stories/${head.mergedInto}.${format}`, 301)
    return answerFeed(c, await feedOfStory(db, head, config.siteUrl), format, config)
  }
}

export async function feedOfRiver(db: Db, siteUrl: string): Promise<OutFeed> {
  const stories = await riverOfStories(db, { limit: entries })
  return {
    id: `${siteUrl}/stories.atom`,
    title: 'Mainsource: stories',
    lang: null,
    page: `${siteUrl}/`,
    self: `${siteUrl}/stories`,
    updated: stories[0]?.lastAt ?? new Date(0),
    entries: stories.map((story) => storyEntry(story, siteUrl)),
  }
}

export async function feedOfStory(db: Db, head: StoryHead, siteUrl: string): Promise<OutFeed> {
  const developments = await developmentsOf(db, head.id, entries)
  const page = `${siteUrl}/stories/${head.id}`
  return {
    id: page,
    title: head.headline,
    lang: head.lang,
    page,
    self: page,
    updated: developments[0]?.at ?? head.lastAt,
    entries: developments.map((one) => developmentEntry(one, head, siteUrl)),
  }
}

function storyEntry(story: RiverStory, siteUrl: string): OutEntry {
  const page = `${siteUrl}/stories/${story.id}`
  const { newest } = story
  return {
    id: page,
    title: story.headline,
    lang: story.lang,
    url: page,
    author: newest?.sourceName ?? 'Mainsource',
    published: story.firstAt,
    updated: story.lastAt,
    summary: newest && `${developmentWords[newest.kind]}: ${newest.text}`,
  }
}

function developmentEntry(development: StoryDevelopment, story: StoryHead, siteUrl: string): OutEntry {
  return {
    id: `${siteUrl}/stories/${story.id}#${development.id}`,
    title: `${developmentWords[development.kind]}: ${development.text}`,
    lang: development.lang,
    url: `${siteUrl}/reports/${development.reportId}#at-${development.start}`,
    author: development.sourceName,
    published: development.at,
    updated: development.at,
    summary: development.replaces ? `Before: ${development.replaces}` : undefined,
  }
}

import type { Handler } from 'hono'
import { type RiverStory, riverOfStories } from '../../../db/pages/river.ts'
import { countShownSince } from '../../../db/pages/shownAt.ts'
import { countSources } from '../../../db/pages/sources.ts'
import type { StoryId } from '../../../domain/ids.ts'
import { developmentWords } from '../../../domain/story.ts'
import type { SiteDeps } from '../deps.ts'
import { Layout } from '../layout.tsx'
import { readPlace, writePlace } from '../place.ts'
import { theReader } from '../reader.ts'
import { At } from '../times.tsx'
import { NewCount } from '../visits/marks.tsx'
import { newFrom, visitsOf } from '../visits/remember.ts'
import { count, inLanguage, languageName, listed } from '../words.ts'

const storiesOnPage = 20

/** `GET /`: the stories, those that moved last first. */
export function river({ db, now }: SiteDeps): Handler {
  return async (c) => {
    const visits = new Map(visitsOf(c, now()).map(({ story, last }) => [story, newFrom(last)]))
    const after = readPlace(c.req.query('after'))
    const found = await riverOfStories(db, {
      after: after && { lastAt: after.at, id: after.id },
      limit: storiesOnPage + 1,
    })
    const stories = found.slice(0, storiesOnPage)
    const older = found.length > storiesOnPage ? stories.at(-1) : undefined
    if (stories.length === 0 && !after) return c.html(<NothingYet sources={await countSources(db)} />)
    const seen = stories.flatMap(({ id }) => {
      const since = visits.get(id)
      return since ? { story: id, since } : []
    })
    const fresh = await countShownSince(db, seen)
    return c.html(<RiverPage stories={stories} fresh={fresh} older={older} isFirst={!after} />)
  }
}

interface RiverProps {
  stories: readonly RiverStory[]
  /** How much is new to this reader in the stories that were looked at before; not in those without. */
  fresh: ReadonlyMap<StoryId, number>
  older?: RiverStory
  isFirst: boolean
}

function RiverPage(props: RiverProps) {
  return (
    <Layout
      title={props.isFirst ? 'Mainsource' : 'Older stories'}
      description="The news by story: what is new in each, who says it, and how many origins it really has."
      feedUrl="/stories.atom"
    >
      <h1 class={props.isFirst ? 'hidden-visually' : 'older-heading'}>
        {props.isFirst ? 'Stories' : 'Older stories'}
      </h1>
      {props.stories.length === 0 && <p>There are no older stories.</p>}
      <ol class="river">
        {props.stories.map((story, index) => (
          <RiverItem
            story={story}
            fresh={props.fresh.get(story.id) ?? 0}
            isLead={props.isFirst && index === 0}
          />
        ))}
      </ol>
      {(!props.isFirst || props.older) && (
        <nav class="pages" aria-label="More stories">
          {props.isFirst ? <span /> : <a href="/">← Newest stories</a>}
          {props.older && (
            <a
              rel="next"
              href={`/?after=${encodeURIComponent(writePlace({ at: props.older.lastAt, id: props.older.id }))}`}
            >
              Older stories →
            </a>
          )}
        </nav>
      )}
    </Layout>
  )
}

interface ItemProps {
  story: RiverStory
  fresh: number
  isLead: boolean
}

function RiverItem({ story, fresh, isLead }: ItemProps) {
  return (
    <li class={isLead ? 'river-item is-lead' : 'river-item'}>
      <article>
        <p class="moment">
          <At at={story.lastAt} shape="time" /> <At at={story.lastAt} shape="day" />
        </p>
        <div class="river-text">
          <h2 {...inLanguage(story.lang)}>
            <a href={`/stories/${story.id}`}>{story.headline}</a>
          </h2>
          {story.newest && <Newest story={story} />}
        </div>
        <p class="river-facts">
          <strong>
            {count(story.reports, 'report')}, {count(story.origins, 'origin')}
          </strong>
          {fresh > 0 && <NewCount count={fresh} />}
          {story.languages.length > 0 && (
            <span>{listed(story.languages.map((lang) => languageName(lang)))}</span>
          )}
        </p>
      </article>
    </li>
  )
}

function Newest({ story }: { story: RiverStory }) {
  const newest = story.newest!
  return (
    <div class="newest">
      <p class="newest-said" {...inLanguage(newest.lang)}>
        <a href={`/reports/${newest.reportId}#at-${newest.start}`}>{newest.text}</a>
      </p>
      <p class="newest-who">
        <span class="newest-kind">{developmentWords[newest.kind]}</span>
        {newest.speaker && (
          <span>
            {' '}
            from <span {...inLanguage(newest.lang)}>{newest.speaker}</span>
          </span>
        )}
        {newest.speaker ? ', in ' : ' in '}
        <bdi>{newest.sourceName}</bdi>
      </p>
    </div>
  )
}

function NothingYet({ sources }: { sources: number }) {
  const { person } = theReader()
  return (
    <Layout title="Mainsource" feedUrl="/stories.atom">
      <section class="empty">
        <h1>{sources === 0 ? 'Nothing is followed yet' : 'No stories yet'}</h1>
        {sources === 0 ? (
          <ol class="steps">
            <li>
              <p>
                <strong>Follow a source.</strong>{' '}
                {person ? (
                  <>
                    <a href="/sources">Add a feed, a site or a page</a>, or on the command line:
                  </>
                ) : (
                  <>
                    <a href="/sign-in">Sign in</a> and add a feed, a site or a page, or on the command line:
                  </>
                )}
              </p>
              <p>
                <code class="command">npm run -s mainsource -- add https://example.org/feed</code>
              </p>
            </li>
            <li>
              <p>
                <strong>Or see it move first.</strong> A small invented world of sources, replayed over a
                minute:
              </p>
              <p>
                <code class="command">npm start -- --sample</code>
              </p>
            </li>
            <li>
              <p>
                <strong>Or bring an archive.</strong> JSONL, WARC, or a folder of pages:
              </p>
              <p>
                <code class="command">npm run -s mainsource -- import FILE</code>
              </p>
            </li>
          </ol>
        ) : (
          <p>
            {count(sources, 'source')} {sources === 1 ? 'is' : 'are'} followed. Stories appear here as reports
            arrive; <a href="/sources">how the sources are doing</a> shows when each is asked next.
          </p>
        )}
      </section>
    </Layout>
  )
}

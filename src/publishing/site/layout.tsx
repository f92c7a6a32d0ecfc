import { html } from 'hono/html'
import type { PropsWithChildren } from 'hono/jsx'
import type { Person } from '../people/person.ts'
import { assetAddress } from './assets.ts'
import { theReader } from './reader.ts'

export interface LayoutProps {
  /** What the page is about; the site's name is added. */
  title: string
  /** The language of the page's own words; texts from elsewhere carry their own. */
  lang?: string
  /** Who is signed in; taken from the request when absent. */
  person?: Person
  description?: string
  /** An Atom feed of what the page shows. */
  feedUrl?: string
  /** The actor by which the fediverse knows what the page shows. */
  actorUrl?: string
  /** Names of modules the page works better with, beside times.js. */
  modules?: readonly string[]
}

const places = [
  { href: '/', label: 'Stories', also: ['/stories/', '/reports/'] },
  { href: '/where', label: 'Where from?', also: [] },
  { href: '/sources', label: 'Sources', also: ['/sources/'] },
  { href: '/decisions', label: 'Decisions', also: [] },
  { href: '/subscriptions/new', label: 'Alerts', also: ['/subscriptions/', '/topics'] },
] as const

const deskPlace = { href: '/desk', label: 'Desk', also: ['/desk/'] } as const

/** The frame of every page: skip link, masthead, the page itself, colophon. */
export function Layout(props: PropsWithChildren<LayoutProps>) {
  const reader = theReader()
  const person = props.person ?? reader.person
  const lang = props.lang ?? 'en'
  return (
    <>
      {html`<!doctype html>`}
      <html lang={lang} data-locale={reader.locale} data-zone={reader.zone}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{props.title === 'Mainsource' ? props.title : `${props.title} · Mainsource`}</title>
          {props.description && <meta name="description" content={props.description} />}
          <meta name="color-scheme" content="light dark" />
          <link rel="stylesheet" href={assetAddress('site.css')} />
          <link rel="icon" type="image/svg+xml" href={assetAddress('icon.svg')} />
          {props.feedUrl && (
            <link rel="alternate" type="application/atom+xml" title={props.title} href={props.feedUrl} />
          )}
          {props.actorUrl && <link rel="alternate" type="application/activity+json" href={props.actorUrl} />}
          {['times.js', ...(props.modules ?? [])].map((name) => (
            <script type="module" src={assetAddress(name)} />
          ))}
        </head>
        <body>
          <a class="skip" href="#content">
            Skip to the content
          </a>
          <Masthead path={reader.path} person={person} />
          <main id="content" class="page" tabindex={-1}>
            {props.children}
          </main>
          <Colophon />
        </body>
      </html>
    </>
  )
}

function Masthead({ path, person }: { path: string; person?: Person }) {
  return (
    <header class="masthead">
      <div class="masthead-top">
        <a class="wordmark" href="/">
          Mainsource
        </a>
        <p class="motto">where the news comes from</p>
        <div class="account">
          <a href="/search">Search</a>
          {person ? <SignOut /> : <a href="/sign-in">Sign in</a>}
        </div>
      </div>
      <nav aria-label="Main">
        <ul>
          {(person ? [...places, deskPlace] : places).map((place) => (
            <li>
              <a href={place.href} aria-current={isAt(path, place) ? 'page' : undefined}>
                {place.label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  )
}

function SignOut() {
  return (
    <form method="post" action="/sign-out">
      <button type="submit">Sign out</button>
    </form>
  )
}

function isAt(path: string, place: (typeof places)[number] | typeof deskPlace): boolean {
  return path === place.href || place.also.some((start) => path.startsWith(start))
}

function Colophon() {
  return (
    <footer class="colophon">
      <div class="colophon-in">
        <p>
          What is said here of a report is found by a machine and shown with its evidence. What people decide
          about it is on the <a href="/decisions">public record</a>.
        </p>
        <ul>
          <li>
            <a href="/stories.atom">Stories as Atom</a>
          </li>
          <li>
            <a href="/topics">Topics</a>
          </li>
        </ul>
      </div>
    </footer>
  )
}

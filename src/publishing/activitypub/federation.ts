import { createFederation, type Federation, importJwk } from '@fedify/fedify'
import { kvCache } from '@fedify/fedify/utils'
import { Create, Note } from '@fedify/fedify/vocab'
import { ensureActorKey } from '../../db/activitypub/actorKey.ts'
import { countFollowers } from '../../db/activitypub/followers.ts'
import { countNotes, countSaid, findNote, notesOf } from '../../db/activitypub/notes.ts'
import { isId } from '../../domain/ids.ts'
import { actorOf } from './actor.ts'
import type { FediverseDeps } from './deps.ts'
import { findFollowable } from './followable.ts'
import { listen } from './inbox.ts'
import { keptStore } from './keptStore.ts'
import { type Loaders, openLoaders } from './loader.ts'

const notesOnPage = 20
const newest = 'newest'

/** Everything by which other servers know this one. Deliveries are not made here: they go the way of all alerts. */
export function openFederation(deps: FediverseDeps): Federation<FediverseDeps> {
  const { config, db, now } = deps
  const loaders = openLoaders(config)
  const kv = keptStore(db, now)
  const federation = createFederation<FediverseDeps>({
    kv,
    origin: config.siteUrl,
    documentLoaderFactory: () => loaders.open,
    contextLoaderFactory: () => kvCache({ loader: loaders.open, kv }),
    authenticatedDocumentLoaderFactory: loaders.signed,
    circuitBreaker: false,
  })
  showActors(federation)
  showCollections(federation, loaders)
  showNotes(federation, loaders)
  federation.setNodeInfoDispatcher('/nodeinfo/2.1', async () => {
    const { actors, notes } = await countSaid(db)
    return {
      software: { name: 'mainsource', version: '0.1.0' },
      protocols: ['activitypub'],
      openRegistrations: false,
      usage: { users: { total: actors }, localPosts: notes, localComments: 0 },
    }
  })
  listen(federation.setInboxListeners('/actors/{identifier}/inbox', '/inbox'))
  return federation
}

function showActors(federation: Federation<FediverseDeps>): void {
  federation
    .setActorDispatcher('/actors/{identifier}', actorOf)
    .setKeyPairsDispatcher(async (ctx) => {
      const { publicKey, privateKey } = await ensureActorKey(ctx.data.db)
      return [
        {
          publicKey: await importJwk(publicKey, 'public'),
          privateKey: await importJwk(privateKey, 'private'),
        },
      ]
    })
    .mapHandle((_ctx, username) => username.toLowerCase())
    .mapAlias((_ctx, { pathname }) => {
      const [, place, id = ''] = pathname.split('/')
      if (place === 'stories' && isId('story', id)) return { identifier: `story-${id.slice(4)}` }
      return place === 'topics' ? { identifier: id } : null
    })
}

function showCollections(federation: Federation<FediverseDeps>, loaders: Loaders): void {
  federation
    .setOutboxDispatcher('/actors/{identifier}/outbox', async (ctx, name, cursor) => {
      const { db, notes } = ctx.data
      const followable = await findFollowable(db, name)
      if (!followable) return null
      const id = followable.actor?.subscriptionId
      const before = cursor === null || cursor === newest ? undefined : cursor
      const said = id ? await notesOf(db, id, { before, limit: notesOnPage }) : []
      const items = await Promise.all(
        said.map((one) => Create.fromJsonLd(notes.writeCreate(one), reading(loaders))),
      )
      return { items, nextCursor: said.length === notesOnPage ? said.at(-1)!.root : null }
    })
    .setFirstCursor(() => newest)
    .setCounter(async (ctx, name) => {
      const followable = await findFollowable(ctx.data.db, name)
      const id = followable?.actor?.subscriptionId
      return id ? countNotes(ctx.data.db, id) : 0
    })
  federation
    // Who follows what is nobody's business but theirs: their number is told, not their names.
    .setFollowersDispatcher('/actors/{identifier}/followers', async (ctx, name) =>
      (await findFollowable(ctx.data.db, name)) ? { items: [] } : null,
    )
    .setCounter((ctx, name) => countFollowers(ctx.data.db, name))
}

function showNotes(federation: Federation<FediverseDeps>, loaders: Loaders): void {
  federation.setObjectDispatcher(Note, '/notes/{id}', async (ctx, { id }) => {
    const state = isId('alert', id) ? await findNote(ctx.data.db, id) : undefined
    return state ? Note.fromJsonLd(ctx.data.notes.write(state), reading(loaders)) : null
  })
}

/** How our own words are read into Fedify's; nothing is fetched, their context being built in. */
function reading({ open }: Loaders) {
  return { documentLoader: open, contextLoader: open }
}

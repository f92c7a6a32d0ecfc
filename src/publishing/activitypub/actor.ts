import type { RequestContext } from '@fedify/fedify'
import { Application, Endpoints, Service, Tombstone } from '@fedify/fedify/vocab'
import { html } from 'hono/html'
import { siteActor } from '../../domain/fediverse.ts'
import type { FediverseDeps } from './deps.ts'
import { type Followable, findFollowable } from './followable.ts'

/** What other servers are shown of an actor: a story or a topic as a service, and the site as an application. */
export async function actorOf(ctx: RequestContext<FediverseDeps>, name: string) {
  if (name === siteActor) return siteItself(ctx)
  const followable = await findFollowable(ctx.data.db, name)
  if (!followable) return null
  if (followable.hasEnded) return new Tombstone({ id: ctx.getActorUri(name) })
  const { siteUrl } = ctx.data.config
  return new Service({
    ...(await shared(ctx, name)),
    name: followable.title,
    summary: summaryOf(followable, siteUrl),
    url: new URL(followable.page, siteUrl),
    outbox: ctx.getOutboxUri(name),
    followers: ctx.getFollowersUri(name),
    manuallyApprovesFollowers: false,
    discoverable: true,
    indexable: true,
  })
}

/** It says nothing and cannot be followed: it is in whose name other servers are asked for what they show to few. */
async function siteItself(ctx: RequestContext<FediverseDeps>) {
  return new Application({
    ...(await shared(ctx, siteActor)),
    name: 'Mainsource',
    summary: '<p>Follow one of its stories or topics.</p>',
    url: new URL(ctx.data.config.siteUrl),
    manuallyApprovesFollowers: true,
  })
}

async function shared(ctx: RequestContext<FediverseDeps>, name: string) {
  const keys = await ctx.getActorKeyPairs(name)
  return {
    id: ctx.getActorUri(name),
    preferredUsername: name,
    inbox: ctx.getInboxUri(name),
    endpoints: new Endpoints({ sharedInbox: ctx.getInboxUri() }),
    publicKey: keys[0]!.cryptographicKey,
    assertionMethods: keys.map((key) => key.multikey),
  }
}

function summaryOf({ page, query, title }: Followable, siteUrl: string): string {
  const what =
    query === undefined
      ? html`What is new in the story <a href="${siteUrl}${page}">${title}</a>`
      : html`What is new in reports that meet <a href="${siteUrl}${page}">${query}</a>`
  return String(html`<p>${what}, said once, with who says it and where it comes from.</p>`)
}

import type { AddressInfo } from 'node:net'
import {
  createFederation,
  type Federation,
  generateCryptoKeyPair,
  type HttpMessageSignaturesSpec,
  MemoryKvStore,
} from '@fedify/fedify'
import {
  Accept,
  type Activity,
  type Actor,
  Create,
  Delete,
  Endpoints,
  Follow,
  Person,
  Undo,
  Update,
} from '@fedify/fedify/vocab'
import { createAdaptorServer } from '@hono/node-server'
import { afterAll } from 'vitest'

/** What came into its inboxes: verified, with the JSON as it was sent. */
export interface TakenIn {
  readonly type: string
  readonly activity: Activity
  readonly json: Record<string, unknown>
}

export interface OtherServer {
  readonly url: string
  readonly taken: TakenIn[]
  /** What its inboxes answer instead of taking anything in; none as it begins. */
  refuse: number | undefined
  follow(who: string, handle: string): Promise<Actor>
  /** Takes back the follow of `whose`, their own where none is given. */
  unfollow(who: string, actor: Actor, whose?: URL): Promise<void>
  deleteSelf(who: string, actor: Actor): Promise<void>
}

interface Options {
  /** The one way of signing that it understands; both where none is given. */
  readonly understands?: HttpMessageSignaturesSpec
}

/** A second server of the fediverse on loopback, where `ana` and `bela` live. */
export async function anOtherServer({ understands }: Options = {}): Promise<OtherServer> {
  const taken: TakenIn[] = []
  const bodies = new Map<string, Record<string, unknown>>()
  let federation: Federation<void>
  const server = createAdaptorServer({
    fetch: async (request) => {
      if (request.method !== 'POST') return federation.fetch(request, { contextData: undefined })
      if (other.refuse) return new Response(null, { status: other.refuse })
      if (understands && waySigned(request) !== understands) return new Response(null, { status: 401 })
      const text = await request.clone().text()
      const json = JSON.parse(text) as Record<string, unknown>
      bodies.set(String(json['id']), json)
      return federation.fetch(request, { contextData: undefined })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  afterAll(() => void server.close())
  federation = await aFederation(url, (activity) => {
    const json = bodies.get(activity.id?.href ?? '') ?? {}
    taken.push({ type: String(json['type']), activity, json })
  })
  const context = federation.createContext(new URL(url), undefined)
  const send = (who: string, to: Actor, activity: Activity) =>
    context.sendActivity({ identifier: who }, to, activity, { immediate: true })
  const followId = (who: string, actor: Actor) => new URL(`${url}/follows/${who}#${actor.id!.pathname}`)
  const other: OtherServer = {
    url,
    taken,
    refuse: undefined,
    async follow(who, handle) {
      const actor = (await context.lookupObject(await addressOf(handle))) as Actor | null
      if (!actor) throw new Error(`${handle} was not found.`)
      const actorUri = context.getActorUri(who)
      await send(who, actor, new Follow({ id: followId(who, actor), actor: actorUri, object: actor.id }))
      return actor
    },
    async unfollow(who, actor, whose) {
      const actorUri = context.getActorUri(who)
      const object = new Follow({ id: followId(who, actor), actor: whose ?? actorUri, object: actor.id })
      await send(
        who,
        actor,
        new Undo({ id: new URL(`${url}/undo/${Math.random()}`), actor: actorUri, object }),
      )
    },
    async deleteSelf(who, actor) {
      const actorUri = context.getActorUri(who)
      await send(
        who,
        actor,
        new Delete({ id: new URL('#delete', actorUri), actor: actorUri, object: actorUri }),
      )
    },
  }
  return other
}

async function aFederation(origin: string, take: (activity: Activity) => void): Promise<Federation<void>> {
  const federation = createFederation<void>({ kv: new MemoryKvStore(), origin, allowPrivateAddress: true })
  const keys = await generateCryptoKeyPair('RSASSA-PKCS1-v1_5')
  federation
    .setActorDispatcher('/users/{identifier}', async (ctx, identifier) => {
      if (identifier !== 'ana' && identifier !== 'bela') return null
      const [key] = await ctx.getActorKeyPairs(identifier)
      return new Person({
        id: ctx.getActorUri(identifier),
        preferredUsername: identifier,
        inbox: ctx.getInboxUri(identifier),
        endpoints: new Endpoints({ sharedInbox: ctx.getInboxUri() }),
        publicKey: key!.cryptographicKey,
      })
    })
    .setKeyPairsDispatcher(() => [keys])
    .mapHandle((_ctx, username) => username)
  federation
    .setInboxListeners('/users/{identifier}/inbox', '/inbox')
    .on(Accept, (_ctx, activity) => take(activity))
    .on(Create, (_ctx, activity) => take(activity))
    .on(Update, (_ctx, activity) => take(activity))
  return federation
}

/** What WebFinger says is meant by a handle; asked by http, since nothing on loopback has a certificate. */
async function addressOf(handle: string): Promise<string> {
  const resource = `acct:${handle.slice(1)}`
  const host = handle.slice(handle.lastIndexOf('@') + 1)
  const asked = await fetch(`http://${host}/.well-known/webfinger?resource=${encodeURIComponent(resource)}`)
  const { subject, links } = (await asked.json()) as {
    subject: string
    links: { rel: string; type?: string; href: string }[]
  }
  const self = links.find(({ rel, type }) => rel === 'self' && type === 'application/activity+json')
  if (subject !== resource || !self) throw new Error(`${handle} is not what is found under it.`)
  return self.href
}

/** The standard says which parts it signs in a header of its own. */
function waySigned(request: Request): HttpMessageSignaturesSpec {
  return request.headers.has('signature-input') ? 'rfc9421' : 'draft-cavage-http-signatures-12'
}

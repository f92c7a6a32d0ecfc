import { importJwk, signRequest } from '@fedify/fedify/sig'
import type { ActorKey } from '../../db/activitypub/actorKey.ts'
import { actorAddresses } from '../../domain/fediverse.ts'
import type { Outcome } from '../channel.ts'
import { type Answer, type Judge, outcomeOf, type Sender } from '../sender.ts'
import { activityJson } from './vocabulary.ts'

/** The two ways in which servers sign: the standard, and the draft that older ones know alone. */
const ways = ['rfc9421', 'draft-cavage-http-signatures-12'] as const
type Way = (typeof ways)[number]

/** A server that does not know a way of signing answers with one of these. */
const notUnderstood: ReadonlySet<string> = new Set(['400', '401', '403'])
/** It read the activity and will not have it. */
const refused: ReadonlySet<number> = new Set([405, 413, 415, 422])
const mostServers = 10_000

/** Which way each server took last. */
const taken = new Map<string, Way>()
/** The key as it is used, read once. */
let imported: { readonly modulus?: string; readonly privateKey: Promise<CryptoKey> } | undefined

export interface Post {
  readonly inbox: string
  readonly activity: object
  /** The name of the actor that signs. */
  readonly actor: string
}

/**
 * Posts an activity to an inbox, signed. Where the server does not understand the signature it is posted again, signed the
 * other way, as servers do until all know the standard; the way that was taken is tried first the next time.
 */
export async function postSigned(
  { inbox, activity, actor }: Post,
  { sender, siteUrl, key }: { sender: Sender; siteUrl: string; key: ActorKey },
  now: Date,
): Promise<Outcome> {
  const { origin } = new URL(inbox)
  const privateKey = await privateHalf(key)
  const keyId = new URL(actorAddresses(siteUrl, actor).key)
  const body = JSON.stringify(activity)
  const first = taken.get(origin) ?? ways[0]
  const post = async (way: Way) => {
    const headers = await signedHeaders(inbox, body, { privateKey, keyId, way })
    const outcome = await sender.send(inbox, { headers, body }, now, judge)
    if (outcome.kind === 'delivered') remember(origin, way)
    return outcome
  }
  const outcome = await post(first)
  if (outcome.kind !== 'failed' || !notUnderstood.has(outcome.status ?? '')) return outcome
  return post(first === ways[0] ? ways[1] : ways[0])
}

async function signedHeaders(
  inbox: string,
  body: string,
  { privateKey, keyId, way }: { privateKey: CryptoKey; keyId: URL; way: Way },
): Promise<Record<string, string>> {
  const headers = { 'content-type': activityJson, accept: activityJson }
  const request = new Request(inbox, { method: 'POST', headers, body })
  const signed = await signRequest(request, privateKey, keyId, { spec: way })
  return Object.fromEntries(signed.headers)
}

function privateHalf({ privateKey }: ActorKey): Promise<CryptoKey> {
  if (!imported || imported.modulus !== privateKey.n) {
    imported = { modulus: privateKey.n, privateKey: importJwk(privateKey, 'private') }
  }
  return imported.privateKey
}

function remember(origin: string, way: Way): void {
  if (taken.size >= mostServers) taken.delete(taken.keys().next().value!)
  taken.delete(origin)
  taken.set(origin, way)
}

const judge: Judge = (answer: Answer) => {
  const { code } = answer
  if (refused.has(code)) {
    const why = `The server takes no such activity (${code}): ${answer.text.slice(0, 200)}`
    return { kind: 'refused', status: String(code), why }
  }
  return outcomeOf(answer)
}

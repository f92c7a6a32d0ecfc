import {
  type AuthenticatedDocumentLoaderFactory,
  type DocumentLoader,
  FetchError,
  getRemoteDocument,
  type HttpMessageSignaturesSpec,
  preloadedContexts,
  signRequest,
} from '@fedify/fedify'
import { Agent, fetch } from 'undici'
import type { Config } from '../../config.ts'
import { openConnector } from '../../net/connector.ts'

type Settings = Pick<Config, 'allowPrivateAddresses' | 'siteUrl'>
type Signing = Parameters<AuthenticatedDocumentLoaderFactory>[0]

const connectMs = 5000
const answerMs = 10_000
/** Actors and contexts are of a few thousand bytes. */
const largestBytes = 1_048_576
const mostRedirects = 5
const ways: readonly HttpMessageSignaturesSpec[] = ['rfc9421', 'draft-cavage-http-signatures-12']
const accept =
  'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"'

export interface Loaders {
  /** Loads what anyone may see. */
  readonly open: DocumentLoader
  /** Loads as an actor, for servers that show theirs only to whom they know. */
  readonly signed: (as: Signing) => DocumentLoader
}

/**
 * Loads documents of other servers over connections that are judged where they are made: public addresses only, by https,
 * unless private ones are allowed. Throws a FetchError, with the answer where there was one.
 */
export function openLoaders(settings: Settings): Loaders {
  const agent = new Agent({
    connect: openConnector(settings.allowPrivateAddresses, connectMs),
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
    maxResponseSize: largestBytes,
    keepAliveTimeout: 10_000,
  })
  const headers = { accept, 'user-agent': `Mainsource (+${settings.siteUrl})` }

  async function ask(url: string, as: Signing | undefined, signal: AbortSignal): Promise<Response> {
    for (const way of as ? ways : []) {
      const signed = await signRequest(new Request(url, { headers }), as!.privateKey, as!.keyId, {
        spec: way,
      })
      const answer = await answerTo(url, Object.fromEntries(signed.headers), signal)
      if (![400, 401, 403].includes(answer.status) || way === ways.at(-1)) return answer
      await answer.body?.cancel()
    }
    return answerTo(url, headers, signal)
  }

  async function answerTo(url: string, sent: Record<string, string>, signal: AbortSignal): Promise<Response> {
    const answer = await fetch(url, { dispatcher: agent, redirect: 'manual', headers: sent, signal })
    return answer as unknown as Response
  }

  function loaderFor(as: Signing | undefined): DocumentLoader {
    const load = async (url: string, signal: AbortSignal, redirects = 0): ReturnType<DocumentLoader> => {
      const { href, protocol } = new URL(url)
      if (Object.hasOwn(preloadedContexts, href)) {
        return { contextUrl: null, document: preloadedContexts[href], documentUrl: href }
      }
      if (protocol !== 'https:' && !(protocol === 'http:' && settings.allowPrivateAddresses)) {
        throw new FetchError(href, 'Only https is asked')
      }
      if (redirects > mostRedirects) throw new FetchError(href, 'Too many redirects')
      const answer = await ask(href, as, signal)
      const location = answer.headers.get('location')
      if (answer.status >= 300 && answer.status < 400 && location) {
        await answer.body?.cancel()
        return load(new URL(location, href).href, signal, redirects + 1)
      }
      return getRemoteDocument(href, answer, (alternate) => load(alternate, signal, redirects + 1))
    }
    return async (url, options) => {
      const within = AbortSignal.timeout(connectMs + answerMs)
      const signal = options?.signal ? AbortSignal.any([options.signal, within]) : within
      try {
        return await load(url, signal)
      } catch (error) {
        if (error instanceof FetchError) throw error
        throw new FetchError(url, error instanceof Error ? error.message : String(error))
      }
    }
  }

  return { open: loaderFor(undefined), signed: loaderFor }
}

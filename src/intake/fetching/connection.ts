import { Agent } from 'undici'
import { openConnector } from '../../net/connector.ts'
import type { Limits } from './limits.ts'

/** Connections for fetching, one at a time to a host; they reach public addresses only, unless private ones are allowed. */
export function openConnections(allowPrivate: boolean, limits: Limits): Agent {
  return new Agent({
    connect: openConnector(allowPrivate, limits.connectMs),
    allowH2: false,
    connections: 1,
    pipelining: 1,
    maxHeaderSize: limits.headerBytes,
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 30_000,
  })
}

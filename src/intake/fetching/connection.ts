import dns from 'node:dns'
import net from 'node:net'
import { Agent, buildConnector } from 'undici'
import { isPublicAddress } from './address.ts'
import type { Limits } from './limits.ts'

/** Why a connection was not made: the name stands for an address that is not public. */
export class PrivateAddressError extends Error {
  readonly code = 'PRIVATE_ADDRESS'
  constructor(host: string, address: string) {
    super(host === address ? `${host} is not a public address` : `${host} resolves to ${address}`)
  }
}

/**
 * Connections that reach public addresses only. The address is judged where the connection is made, on the very answer
 * it is made with, so a name that changes its answer between a check and its use (DNS rebinding) gains nothing.
 */
export function openConnections(allowPrivate: boolean, limits: Limits): Agent {
  const shared = { timeout: limits.connectMs, allowH2: false }
  const connect = buildConnector(allowPrivate ? shared : { ...shared, lookup: lookUpPublic })
  return new Agent({
    connect: allowPrivate
      ? connect
      : (options, callback) => {
          const literal = options.hostname.replace(/^\[|\]$/g, '')
          if (net.isIP(literal) !== 0 && !isPublicAddress(literal)) {
            callback(new PrivateAddressError(literal, literal), null)
            return
          }
          connect(options, callback)
        },
    allowH2: false,
    connections: 1,
    pipelining: 1,
    maxHeaderSize: limits.headerBytes,
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 30_000,
  })
}

/** Resolves a name as usual, but fails when any of its addresses is not public. */
const lookUpPublic: net.LookupFunction = (hostname, options, callback) => {
  dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '')
    const refused = addresses.find(({ address }) => !isPublicAddress(address))
    if (refused) return callback(new PrivateAddressError(hostname, refused.address), '')
    if (options.all) return callback(null, addresses)
    const [first] = addresses
    return callback(null, first!.address, first!.family)
  })
}

import dns from 'node:dns'
import net from 'node:net'
import { buildConnector } from 'undici'
import { isPublicAddress } from './addresses.ts'

/** Why a connection was not made: the name stands for an address that is not public. */
export class PrivateAddressError extends Error {
  readonly code = 'PRIVATE_ADDRESS'
  constructor(host: string, address: string) {
    super(host === address ? `${host} is not a public address` : `${host} resolves to ${address}`)
  }
}

/**
 * Makes connections, to public addresses only unless private ones are allowed. The address is judged where the
 * connection is made, on the very answer it is made with, so a name that changes its answer between a check and its
 * use (DNS rebinding) gains nothing.
 */
export function openConnector(allowPrivate: boolean, timeoutMs: number): buildConnector.connector {
  const shared = { timeout: timeoutMs, allowH2: false }
  if (allowPrivate) return buildConnector(shared)
  const connect = buildConnector({ ...shared, lookup: lookUpPublic })
  return (options, callback) => {
    const literal = options.hostname.replace(/^\[|\]$/g, '')
    if (net.isIP(literal) !== 0 && !isPublicAddress(literal)) {
      callback(new PrivateAddressError(literal, literal), null)
      return
    }
    connect(options, callback)
  }
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

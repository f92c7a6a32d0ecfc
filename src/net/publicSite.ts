import net from 'node:net'
import type { Config } from '../config.ts'
import { isPublicAddress } from './addresses.ts'

/** Ends of names that no public server has. */
const localNames = /(^|\.)(localhost|local|internal|lan|home\.arpa|test|invalid)$/

/**
 * Why servers elsewhere cannot reach this site under its address, as a sentence that says what to do; undefined where
 * they can. Where private addresses are allowed, as for a trial between servers of one network, any address will do.
 */
export function whyNotPublic({
  siteUrl,
  allowPrivateAddresses,
}: Pick<Config, 'siteUrl' | 'allowPrivateAddresses'>): string | undefined {
  const { protocol, hostname, origin } = new URL(siteUrl)
  if (origin !== siteUrl) {
    return `Its address ${siteUrl} has a path, and handles have none. Set MAINSOURCE_SITE_URL to an address without one.`
  }
  if (allowPrivateAddresses) return undefined
  if (protocol !== 'https:') {
    return `Its address ${siteUrl} does not begin with https://. Set MAINSOURCE_SITE_URL to the https address it is reached at.`
  }
  const host = hostname.replace(/^\[|\]$/g, '')
  const isPublic = net.isIP(host) === 0 ? host.includes('.') && !localNames.test(host) : isPublicAddress(host)
  return isPublic
    ? undefined
    : `${host} is no public host. Set MAINSOURCE_SITE_URL to the https address it is reached at.`
}

import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/** The address the request came from; behind a proxy that is the proxy's. */
export function peerOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? '0.0.0.0'
  } catch {
    // A request made in the process itself, as tests do, has no connection.
    return '0.0.0.0'
  }
}

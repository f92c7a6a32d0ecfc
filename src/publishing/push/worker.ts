import { readFileSync } from 'node:fs'
import type { Context } from 'hono'

const script = readFileSync(new URL('../site/assets/pushWorker.js', import.meta.url), 'utf8')

/**
 * `GET /push-worker.js`: the service worker that shows notifications. At the root, as a worker is for the pages beneath
 * its own address, and fetched anew each time, so that a browser never keeps an old one.
 */
export function servePushWorker(c: Context): Response {
  return c.body(script, 200, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-cache',
  })
}

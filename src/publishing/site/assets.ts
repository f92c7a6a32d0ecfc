import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Context } from 'hono'

/** A file the pages refer to. `address` changes with its content, so a browser may keep it for good. */
export interface Asset {
  readonly address: string
  readonly type: string
  readonly body: string
}

const folder = new URL('./assets/', import.meta.url)

/** Every asset by the name it has in addresses. The style sheets are one file, in the order of their names. */
const assets = new Map<string, Asset>([
  ['site.css', anAsset('site.css', 'text/css', allStyles())],
  ['times.js', anAsset('times.js', 'text/javascript', fileText('times.js'))],
  ['passages.js', anAsset('passages.js', 'text/javascript', fileText('passages.js'))],
  ['preview.js', anAsset('preview.js', 'text/javascript', fileText('preview.js'))],
  ['push.js', anAsset('push.js', 'text/javascript', fileText('push.js'))],
  ['icon.svg', anAsset('icon.svg', 'image/svg+xml', fileText('icon.svg'))],
])

/** The address of an asset for use in a page. */
export function assetAddress(name: string): string {
  const asset = assets.get(name)
  if (!asset) throw new Error(`There is no asset ${name}.`)
  return asset.address
}

/** Answers `GET /assets/:name`. */
export function serveAsset(c: Context): Response | Promise<Response> {
  const asset = assets.get(c.req.param('name') ?? '')
  if (!asset) return c.notFound()
  const current = asset.address.endsWith(`?v=${c.req.query('v')}`)
  return c.body(asset.body, 200, {
    'content-type': `${asset.type}; charset=utf-8`,
    'cache-control': current ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
}

function anAsset(name: string, type: string, body: string): Asset {
  const version = createHash('sha256').update(body).digest('hex').slice(0, 12)
  return { address: `/assets/${name}?v=${version}`, type, body }
}

function fileText(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8')
}

function allStyles(): string {
  const styles = new URL('styles/', folder)
  return readdirSync(styles)
    .filter((name) => name.endsWith('.css'))
    .sort()
    .map((name) => readFileSync(new URL(name, styles), 'utf8'))
    .join('\n')
}

import { createHash } from 'node:crypto'
import type { Context } from 'hono'

/** Answers with a text under an entity tag made of it, or only says that it is the one the reader has (RFC 9110, 13.1.2). */
export function answerUnlessSame(c: Context, body: string, headers: Record<string, string>): Response {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  if (!isKnown(c.req.header('if-none-match'), etag)) return c.body(body, 200, { ...headers, etag })
  const { 'content-type': _, ...rest } = headers
  return c.body(null, 304, { ...rest, etag })
}

/** True where one of the tags is this one; a weak tag, as a proxy that compresses makes it, counts as well. */
function isKnown(tags: string | undefined, etag: string): boolean {
  return (tags ?? '').split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
}

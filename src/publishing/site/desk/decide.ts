import type { Context, Handler } from 'hono'
import { isId } from '../../../domain/ids.ts'
import { Failure } from '../../../failure.ts'
import type { Because, SiteDeps } from '../deps.ts'
import { theReader } from '../reader.ts'

export type ReportAction = 'confirm' | 'hold' | 'release' | 'withdraw'

export const longestReason = 2000

/** `POST /reports/:id/confirm`, `/hold`, `/release` and `/withdraw`. */
export function decideReport({ desk }: SiteDeps, action: ReportAction): Handler {
  return async (c) => {
    const id = c.req.param('id') ?? ''
    if (!isId('report', id)) throw new Failure('not_found', 'There is no such report.')
    await desk[action](id, await because(c))
    return c.redirect('/desk', 303)
  }
}

/** `POST /sources/:id/hold` and `/release`. */
export function decideSource({ desk }: SiteDeps, action: 'holdSource' | 'releaseSource'): Handler {
  return async (c) => {
    const id = c.req.param('id') ?? ''
    if (!isId('source', id)) throw new Failure('not_found', 'There is no such source.')
    await desk[action](id, await because(c))
    return c.redirect(`/sources/${id}`, 303)
  }
}

async function because(c: Context): Promise<Because> {
  const given = (await c.req.formData()).get('why')
  const why = typeof given === 'string' ? given.trim().slice(0, longestReason) : ''
  if (why === '')
    throw new Failure('invalid', 'Say why: the reason stands on the public record. Go back and enter it.')
  return { by: theReader().person!.name, why }
}

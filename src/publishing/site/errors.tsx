import type { Context, ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Failure, type FailureKind } from '../../failure.ts'
import type { Logger } from '../../log.ts'
import { Layout } from './layout.tsx'

const statusOf: Record<FailureKind, ContentfulStatusCode> = {
  invalid: 422,
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  unavailable: 503,
}

const titles: Record<number, string> = {
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not possible now',
  413: 'Too much at once',
  422: 'That cannot be used',
  503: 'Not available now',
}

/** Shows what a person can act on as it is; our own bugs are logged whole and told apart from them. */
export function showError(log: Logger): ErrorHandler {
  return (error, c) => {
    if (error instanceof Failure) return answer(c, statusOf[error.kind], error.message)
    if (error instanceof HTTPException)
      return answer(c, error.status as ContentfulStatusCode, refusal(error.status))
    log.error({ err: error, method: c.req.method, path: c.req.path }, 'a page failed')
    return answer(c, 500, 'It was not your doing. The error was logged; try again, or go back.')
  }
}

export const showNotFound: NotFoundHandler = (c) => answer(c, 404, 'There is nothing at this address.')

function refusal(status: number): string {
  if (status === 403)
    return 'This form was not sent from a page of this site. Go back, reload the page, and send it again.'
  if (status === 413) return 'What was sent is larger than this page takes.'
  return 'This request cannot be answered.'
}

function answer(c: Context, status: ContentfulStatusCode, message: string): Response | Promise<Response> {
  const title = titles[status] ?? 'Something went wrong'
  if (c.req.path.startsWith('/api/')) return c.json({ error: { title, message } }, status)
  return c.html(
    <Layout title={title}>
      <section class="empty">
        <h1>{title}</h1>
        {message.split('\n').map((line) => (
          <p>{line}</p>
        ))}
        <p>
          <a href="/">Go to the stories</a>
        </p>
      </section>
    </Layout>,
    status,
  )
}

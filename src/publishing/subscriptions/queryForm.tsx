import type { Subscription } from '../../db/subscriptions.ts'
import type { QueryPreview } from '../../domain/alerts.ts'
import { TextArea } from '../site/forms.tsx'
import { MarkedQuery, PreviewedReports, PreviewInWords, type QueryProblem } from './previewOfQuery.tsx'

/** A query as it was filled in, and what it would have caught or why it cannot be read. */
export interface TriedQuery {
  readonly query: string
  readonly preview?: QueryPreview
  readonly error?: QueryProblem
}

/** A query to be changed, tried while it is written (assets/preview.js). */
export function QueryForm({ subscription, tried }: { subscription: Subscription; tried?: TriedQuery }) {
  const { query, preview, error } = tried ?? { query: subscription.query }
  return (
    <section class="section" aria-labelledby="asked">
      <h2 id="asked">What it asks for</h2>
      <form
        class="form"
        method="post"
        action={`/subscriptions/${subscription.manageToken}/query`}
        data-previews="yes"
      >
        <QueryField label="Tell me of" query={query} error={error} required />
        <Tried query={query} preview={preview} error={error} />
        <p class="soft small">A change holds from the next report on.</p>
        <button class="button" type="submit">
          Change
        </button>
      </form>
    </section>
  )
}

interface QueryFieldProps {
  label: string
  query: string
  error: QueryProblem | undefined
  required: boolean
}

export function QueryField({ label, query, error, required }: QueryFieldProps) {
  return (
    <TextArea
      name="query"
      label={label}
      hint='Words, "phrases", AND OR NOT, brackets, near/5, prefix*, and title: source: lang: place: person: says: figure:killed>10'
      error={error && `${error.message} (Character ${error.at + 1}.)`}
      value={query}
      rows={3}
      maxlength={20_000}
      required={required}
    />
  )
}

/** The button that tries a query, and what came of it. */
export function Tried({ query, preview, error }: TriedQuery) {
  return (
    <div class="preview">
      <button class="button second" type="submit" name="preview" value="yes" formnovalidate>
        Preview
      </button>
      <div role="status" id="previewed">
        {error && <MarkedQuery query={query} problem={error} />}
        {preview && <PreviewInWords preview={preview} />}
      </div>
      <div id="previewed-reports">{preview && <PreviewedReports preview={preview} />}</div>
    </div>
  )
}

import { Layout } from '../layout.tsx'
import { At } from '../times.tsx'

/** What stands in the place of a report that was taken back. */
export function WithdrawnPage(props: { at: Date; why: string | null; sourceName: string }) {
  return (
    <Layout title="A withdrawn report">
      <section class="empty">
        <h1>This report was withdrawn</h1>
        <p>
          A report by <bdi>{props.sourceName}</bdi> stood here until <At at={props.at} shape="full" />.
        </p>
        {props.why && <p>The reason given: {props.why}</p>}
        <p>
          <a href="/decisions">Read the public record</a>
        </p>
      </section>
    </Layout>
  )
}

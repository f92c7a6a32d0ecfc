import type { Child } from 'hono/jsx'
import { markClass } from './legend.tsx'
import type { Segment } from './marks.ts'

interface MarkedProps {
  text: Child
  segment: Segment
  id?: string
  /** Where the number after the passage leads. */
  href: string
  /** What that number means, for those who hear the page. */
  label: string
}

/** A stretch of text in the style of where it came from, with the number of its origin after its end. */
export function MarkedSegment({ text, segment, id, href, label }: MarkedProps) {
  const { mark } = segment
  if (!mark) return <span id={id}>{text}</span>
  return (
    <>
      <mark id={id} class={markClass(mark.origin, mark.kind)} data-from={String(mark.origin)}>
        {text}
      </mark>
      {segment.endsMark && (
        <a
          class="mark-number"
          href={href}
          data-from={String(mark.origin)}
          aria-label={mark.kind === 'exact' ? label : `${label}, ${mark.kind}`}
          lang="en"
          dir="ltr"
        >
          {mark.origin}
        </a>
      )}
    </>
  )
}

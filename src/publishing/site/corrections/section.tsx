import type { Passage } from '../../../domain/passage.ts'
import { count, inLanguage } from '../words.ts'
import type { CarryingCopy, OldWording } from './oldWording.ts'

const wordingsShown = 5
const copiesShown = 12
const longestInHeading = 40

/** "2 copies still say “14”": a line that leads to the list, for the top of a page. */
export function OldTextLine({ wordings }: { wordings: readonly OldWording[] }) {
  const [first] = wordings
  if (!first) return null
  const copies = new Set(wordings.flatMap((wording) => wording.copies.map((copy) => copy.id)))
  return (
    <p class="old-text-line">
      <a href="#old-text">
        {wordings.length === 1 ? (
          <SaysStill wording={first} />
        ) : (
          `${count(copies.size, 'copy still carries', 'copies still carry')} what was corrected`
        )}
      </a>
    </p>
  )
}

/** What was corrected, and for each correction the copies that still have the old words, each linked to the passage. */
export function OldText({ wordings, lang }: { wordings: readonly OldWording[]; lang?: string | null }) {
  if (wordings.length === 0) return null
  return (
    <section class="section" aria-labelledby="old-text">
      <h2 id="old-text">Copies that still carry the old text</h2>
      <ul class="change-list">
        {wordings.slice(0, wordingsShown).map((wording) => (
          <li>
            <h3>
              <SaysStill wording={wording} />
            </h3>
            <p class="old-words" {...inLanguage(lang)}>
              <Marked text={wording.before} spans={wording.now === '' ? [] : wording.was} as="del" />
            </p>
            {wording.now === '' ? (
              <p class="soft">It was taken out.</p>
            ) : (
              <p class="development-before">
                Now:{' '}
                <span {...inLanguage(lang)}>
                  <Marked text={wording.now} spans={wording.instead} as="ins" />
                </span>
              </p>
            )}
            <ul class="facts">
              {wording.copies.slice(0, copiesShown).map((copy) => (
                <li>
                  <a href={addressOf(copy)}>
                    <bdi>{copy.sourceName}</bdi>
                    {copy.paragraph === undefined ? ', headline' : ` ¶ ${copy.paragraph}`}
                  </a>
                </li>
              ))}
              {wording.copies.length > copiesShown && (
                <li>and {count(wording.copies.length - copiesShown, 'more')}</li>
              )}
            </ul>
          </li>
        ))}
      </ul>
      {wordings.length > wordingsShown && (
        <p class="soft">and {count(wordings.length - wordingsShown, 'more correction')}</p>
      )}
    </section>
  )
}

function SaysStill({ wording: { before, was, copies } }: { wording: OldWording }) {
  const [only] = was
  const words = only && was.length === 1 ? bare(before.slice(only.start, only.end)) : ''
  if (words === '' || words.length > longestInHeading)
    return <>{count(copies.length, 'copy still says so', 'copies still say so')}</>
  return (
    <>
      {count(copies.length, 'copy still says', 'copies still say')} <q>{words}</q>
    </>
  )
}

/** Quotation marks come from the page, so those of the text would be doubled. */
function bare(words: string): string {
  return words.replace(/^[“”„«»"‹›]+|[“”„«»"‹›]+$/g, '').trim()
}

interface MarkedProps {
  text: string
  spans: readonly Passage[]
  as: 'ins' | 'del'
}

/** A sentence with the words that were changed in it. */
function Marked({ text, spans, as: Tag }: MarkedProps) {
  return (
    <>
      {spans.map((span, index) => (
        <>
          {text.slice(spans[index - 1]?.end ?? 0, span.start)}
          <Tag>{text.slice(span.start, span.end)}</Tag>
        </>
      ))}
      {text.slice(spans.at(-1)?.end ?? 0)}
    </>
  )
}

function addressOf({ id, paragraph }: CarryingCopy): string {
  return paragraph === undefined ? `/reports/${id}` : `/reports/${id}#p-${paragraph}`
}

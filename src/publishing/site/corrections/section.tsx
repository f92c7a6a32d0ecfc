import { count, inLanguage } from '../words.ts'
import type { CarryingCopy, OldWording } from './oldWording.ts'

const wordingsShown = 8
const copiesShown = 12

/** "2 copies still say “14”": a line that leads to the list, for the top of a page. */
export function OldTextLine({ wordings }: { wordings: readonly OldWording[] }) {
  const [first] = wordings
  if (!first) return null
  const copies = new Set(wordings.flatMap((wording) => wording.copies.map((copy) => copy.id)))
  return (
    <p class="old-text-line">
      <a href="#old-text">
        {wordings.length === 1 && isShort(first.before.words) ? (
          <>
            {count(first.copies.length, 'copy still says', 'copies still say')} <q>{first.before.words}</q>
          </>
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
              {isShort(wording.before.words) ? (
                <>
                  {count(wording.copies.length, 'copy still says', 'copies still say')}{' '}
                  <q {...inLanguage(lang)}>{wording.before.words}</q>
                </>
              ) : (
                count(wording.copies.length, 'copy still has it', 'copies still have it')
              )}
            </h3>
            <p class="old-words" {...inLanguage(lang)}>
              {wording.before.before}
              <del>{wording.before.words}</del>
              {wording.before.after}
            </p>
            <p class="soft">
              {wording.now === '' ? 'It was taken out.' : <NowWords words={wording.now} lang={lang} />}
            </p>
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

function NowWords({ words, lang }: { words: string; lang?: string | null }) {
  return (
    <>
      Now: <q {...inLanguage(lang)}>{words}</q>
    </>
  )
}

function addressOf({ id, paragraph }: CarryingCopy): string {
  return paragraph === undefined ? `/reports/${id}` : `/reports/${id}#p-${paragraph}`
}

/** Words that fit in a heading. */
function isShort(words: string): boolean {
  return words.length > 0 && words.length <= 40
}

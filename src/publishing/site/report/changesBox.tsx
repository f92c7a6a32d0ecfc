import type { ChangeEffect } from '../../../domain/difference.ts'
import type { Passage } from '../../../domain/passage.ts'
import { count, inLanguage } from '../words.ts'
import type { CalledOut, InContext } from './changes.ts'

const changesOpen = 8
const looseShown = 12
const excerptLength = 160

interface BoxProps {
  calledOut: readonly CalledOut[]
  /** Changes of other words, which touch neither number, name, negation nor quotation. */
  otherWords: number
  /** Passages in another language. */
  translated: number
  added: Loose
  dropped: Loose
  langs: { earlier?: string; later?: string }
}

export interface Loose {
  readonly text: string
  readonly spans: readonly Passage[]
}

/** What the later report says otherwise, what it added and what it dropped. */
export function ChangesBox({ calledOut, otherWords, translated, added, dropped, langs }: BoxProps) {
  const none = calledOut.length === 0 && otherWords === 0 && translated === 0
  if (none && added.spans.length === 0 && dropped.spans.length === 0)
    return (
      <section class="changes" aria-labelledby="changes">
        <h2 id="changes">What was changed</h2>
        <p>Nothing: all that the earlier report says stands in the later one, and nothing else does.</p>
      </section>
    )
  return (
    <section class="changes" aria-labelledby="changes">
      <h2 id="changes">What was changed</h2>
      {none && <p>No word of the shared passages.</p>}
      <ChangeList changes={calledOut.slice(0, changesOpen)} langs={langs} />
      {calledOut.length > changesOpen && (
        <details class="more">
          <summary>{count(calledOut.length - changesOpen, 'more change')}</summary>
          <ChangeList changes={calledOut.slice(changesOpen)} langs={langs} />
        </details>
      )}
      {translated > 0 && (
        <p>
          {count(translated, 'passage is', 'passages are')} translated: what was changed in{' '}
          {translated === 1 ? 'it' : 'them'} is not told word by word.
        </p>
      )}
      {otherWords > 0 && (
        <p class="soft">
          {calledOut.length > 0 ? 'Beside these, words' : 'Words'} were changed in{' '}
          {count(otherWords, 'place')} that {otherWords === 1 ? 'touches' : 'touch'} no number, name, negation
          or quotation; {otherWords === 1 ? 'it is' : 'they are'} marked in the texts.
        </p>
      )}
      <LooseList id="added" name="Added" loose={added} lang={langs.later} />
      <LooseList id="dropped" name="Dropped" loose={dropped} lang={langs.earlier} />
    </section>
  )
}

function ChangeList({ changes, langs }: { changes: readonly CalledOut[]; langs: BoxProps['langs'] }) {
  if (changes.length === 0) return null
  return (
    <ul class="change-list">
      {changes.map((change) => (
        <li>
          <h3>{namesOf(change)}</h3>
          <dl>
            <div>
              <dt>Earlier</dt>
              <dd {...inLanguage(langs.earlier)}>
                <Words place={change.earlier} href={`#changed-there-${change.number}`} as="del" />
              </dd>
            </div>
            <div>
              <dt>Later</dt>
              <dd {...inLanguage(langs.later)}>
                <Words place={change.later} href={`#changed-here-${change.number}`} as="ins" />
              </dd>
            </div>
          </dl>
        </li>
      ))}
    </ul>
  )
}

/** Words in their place; where there are none on this side, a mark says so. */
function Words({ place, href, as: Tag }: { place: InContext; href: string; as: 'ins' | 'del' }) {
  return (
    <>
      {place.before}
      {place.words === '' ? (
        <span class="no-words" role="img" aria-label="no words here">
          ‸
        </span>
      ) : (
        <a href={href}>
          <Tag>{place.words}</Tag>
        </a>
      )}
      {place.after}
    </>
  )
}

const nouns: Record<ChangeEffect, string> = {
  quotation: 'quotation',
  number: 'number',
  negation: 'negation',
  name: 'name',
}

/** "Quotation changed", "Number added", "Quotation and negation changed". */
export function namesOf({ effects, earlier, later }: CalledOut): string {
  const what = effects.map((effect) => nouns[effect]).join(' and ')
  const verb =
    effects.includes('quotation') || (earlier.words !== '' && later.words !== '')
      ? 'changed'
      : earlier.words === ''
        ? 'added'
        : 'dropped'
  return `${what.charAt(0).toUpperCase()}${what.slice(1)} ${verb}`
}

function LooseList(props: { id: string; name: string; loose: Loose; lang?: string }) {
  const { text, spans } = props.loose
  if (spans.length === 0) return null
  return (
    <details class="more" open={spans.length <= 3}>
      <summary>
        {props.name}: {count(spans.length, 'passage')}
      </summary>
      <ol class="loose-list" {...inLanguage(props.lang)}>
        {spans.slice(0, looseShown).map(({ start, end }, index) => (
          <li>
            <a href={`#${props.id}-${index + 1}`}>{excerpt(text.slice(start, end).trim())}</a>
          </li>
        ))}
      </ol>
      {spans.length > looseShown && <p class="soft">and {count(spans.length - looseShown, 'more')}</p>}
    </details>
  )
}

function excerpt(words: string): string {
  if (words.length <= excerptLength) return words
  const cut = words.slice(0, excerptLength)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), excerptLength / 2))} …`
}

import type { StoryDevelopment } from '../../../db/pages/story.ts'
import type { DevelopmentId } from '../../../domain/ids.ts'
import { developmentWords } from '../../../domain/story.ts'
import { At } from '../times.tsx'
import { NewMark } from '../visits/marks.tsx'
import { count, inLanguage, number } from '../words.ts'
import type { Carrier } from './carriers.ts'

const developmentsOpen = 12

interface DevelopmentsProps {
  /** Newest first. */
  developments: readonly StoryDevelopment[]
  carriers: ReadonlyMap<DevelopmentId, readonly Carrier[]>
  /** What was shown since the reader's last visit. */
  isNew: ReadonlySet<DevelopmentId>
  /** Whether the list stops before its end. */
  isCut: boolean
}

/** The newest in full, earlier ones behind a line that opens: a long story stays a page one can cross. */
export function Developments({ developments, carriers, isNew, isCut }: DevelopmentsProps) {
  const first = developments.slice(0, developmentsOpen)
  const others = developments.slice(developmentsOpen)
  const newOthers = others.filter(({ id }) => isNew.has(id)).length
  const item = (development: StoryDevelopment) => (
    <DevelopmentItem
      development={development}
      carriers={carriers.get(development.id) ?? []}
      isNew={isNew.has(development.id)}
    />
  )
  return (
    <section aria-labelledby="developments">
      <h2 id="developments" class="ruled">
        What was added
      </h2>
      {developments.length === 0 ? (
        <p class="soft">Nothing was found in these reports that was not there before.</p>
      ) : (
        <ol class="developments">{first.map(item)}</ol>
      )}
      {others.length > 0 && (
        <details class="more earlier" open={newOthers > 0}>
          <summary>
            {count(others.length, 'earlier development')}
            {newOthers > 0 && `, ${newOthers} of them new to you`}
          </summary>
          <ol class="developments" start={developmentsOpen + 1}>
            {others.map(item)}
          </ol>
        </details>
      )}
      {isCut && <p class="soft small">The newest {developments.length} are shown.</p>}
    </section>
  )
}

interface ItemProps {
  development: StoryDevelopment
  carriers: readonly Carrier[]
  isNew: boolean
}

function DevelopmentItem({ development, carriers, isNew }: ItemProps) {
  const { reportId, inRevision, start } = development
  const page = inRevision === null ? `/reports/${reportId}` : `/reports/${reportId}/revisions/${inRevision}`
  return (
    <li id={development.id} class={`development is-${development.kind}`}>
      <p class="moment">
        <At at={development.at} shape="time" /> <At at={development.at} shape="day" />
      </p>
      <div class="development-what">
        <p class="kicker">
          {developmentWords[development.kind]} {isNew && <NewMark />}
        </p>
        <p class="development-text" {...inLanguage(development.lang)}>
          {development.text}
        </p>
        {development.replaces && (
          <p class="development-before">
            Before: <bdi>{development.replaces}</bdi>
          </p>
        )}
        <p class="facts">
          {development.speaker && (
            <span>
              Said by <strong {...inLanguage(development.lang)}>{development.speaker}</strong>
            </span>
          )}
          <bdi>{development.sourceName}</bdi>
          <a href={`${page}#at-${start}`}>in its report</a>
          {carriers.length === 0 && <span>1 origin</span>}
        </p>
        {carriers.length > 0 && <CarriedBy carriers={carriers} />}
      </div>
    </li>
  )
}

const namedCarriers = 6

/** "3 independent origins say it: …", each with where. */
function CarriedBy({ carriers }: { carriers: readonly Carrier[] }) {
  const named = carriers.slice(0, namedCarriers)
  const rest = carriers.length - named.length
  return (
    <p class="small soft">
      <strong>{number(carriers.length + 1)} independent origins say it</strong>, also{' '}
      {named.map(({ name, reportId, paragraph }, index) => (
        <>
          {index > 0 && ', '}
          <a href={`/reports/${reportId}${paragraph === undefined ? '' : `#p-${paragraph}`}`}>
            <bdi>{name}</bdi>
          </a>
        </>
      ))}
      {rest > 0 && ` and ${rest} more`}
    </p>
  )
}

import { createHash } from 'node:crypto'
import { findActor, nameActor } from '../../db/activitypub/actors.ts'
import type { Tx } from '../../db/open.ts'
import { insertSubscription } from '../../db/subscriptions.ts'
import { isTopicName } from '../../domain/fediverse.ts'
import { Failure } from '../../failure.ts'
import { parseQuery, showQueryError } from '../../text/queries/parse.ts'

/** A query that is to be followed from the fediverse. Only someone of the desk may name it. */
export interface WantedTopic {
  readonly query: string
  readonly name?: string
  readonly title?: string
}

/** What everyone is shown must fit a profile. */
const longestQuery = 500
const longestTitle = 100

/** Makes a topic, or finds the one of the same query where it is not named. Throws a Failure that says what cannot be used. */
export async function makeTopic(tx: Tx, wanted: WantedTopic, at: Date): Promise<string> {
  const query = wanted.query.trim().replace(/\s+/gu, ' ')
  if (query.length > longestQuery) {
    throw new Failure('invalid', `The query of a topic has at most ${longestQuery} characters.`)
  }
  const parsed = parseQuery(query)
  if (!parsed.ok) throw new Failure('invalid', `The query cannot be read. ${showQueryError(query, parsed)}`)
  const listed = wanted.name !== undefined
  const name = wanted.name?.trim().toLowerCase().replace(/^@/, '') ?? nameOfQuery(query)
  if (listed && !isTopicName(name)) {
    throw new Failure('invalid', 'A name has 2 to 30 of the letters a to z, digits and “_”.')
  }
  const known = await findActor(tx, { name })
  if (known && !listed && !known.endedAt) return name
  if (known) throw new Failure('conflict', known.endedAt ? ended(name) : `There is a topic ${name} already.`)
  const title = (wanted.title?.trim() || query).slice(0, longestTitle)
  const subscription = await insertSubscription(tx, { query, title })
  await nameActor(tx, { name, subscriptionId: subscription.id, listed }, at)
  return name
}

/** Other servers remember that it is gone. */
function ended(name: string): string {
  return `The topic ${name} has ended, and its name cannot be used again.`
}

/** The same for the same query. */
function nameOfQuery(query: string): string {
  return `query-${createHash('sha256').update(query).digest('hex').slice(0, 16)}`
}

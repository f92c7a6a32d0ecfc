import { topicContent } from '../../db/hub/topics.ts'
import type { Db } from '../../db/open.ts'
import type { HubTopicId } from '../../domain/ids.ts'

/** Some hundred kilobytes each. */
const mostKept = 64

/** A version of a topic as it is sent. */
export interface Content {
  readonly version: number
  readonly bytes: Buffer
}

/** What topics hold, read once for all subscribers and kept for as long as it is the newest. */
export class Contents {
  readonly #kept = new Map<HubTopicId, Content>()

  /** The newest content of a topic: that version or a later one. Undefined where the topic is gone. */
  async of(db: Db, id: HubTopicId, version: number): Promise<Content | undefined> {
    const kept = this.#kept.get(id)
    if (kept && kept.version >= version) return kept
    const read = await topicContent(db, id)
    if (!read) return undefined
    const content = { version: read.version, bytes: Buffer.from(read.content) }
    this.#kept.delete(id)
    this.#kept.set(id, content)
    if (this.#kept.size > mostKept) this.#kept.delete(this.#kept.keys().next().value!)
    return content
  }
}

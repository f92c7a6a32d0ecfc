import type { NoteState } from '../../db/activitypub/notes.ts'
import type { SiteDeps } from '../site/deps.ts'

/** What answering other servers needs. */
export type FediverseDeps = Pick<SiteDeps, 'db' | 'config' | 'log' | 'now' | 'alerts' | 'notes'>

/** How alerts are said in public; delivery knows, and sends the same. */
export interface Notes {
  /** The note alone, with its context. */
  write(state: NoteState): object
  /** The activity by which it came into the world. */
  writeCreate(state: NoteState): object
}

/** How one language says who says what. All words lower case. */
export interface SpeechWords {
  /** Verbs that by themselves say that someone is heard. */
  readonly cues: ReadonlySet<string>
  /** Words that do so only where a quotation or a word such as "that" follows. */
  readonly weakCues: ReadonlySet<string>
  /** "According to", as word sequences; the speaker follows. */
  readonly accordingTo: readonly (readonly string[])[]
  /** Words that open what is said: "that". */
  readonly that: ReadonlySet<string>
  /** Words at which a speaker's name ends, and which cannot stand in it. */
  readonly notInSpeaker: ReadonlySet<string>
  /** Words between speaker and cue that belong to neither: "has", "also", "later". */
  readonly beside: ReadonlySet<string>
  /** Words that follow a cue without being said: days, "on", "late". */
  readonly when: ReadonlySet<string>
  /** Words by which a finite clause is known: auxiliaries. */
  readonly finite: ReadonlySet<string>
  /** Words that join a second cue to the first: "and said". */
  readonly joining: ReadonlySet<string>
  /** Cues that name the one spoken to before what is said: "told". */
  readonly addressing: ReadonlySet<string>
  /** Words that open a sentence whose speaker stands after the verb: "Am Montag sagte SPEAKER, …". */
  readonly opensWithout?: ReadonlySet<string>
  /** The one spoken to, beside a cue or a name: "à la presse", "журналистам". Matched at the start. */
  readonly addressee?: RegExp
  /** Words that after a name tell where or when it was said: "Marent at the levee". */
  readonly placing?: ReadonlySet<string>
  /** Words that after the one spoken to tell where: "told reporters at the levee". */
  readonly where?: ReadonlySet<string>
  /** True where a speaker needs neither article nor capital: "сообщила служба". */
  readonly bareNouns?: boolean
  /** True where sources are given without commas, as in German: see `germanGiver`. */
  readonly givers?: boolean
  /** Verb forms that keep a sentence in the mouth of the speaker before: the reporting subjunctive. */
  readonly reported?: RegExp
  /** True where the verb mostly comes first: cue, speaker, "that", content. */
  readonly verbFirst?: boolean
}

export function words(...lists: string[]): ReadonlySet<string> {
  return new Set(lists.join(' ').split(' ').filter(Boolean))
}

export function sequences(...phrases: string[]): readonly (readonly string[])[] {
  return phrases.map((phrase) => phrase.split(' '))
}

const syllables = 'ba do fe gi hu ka le mo ni pu ra so te vi wu za'.split(' ')

/** A word that stands for a number and for no other. */
export function wordFor(number: number): string {
  let word = ''
  for (let rest = number + 4096; rest > 0; rest = Math.floor(rest / 16)) word += syllables[rest % 16]
  return word
}

/** The word that a subscription asks for, by its number. */
export function askedFor(subscription: number): string {
  return `q${wordFor(subscription)}`
}

/** The subscriptions that a report meets: the next ones in turn, so that none is asked for twice soon. */
export function metBy(report: number, each: number, subscriptions: number): number[] {
  return Array.from({ length: each }, (_, i) => (report * each + i) % subscriptions)
}

/** A report of its own event: three sentences in words that no other has, and those that are asked for. */
export function reportText(report: number, asked: readonly string[]): { title: string; html: string } {
  const words = (from: number) =>
    Array.from({ length: 9 }, (_, i) => wordFor(100_000 + report * 40 + from + i)).join(' ')
  const found = asked.map((word, i) => `At ${words(9 + i)} the keeper counted ${word} twice.`)
  return {
    title: `Case ${report} of ${wordFor(100_000 + report * 40)}`,
    html: [`The keeper of ${words(0)} wrote on Monday.`, ...found].map((line) => `<p>${line}</p>`).join('\n'),
  }
}

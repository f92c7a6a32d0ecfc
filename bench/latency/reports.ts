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

/** A report of its own event: its sentences share no word with another's but the smallest ones. */
export function reportText(report: number, asked: readonly string[]): { title: string; html: string } {
  const words = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => wordFor(100_000 + report * 40 + from + i)).join(' ')
  const found = asked.map(
    (word, i) => `At the ${words(12 + 9 * i, 5)} of ${word} in ${words(17 + 9 * i, 4)}.`,
  )
  return {
    title: `Case ${report} of ${words(0, 4)}`,
    html: [`The ${words(4, 8)}.`, ...found].map((line) => `<p>${line}</p>`).join('\n'),
  }
}

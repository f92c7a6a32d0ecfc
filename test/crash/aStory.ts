const syllables = [
  'ba',
  'do',
  'fe',
  'gi',
  'hu',
  'ka',
  'le',
  'mo',
  'ni',
  'pu',
  'ra',
  'so',
  'te',
  'vi',
  'wu',
  'za',
]

/** A word that stands for a number and for no other. */
export function wordFor(number: number): string {
  let word = ''
  for (let rest = number + 4096; rest > 0; rest = Math.floor(rest / 16)) word += syllables[rest % 16]
  return word
}

/** A report whose event is like no other's, so that each has something new to tell; its headline names its number. */
export function aStory(number: number): string {
  const word = (i: number) => wordFor(number * 40 + i)
  const sentence = (from: number) => Array.from({ length: 9 }, (_, i) => word(from + i)).join(' ')
  return [
    `Harbourmaster of ${word(0)} reports case ${number}`,
    `The harbourmaster ${sentence(1)} on Monday.`,
    `Before noon ${sentence(10)} and ${sentence(19)}.`,
  ].join('\n\n')
}

import { expect, test } from 'vitest'
import { whoSays } from '../../src/alerts/whoSays.ts'

const dead = { text: 'At least 14 people were killed at Karsa, the rescue service said.', voice: 'wire' }
const road = { text: 'The coast road is cut at the Tolm and Hale bridges.', voice: 'monitor' }

const reportOf = (voice: string, ...sentences: string[]) => ({ voice, text: sentences.join('\n\n') })

test('another voice that says it in other words is named with the place of its sentence', () => {
  const text = 'A quiet morning. Governor Varnow put the people who were killed at Karsa at 14.'
  expect(whoSays([dead], [reportOf('radio', text)])).toEqual([
    [{ voice: 'radio', report: 0, start: text.indexOf('Governor') }],
  ])
})

test('its own voice, a voice twice, and another number count for nothing', () => {
  const reports = [
    reportOf('wire', dead.text),
    reportOf('radio', 'At least 14 people were killed at Karsa.'),
    reportOf('radio', 'The 14 people killed at Karsa were named by the rescue service.'),
    reportOf('post', 'At least 16 people were killed at Karsa, the rescue service said.'),
  ]
  expect(whoSays([dead], reports)).toEqual([[{ voice: 'radio', report: 1, start: 0 }]])
})

test('without a number to agree on, half of the words is not enough', () => {
  expect(
    whoSays(
      [road, { text: 'The water board has not published a figure of its own.', voice: 'monitor' }],
      [
        reportOf('wire', 'It said that two bridges on the coast road could not be used.'),
        reportOf('post', 'The operator, the Ombra Water Board, said that the wall itself was sound.'),
      ],
    ),
  ).toEqual([[{ voice: 'wire', report: 0, start: 0 }], []])
})

test('sentences of one paragraph that share little are told apart from one that says it', () => {
  const letter = {
    text: 'He said that he had read out the rules by telephone, not a letter.',
    voice: 'gazette',
  }
  const other =
    'Halvard said that the letter had been read out to two crews by an officer on Tuesday evening.'
  expect(whoSays([letter], [reportOf('wire', other)])).toEqual([[]])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findClaims } from '../../src/claims/findClaims.ts'
import { Claims } from '../../src/domain/claims.ts'

const claimsOf = (text: string, lang?: string) => findClaims(text, [{ start: 0, end: text.length }], lang)
const statementsOf = (text: string, lang?: string) =>
  claimsOf(text, lang).statements.map(({ kind, speaker, cue, content }) => ({ kind, speaker, cue, content }))

test('speech in quotation marks is direct, with the speaker and the cue beside it', () => {
  expect(statementsOf('“We heard the hull crack before dawn,” said Ilse Marrow.', 'en')).toEqual([
    {
      kind: 'direct',
      speaker: 'Ilse Marrow',
      cue: 'said',
      content: '“We heard the hull crack before dawn,”',
    },
  ])
})

test('reported speech is indirect, and a quotation within it makes it mixed', () => {
  expect(statementsOf('The coastguard said that the ferry had struck a reef.', 'en')).toEqual([
    { kind: 'indirect', speaker: 'The coastguard', cue: 'said', content: 'that the ferry had struck a reef' },
  ])
  expect(statementsOf('Okell said the crew had been “far too slow” to react.', 'en')).toEqual([
    { kind: 'mixed', speaker: 'Okell', cue: 'said', content: 'the crew had been “far too slow” to react' },
  ])
})

test('who is given by “according to” is the speaker, on either side', () => {
  const content = 'two of the lifeboats had never been inspected'
  expect(statementsOf(`According to the harbour master, ${content}.`, 'en')).toMatchObject([
    { speaker: 'the harbour master', content },
  ])
  expect(
    statementsOf(`Two of the lifeboats had never been inspected, according to the harbour master.`, 'en'),
  ).toMatchObject([{ speaker: 'the harbour master', kind: 'indirect' }])
})

test('a quotation that goes on in the next sentence keeps its speaker, without a cue', () => {
  const found = statementsOf('“The sea was calm,” Marrow said. “Nobody expected it to go down.”', 'en')
  expect(found).toMatchObject([
    { kind: 'direct', speaker: 'Marrow', cue: 'said' },
    { kind: 'direct', speaker: 'Marrow', cue: undefined },
  ])
})

test('a second cue of the same speaker is a statement of its own', () => {
  const found = statementsOf('Okell said the wreck was stable and warned that divers should keep away.', 'en')
  expect(found.map(({ speaker, content }) => [speaker, content])).toEqual([
    ['Okell', 'the wreck was stable'],
    ['Okell', 'that divers should keep away'],
  ])
})

test('a sentence that its cue parts says its longer side', () => {
  expect(
    statementsOf('To prevent this, Okell said, every harbour should keep two divers ready.', 'en'),
  ).toEqual([
    {
      kind: 'indirect',
      speaker: 'Okell',
      cue: 'said',
      content: 'every harbour should keep two divers ready',
    },
  ])
})

test('a quotation without anyone beside it is a statement without a speaker', () => {
  const [statement] = statementsOf('“Nobody told us that the pier was closed.”', 'en')
  expect(statement).toMatchObject({ kind: 'direct', speaker: undefined, cue: undefined })
})

test('through whom it was said is kept', () => {
  const { statements } = claimsOf('“We will not wait for the inquiry,” Marrow told Radio Ludo.', 'en')
  expect(statements[0]).toMatchObject({ speaker: 'Marrow', via: 'Radio Ludo' })
})

test.each([
  ['Okell said the wreck was stable. “We will dive at noon,” he said.', ['Okell', 'Okell']],
  [
    'Two piers were closed, according to the harbour office. It said that a third would follow.',
    ['the harbour office', 'the harbour office'],
  ],
  ['“We will dive at noon,” he said.', [undefined]],
  ['They said that nobody had called the harbour.', [undefined]],
  ['Mrs Marrow said the pier was closed. “I saw the boat sink,” he said.', ['Mrs Marrow', undefined]],
])('a pronoun is followed back to whom it stands for, or nobody is named: %s', (text, speakers) => {
  expect(statementsOf(text, 'en').map(({ speaker }) => speaker)).toEqual(speakers)
})

test('where the pronoun stands is kept beside the name it stands for', () => {
  const text = 'Okell said the wreck was stable. “We will dive at noon,” he said.'
  const { speakerPassage } = claimsOf(text, 'en').statements[1]!
  expect(text.slice(speakerPassage!.start, speakerPassage!.end)).toBe('he')
})

test.each([
  ['Its operator, the Tarrow Water Board, said that the wall was sound.', 'the Tarrow Water Board'],
  ['A volunteer nurse, Mirja Ossel, said that the shelter was full.', 'Mirja Ossel'],
  ['The officer, reached by telephone, said that he had read the rules.', 'The officer'],
  [
    'The paper spoke to four deckhands of the Brannock who say that the siren failed.',
    'four deckhands of the Brannock',
  ],
])('an apposition and a relative clause have their speaker: %s', (text, speaker) => {
  expect(statementsOf(text, 'en')).toMatchObject([{ speaker, cue: expect.stringMatching(/^sa(?:id|y)$/) }])
})

test('what stands before “told reporters at the levee” is what is said', () => {
  const text =
    'At least 9 people were hurt, Mayor Oona Pellard told reporters at the quay in Calder, where boats were landing.'
  expect(statementsOf(text, 'en')).toMatchObject([
    { speaker: 'Mayor Oona Pellard', content: 'At least 9 people were hurt' },
  ])
})

test('what someone has not said is no statement; what another reported in passing is not theirs', () => {
  expect(statementsOf('The board has not said whether it will pay.', 'en')).toEqual([])
  const text = 'The fire killed 7 people, not 9 as Tarrow Wire reported on Monday, the prefect’s office said.'
  expect(statementsOf(text, 'en')).toMatchObject([{ speaker: 'the prefect’s office' }])
})

test.each([
  ['fr', '« Nous avons tout perdu », a déclaré Maude Tessier.', 'Maude Tessier'],
  ['fr', 'Selon la préfecture, trois villages ont été coupés du monde.', 'la préfecture'],
  ['de', '„Wir haben alles verloren“, sagte Jonna Feldkamp.', 'Jonna Feldkamp'],
  ['de', 'Jonna Feldkamp sagte, dass die Brücke gesperrt bleibe.', 'Jonna Feldkamp'],
  ['es', '«Lo hemos perdido todo», dijo Inés Calvera.', 'Inés Calvera'],
  ['ru', '«Мы потеряли всё», — сказала Дарья Велина.', 'Дарья Велина'],
  ['ru', 'По словам мэра, дорога закрыта до утра.', 'мэра'],
  ['zh', '消防局表示，两艘救生艇从未接受检查。', '消防局'],
  ['zh', '林晓雯说：“我们失去了一切，什么都没有留下。”', '林晓雯'],
  [
    'fr',
    'Neuf bateaux sont bloqués, a déclaré la maire Maude Tessier à la presse sur le quai.',
    'la maire Maude Tessier',
  ],
  ['ru', 'Ранены девять человек, заявила журналистам мэр Дарья Велина на причале.', 'мэр Дарья Велина'],
  [
    'fr',
    'La directrice du port, Maude Tessier, nie toute négligence : « Les pompes ont été vérifiées en mars ».',
    'Maude Tessier',
  ],
  ['ru', 'Дорога закрыта до утра, сообщила служба спасения.', 'служба спасения'],
  ['ar', 'وقالت العمدة سلمى الحداد للصحافيين عند الجسر إن الطريق مغلق حتى الصباح.', 'العمدة سلمى الحداد'],
  ['ar', '«لقد خسرنا كل شيء في هذه الليلة»، قالت سلمى الحداد.', 'سلمى الحداد'],
  ['ar', 'قالت سلمى الحداد إن الجسر سيبقى مغلقا حتى الصباح.', 'سلمى الحداد'],
])('in %s the speaker of “%s” is found', (lang, text, speaker) => {
  expect(statementsOf(text, lang).map((one) => one.speaker)).toEqual([speaker])
})

test('where nobody is heard, nothing is claimed', () => {
  expect(claimsOf('The ferry left Eastmere shortly before nine.', 'en')).toEqual({
    statements: [],
    figures: [],
  })
})

test('a figure has its number, its qualifier, its unit, what it counts and the statement that gives it', () => {
  const { statements, figures } = claimsOf('At least 12 people were killed, the coastguard said.', 'en')
  expect(figures).toMatchObject([
    {
      low: 12,
      high: null,
      qualifier: 'at-least',
      unit: 'people',
      of: 'killed',
      printed: '12 people',
      statement: 0,
    },
  ])
  expect(statements[0]!.speaker).toBe('the coastguard')
})

test.each([
  [
    'Between 40 and 50 homes were destroyed.',
    { low: 40, high: 50, qualifier: 'range', of: 'destroyed', unit: 'houses' },
  ],
  ['About 82,000 people are displaced.', { low: 82_000, high: 82_000, qualifier: 'about', of: 'displaced' }],
  ['Up to 300 families were evacuated.', { low: null, high: 300, qualifier: 'at-most', unit: 'households' }],
  ['Some 1.5 million people were affected.', { low: 1.5e6, qualifier: 'about', of: 'affected' }],
  ['Twenty-three people were injured.', { low: 23, qualifier: 'exactly', of: 'injured' }],
  ['Au moins 17 personnes sont mortes.', { low: 17, high: null, of: 'killed' }],
  ['Mindestens 4 Menschen wurden verletzt.', { low: 4, high: null, of: 'injured' }],
  ['Погибли 9 человек.', { low: 9, of: 'killed' }],
  ['The blast killed at least 12 in Eastmere.', { low: 12, high: null, of: 'killed' }],
  ['The death toll rose to 17.', { low: 17, qualifier: 'exactly', of: 'killed' }],
  ['Dozens were injured.', { low: 24, high: null, qualifier: 'at-least', of: 'injured' }],
  ['The storm flooded eleven villages.', { low: 11, unit: 'villages', of: 'flooded' }],
  ['Наводнение затопило одиннадцать деревень.', { low: 11, unit: 'villages', of: 'flooded' }],
  ['The number of people killed by the fire rose to 19 on Monday.', { low: 19, of: 'killed' }],
  ['Le nombre de morts dans l’incendie est monté à 19 lundi.', { low: 19, of: 'killed' }],
  ['About 9,200 people were moved to schools.', { low: 9200, unit: 'people', of: 'moved' }],
  ['About 6,400 people live on the islands.', { low: 6400, unit: 'people', of: 'people' }],
  ['The fire left 58,000 homes without electricity.', { low: 58_000, unit: 'houses', of: 'without power' }],
  ['Mehrere Menschen wurden verletzt.', { low: 2, high: null, of: 'injured' }],
  ['Двенадцать человек пропали без вести.', { low: 12, of: 'missing' }],
  ['وغمرت المياه إحدى عشرة قرية.', { low: 11, unit: 'villages', of: 'flooded' }],
  ['قتل 14 شخصا على الأقل.', { low: 14, high: null, of: 'killed' }],
  ['Houses destroyed: 146', { low: 146, of: 'destroyed' }],
])('“%s” gives its figure', (text, figure) => {
  expect(claimsOf(text).figures).toMatchObject([figure])
})

test('years, dates, money, ages and measures are no figures', () => {
  const text =
    'On 3 May 2026 the 42-year-old spent $200 on a 15 km trip, 3 hours after 9:30, in magnitude 6 weather.'
  expect(claimsOf(text, 'en').figures).toEqual([])
})

test('one of several is not counted, nor are the places where people are', () => {
  expect(claimsOf('One of the two deckhands was asleep when the fire began.', 'en').figures).toEqual([])
  const { figures } = claimsOf('About 900 people are in 31 shelters.', 'en')
  expect(figures.map(({ unit, of }) => [unit, of])).toEqual([
    ['people', 'sheltered'],
    ['shelters', 'shelters'],
  ])
})

test('two figures in one sentence each have what they count', () => {
  const { figures } = claimsOf('Six people were killed and 31 injured when the pier gave way.', 'en')
  expect(figures.map(({ low, of }) => [low, of])).toEqual([
    [6, 'killed'],
    [31, 'injured'],
  ])
})

const scraps = fc.array(
  fc.constantFrom(
    '“', '”', '"', '«', '»', '„', "''", ' said ', 'Marrow', ' told ', ', ', '. ', '\n', '\n\n', ' that ', '12 people',
    ' killed', 'according to ', ' and ', '(', ')', 'the mayor', '—', '2,5', '😀', 'قال ', ' что ', '说',
  ),
  { maxLength: 60 },
) // biome-ignore format: a list

test('whatever the text, claims keep their shape and their passages are what they say', () => {
  fc.assert(
    fc.property(scraps, (parts) => {
      const text = parts.join('')
      const claims = Claims.parse(claimsOf(text))
      for (const one of claims.statements) {
        expect(text.slice(one.passage.start, one.passage.end)).toBe(one.content)
        if (one.speaker) expect(text).toContain(one.speaker)
        if (one.speaker) expect(one.speakerPassage).toBeDefined()
        if (one.cuePassage) expect(text.slice(one.cuePassage.start, one.cuePassage.end)).toBe(one.cue)
      }
      for (const one of claims.figures) {
        expect(text.slice(one.passage.start, one.passage.end)).toBe(one.printed)
        if (one.statement !== undefined) expect(claims.statements[one.statement]).toBeDefined()
      }
    }),
    { numRuns: 500 },
  )
})

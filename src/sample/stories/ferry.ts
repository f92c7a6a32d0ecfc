import { addressOf, type SampleReport } from '../world.ts'

// A ferry strike: the island paper has it first, the wire takes it from there, and the sides deny each other.

const call = [
  'Deckhands and engineers on the Tern ferries will stop work at midnight on Tuesday, their union said, after talks about night pay broke down for the third time.',
  '“We have sailed every night of this flood with half a crew. We will not do it again for the same money,” said Grete Halvard, who speaks for the 240 members of the Boatmen’s Union.',
  'Tern Lines, which runs the six ships, offered 3 percent more over two years. The union asks for 9 percent and a second engineer on night crossings.',
  'The last ship before the strike leaves Port Selm for Great Tern at 22:15. Tickets can be changed without a fee, the company said.',
]

const wire = [
  'PORT SELM (Meridian Wire) – Crews of the ferries that supply the outer islands will strike from midnight on Tuesday, the Island Gazette reported, citing their union.',
  'Deckhands and engineers on the Tern ferries will stop work after talks about night pay broke down for the third time.',
  'The company, Tern Lines, said that it would keep one ship sailing for medicine and mail. About 6,400 people live on the islands.',
]

const denial = [
  'PORT SELM (Meridian Wire) – Tern Lines denied on Wednesday that it had threatened to dismiss striking crews and called a union leaflet that says so “an invention from beginning to end”.',
  'Chief executive Bram Oosting said that no letter of dismissal had been written. “I would like to see it, because I would have had to sign it,” he said.',
  'Grete Halvard of the Boatmen’s Union said that the letter had been read out to two crews by a personnel officer on Tuesday evening.',
  'Mediation under the harbour court begins on Thursday at 10:00.',
]

export const ferry: readonly SampleReport[] = [
  {
    source: 'gazette',
    hour: 28,
    slug: 'ferry-strike',
    headline: 'Ferry crews to strike from midnight',
    byline: 'By Leif Andrup',
    body: call,
  },
  {
    source: 'meridian',
    hour: 29,
    slug: 'ferry-strike',
    headline: 'Island ferry crews to strike over night pay',
    body: wire,
  },
  {
    source: 'courier',
    hour: 29.4,
    slug: 'ferries-stop',
    headline: 'Island ferry crews to strike over night pay',
    body: wire,
    credit: 'Meridian Wire',
  },
  {
    source: 'relay',
    hour: 29.6,
    slug: '10249',
    headline: 'Island ferry crews to strike over night pay',
    body: wire,
    takenFrom: {
      words: 'The original news has been published at Harbour Courier',
      url: addressOf({ source: 'courier', slug: 'ferries-stop' }),
    },
  },
  {
    source: 'northgate',
    hour: 30,
    slug: 'last-ferry',
    headline: 'Last ferry before strike leaves at 22:15',
    body: [call[3]!, wire[2]!, call[2]!],
    takenFrom: {
      words: 'This article first appeared in Island Gazette',
      url: addressOf({ source: 'gazette', slug: 'ferry-strike' }),
    },
  },
  {
    source: 'iles',
    hour: 30.5,
    slug: 'greve-bacs',
    headline: 'Les équipages des bacs en grève à minuit',
    body: [
      'Les matelots et mécaniciens des bacs Tern cesseront le travail mardi à minuit, a annoncé leur syndicat, après l’échec d’une troisième négociation sur le travail de nuit.',
      '« Nous avons navigué chaque nuit de cette crue avec un demi-équipage. Nous ne le referons pas pour le même salaire », a dit Grete Halvard, porte-parole des 240 syndiqués.',
      'Tern Lines propose 3 % de plus sur deux ans ; le syndicat en demande 9 %.',
    ],
    takenFrom: {
      words: 'Cet article est paru dans Island Gazette',
      url: addressOf({ source: 'gazette', slug: 'ferry-strike' }),
    },
  },
  {
    source: 'gazette',
    hour: 54,
    slug: 'first-day-without-ferries',
    headline: 'First day without ferries: bread by mail boat',
    byline: 'By Leif Andrup',
    body: [
      'The mail boat brought 300 loaves to Great Tern on Wednesday morning and they were gone in twenty minutes, baker’s daughter Sanne Wick said.',
      'The clinic has cancelled eleven appointments in Port Selm. Two patients who need dialysis were taken across by the pilot cutter.',
      'On the pier the crews keep a fire in an oil drum. “We are not against the islands. Half of us live here,” said Grete Halvard.',
    ],
  },
  {
    source: 'meridian',
    hour: 56,
    slug: 'tern-denies',
    headline: 'Ferry company denies threatening strikers',
    body: denial,
  },
  {
    source: 'courier',
    hour: 56.5,
    slug: 'tern-denies',
    headline: 'Ferry company denies threatening strikers',
    body: denial,
    credit: 'Meridian Wire',
  },
  {
    source: 'gazette',
    hour: 57.5,
    slug: 'the-letter',
    headline: 'Company says there is no letter; two crews say they heard it',
    byline: 'By Leif Andrup',
    body: [
      denial[1]!,
      'The Island Gazette has spoken to five crew members of the Tern II who say that a personnel officer read to them from a sheet of paper at 18:40 on Tuesday. None of them was given a copy.',
      'The officer, reached by telephone, said that he had “read out the rules, not a letter”.',
    ],
  },
  {
    source: 'meridian',
    hour: 78.2,
    slug: 'ferry-deal',
    headline: 'Ferry strike ends with 6 percent',
    body: [
      'PORT SELM (Meridian Wire) – The strike on the island ferries ended on Thursday after mediators of the harbour court brought both sides to a raise of 6 percent over two years.',
      '“It is less than we wanted and more than we were told was possible,” said Grete Halvard of the Boatmen’s Union.',
      'A second engineer will sail on night crossings from May. The first ship left Port Selm at 11:00 with 410 passengers.',
    ],
  },
  {
    source: 'northgate',
    hour: 78.7,
    slug: 'ferries-sail',
    headline: 'Ferries sail again',
    body: [
      'The strike on the island ferries ended on Thursday after mediators of the harbour court brought both sides to a raise of 6 percent over two years.',
      'A second engineer will sail on night crossings from May. The first ship left Port Selm at 11:00 with 410 passengers.',
    ],
    credit: 'Meridian Wire',
  },
  {
    source: 'iles',
    hour: 79,
    slug: 'fin-greve',
    headline: 'Les bacs naviguent de nouveau',
    body: [
      'La grève des bacs a pris fin jeudi après un accord à 6 % sur deux ans, obtenu par les médiateurs du tribunal du port.',
      'Le premier bateau a quitté Port Selm à 11 heures avec 410 passagers.',
    ],
    credit: 'Avec Meridian Wire',
  },
]

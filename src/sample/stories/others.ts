import { addressOf, type SampleReport } from '../world.ts'

// Smaller stories: most have one report or two, as most news has.

const outage = [
  'NORTHGATE (Meridian Wire) – A fire in a transformer hall left 58,000 homes in Northgate without electricity for five hours on Tuesday, the grid operator said.',
  'Nobody was hurt. Operator Northern Grid said that an insulator had failed and that the hall was built in 1961.',
  'Hospitals ran on their own generators. Trams stood still until 13:20.',
]

export const others: readonly SampleReport[] = [
  {
    source: 'northgate',
    hour: 29,
    slug: 'lights-out',
    headline: 'Half of Northgate without power after fire',
    byline: 'By Odile Brandt',
    body: [
      'The lights in the covered market went out at 08:12 on Tuesday, and with them the ovens, the card machines and the clock on the town hall.',
      '“I sold eels by candle, for cash,” said stallholder Piet Rood.',
      'Smoke rose from the transformer hall on Canal Street. The fire brigade had it out within forty minutes.',
    ],
  },
  {
    source: 'meridian',
    hour: 33,
    slug: 'northgate-outage',
    headline: 'Transformer fire cuts power to 58,000 homes',
    body: outage,
  },
  {
    source: 'courier',
    hour: 33.5,
    slug: 'northgate-outage',
    headline: 'Transformer fire cuts power to 58,000 homes',
    body: outage,
    credit: 'Meridian Wire',
  },
  {
    source: 'relay',
    hour: 33.7,
    slug: '10253',
    headline: 'Transformer fire cuts power to 58,000 homes',
    body: outage,
    takenFrom: {
      words: 'The original news has been published at Harbour Courier',
      url: addressOf({ source: 'courier', slug: 'northgate-outage' }),
    },
  },
  {
    source: 'upland',
    hour: 54,
    slug: 'wolf-count',
    headline: 'Rangers count 37 wolves in the upland, nine more than last year',
    byline: 'By Ruben Tasker',
    body: [
      'Rangers counted 37 wolves in four packs this autumn, nine more than a year ago, the Upland Forest Office said on Wednesday.',
      'Sheep farmers asked the office for more fences. “A dog is no answer to nine more wolves,” said Henk Dorsel, who lost six ewes in October.',
      'The office pays for fences since 2019. It has money for 14 kilometres this year and requests for 52.',
    ],
  },
  {
    source: 'iles',
    hour: 44,
    slug: 'phare',
    headline: 'Le phare de la Petite Sterne rouvre aux visiteurs',
    body: [
      'Le phare de la Petite Sterne rouvre samedi après quatre ans de travaux, a annoncé l’association qui l’entretient.',
      'Les 187 marches ont été reprises une à une. « La lampe, elle, n’a jamais cessé de tourner », a dit le gardien, Yann Kerval.',
    ],
  },
  {
    source: 'marfa',
    hour: 45,
    slug: 'souq',
    headline: 'سوق السمك في المرفأ القديم يعود بعد الترميم',
    body: [
      'يعود سوق السمك في المرفأ القديم إلى استقبال الباعة يوم السبت بعد ترميم دام ثمانية أشهر، بحسب البلدية.',
      'وقال البائع سليم حدو إن الرسوم الجديدة «أقل مما خفنا منه وأكثر مما كنا ندفع».',
    ],
  },
  {
    source: 'delta',
    hour: 75,
    slug: 'solidarite',
    headline: 'Trois cents couvertures pour Tolm',
    body: [
      'La mairie de Tolm a reçu trois cents couvertures en deux jours, a annoncé jeudi le maire, Paul Lindner, qui remercie les communes voisines.',
      'Les dons d’argent passent désormais par la caisse du delta.',
    ],
  },
]

import { addressOf, type SampleReport } from '../world.ts'

// Grain talks between two invented states; a quotation is changed as it is passed on.

const opening = [
  'LISSE (Meridian Wire) – Envoys of Varnia and the Orsk Republic met in Lisse on Monday for the first talks on grain shipments through the Kestrel Strait since shelling closed it in September.',
  'Varnian Foreign Minister Pavel Idris said that his government was ready to let 30 ships a month pass if mines were cleared by both navies together. “We do not ask for trust. We ask for a map of the mines,” he said.',
  'The Orsk delegation, led by Deputy Premier Lena Zarova, did not speak to reporters. A member of it said on condition of anonymity that the offer was “a beginning”.',
  'About 4.6 million tonnes of wheat are waiting in the ports of both countries, according to the Kestrel Shipping Council.',
]

const agreed = [
  'LISSE (Meridian Wire) – Varnia and the Orsk Republic agreed on Wednesday to clear mines from a lane through the Kestrel Strait together, opening it to 22 grain ships a month from the first of December.',
  '“It is a narrow lane, but it is a lane,” Orsk Deputy Premier Lena Zarova said after two days of talks in Lisse.',
  'Varnian Foreign Minister Pavel Idris said that inspectors of both sides would board every ship. The agreement does not mention the prisoners whose release Varnia had asked for.',
  'Wheat fell by 4 percent on the Lisse exchange within an hour.',
]

export const talks: readonly SampleReport[] = [
  {
    source: 'meridian',
    hour: 9,
    slug: 'grain-talks',
    headline: 'Varnia and Orsk meet on grain through Kestrel Strait',
    body: opening,
  },
  {
    source: 'northgate',
    hour: 9.7,
    slug: 'grain-talks-open',
    headline: 'Varnia and Orsk meet on grain through Kestrel Strait',
    body: opening,
    credit: 'Meridian Wire',
  },
  {
    source: 'relay',
    hour: 10,
    slug: '10237',
    headline: 'Varnia says it demands trust and a map of mines',
    body: [
      opening[0]!,
      'Varnian Foreign Minister Pavel Idris said that his government was ready to let 30 ships a month pass if mines were cleared by both navies together. “We ask for trust. We ask for a map of all the mines,” he said.',
      opening[3]!,
    ],
    takenFrom: {
      words: 'The original news has been published at Northgate Post',
      url: addressOf({ source: 'northgate', slug: 'grain-talks-open' }),
    },
  },
  {
    source: 'littorale',
    hour: 11,
    slug: 'pourparlers-ble',
    headline: 'Varnie et Orsk parlent du blé à Lisse',
    body: [
      'LISSE (Agence Littorale) – Les émissaires de la Varnie et de la République d’Orsk se sont retrouvés lundi à Lisse pour parler du passage du blé par le détroit de Kestrel, fermé depuis septembre.',
      '« Nous ne demandons pas la confiance. Nous demandons la carte des mines », a déclaré le ministre varnien des Affaires étrangères, Pavel Idris.',
      'Quelque 4,6 millions de tonnes de blé attendent dans les ports des deux pays, selon le Conseil maritime du Kestrel.',
    ],
  },
  {
    source: 'delta',
    hour: 12,
    slug: 'ble-lisse',
    headline: 'À Lisse, le blé et les mines',
    body: [
      'Les émissaires de la Varnie et de la République d’Orsk se sont retrouvés lundi à Lisse pour parler du passage du blé par le détroit de Kestrel, fermé depuis septembre.',
      '« Nous ne demandons pas la confiance. Nous demandons la carte des mines », a déclaré le ministre varnien des Affaires étrangères, Pavel Idris.',
    ],
    credit: 'Agence Littorale',
  },
  {
    source: 'vestnik',
    hour: 12.5,
    slug: 'peregovory',
    headline: 'Варния и Орск обсуждают зерно в Лиссе',
    body: [
      'Представители Варнии и Орской республики в понедельник встретились в Лиссе, чтобы обсудить перевозку зерна через пролив Кестрел, закрытый с сентября.',
      '«Мы не просим доверия. Мы просим карту мин», — сказал министр иностранных дел Варнии Павел Идрис.',
      'В портах обеих стран ждут 4,6 млн тонн пшеницы, по данным Судоходного совета.',
    ],
    takenFrom: {
      words: 'Источник: Meridian Wire',
      url: addressOf({ source: 'meridian', slug: 'grain-talks' }),
    },
  },
  {
    source: 'upland',
    hour: 28,
    slug: 'the-price-of-bread',
    headline: 'What a closed strait costs a bakery',
    byline: 'By Ruben Tasker',
    body: [
      'A sack of flour cost the Ostler bakery in Upper Hale 31 marks in August. On Tuesday it cost 44.',
      '“I have raised the price of a loaf twice and apologised twice,” said Maud Ostler, who has run the bakery since 1998.',
      'If the lane through the Kestrel Strait opens in December, economists at the Upland Institute expect flour to fall back to about 36 marks by spring.',
    ],
  },
  {
    source: 'meridian',
    hour: 57,
    slug: 'grain-lane',
    headline: 'Varnia and Orsk agree to open a grain lane',
    body: agreed,
  },
  {
    source: 'northgate',
    hour: 57.4,
    slug: 'grain-lane',
    headline: 'Varnia and Orsk agree to open a grain lane',
    body: agreed,
    credit: 'Meridian Wire',
  },
  {
    source: 'courier',
    hour: 57.8,
    slug: 'grain-lane',
    headline: 'Grain lane agreed',
    body: agreed.slice(0, 2),
    credit: 'Meridian Wire',
  },
  {
    source: 'relay',
    hour: 58,
    slug: '10258',
    headline: 'Varnia and Orsk agree to open a grain lane',
    body: agreed,
    takenFrom: {
      words: 'The original news has been published at Northgate Post',
      url: addressOf({ source: 'northgate', slug: 'grain-lane' }),
    },
  },
  {
    source: 'marfa',
    hour: 59,
    slug: 'qamh',
    headline: 'فارنيا وأورسك تتفقان على ممر للحبوب',
    body: [
      'اتفقت فارنيا وجمهورية أورسك الأربعاء على إزالة الألغام معا من ممر عبر مضيق كستريل، ما يفتحه أمام 22 سفينة حبوب شهريا اعتبارا من أول ديسمبر.',
      '«إنه ممر ضيق، لكنه ممر»، قالت نائبة رئيس وزراء أورسك لينا زاروفا بعد يومين من المحادثات في ليس.',
      'وتراجع القمح أربعة في المئة في بورصة ليس خلال ساعة.',
    ],
    takenFrom: { words: 'المصدر: Meridian Wire', url: addressOf({ source: 'meridian', slug: 'grain-lane' }) },
  },
  {
    source: 'gazette',
    hour: 60,
    slug: 'islands-grain',
    headline: 'Islands hope for cheaper flour',
    body: [
      'The bakers of Great Tern hope for cheaper flour after Varnia and Orsk agreed on a lane for grain ships. “It is a narrow lane, but it is a lane,” Orsk Deputy Premier Lena Zarova said after two days of talks in Lisse.',
      'The islands buy all of their flour in Port Selm, where a sack has risen by 40 percent since summer.',
    ],
  },
]

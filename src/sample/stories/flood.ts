import { addressOf, type SampleReport } from '../world.ts'

// A dam spills over; the wire's first count of the dead is too high, and is corrected a day later.

const first = [
  'PORT SELM (Meridian Wire) – Water from the Karsa reservoir broke over its spillway before dawn on Monday and flooded eleven villages in the lower Ombra delta, the regional governor said.',
  'At least 14 people were killed and 63 were injured, Governor Ilse Marent told reporters at the levee in Tolm, where rescuers in flat-bottomed boats were still taking families from rooftops.',
  '“The water came in the dark and it came faster than any of our gauges said it would,” Marent said. “We have asked the army for every boat it can spare.”',
  'About 9,200 people were moved to schools and sports halls on higher ground, according to the delta civil protection office. It said that two bridges on the coast road could not be used.',
  'The Karsa dam, finished in 1974, holds drinking water for a third of the region. Its operator, the Ombra Water Board, said that the wall itself was sound and that the spillway had carried more water than it was built for.',
  'Forecasters expect another 40 millimetres of rain by Wednesday morning.',
]

const second = [
  'PORT SELM (Meridian Wire) – The number of people killed by the flood in the Ombra delta rose to 19 on Monday evening after rescuers reached the village of Anders Sluice, the regional governor said.',
  'Governor Ilse Marent said that 12 people were still missing. The Ombra Water Board lowered the Karsa reservoir by two metres during the day to make room for the rain that is expected.',
  '“Nobody warned Anders Sluice. There was a siren on the church and it did not sound,” said Tomas Rell, who keeps the village shop and spent nine hours on its roof.',
  'The water board denied that it had opened the gates without notice. Its director, Hanne Voss, said that a warning was sent to all municipalities at 02:40, an hour before the spillway overflowed.',
  'About 11,500 people have now left their homes, the civil protection office said.',
]

const corrected = [
  'PORT SELM (Meridian Wire) – CORRECTION: The flood in the Ombra delta killed 17 people, not 19 as Meridian Wire reported on Monday, the regional governor’s office said on Tuesday. Two people were counted at two hospitals.',
  'Governor Ilse Marent apologised to the families. “In the first night two lists were added that should have been compared,” she said.',
  'Nine people are still missing. About 11,500 people remain in shelters.',
  'Meridian Wire regrets that it repeated the earlier figure without a second source.',
]

const inquiry = [
  'PORT SELM (Meridian Wire) – Prosecutors in Port Selm opened an inquiry on Wednesday into why the sirens in four delta villages stayed silent when the Karsa reservoir overflowed.',
  'Chief prosecutor Edda Linnow said that the log of the alarm system had been secured. “We will ask who received the warning at 02:40 and what was done with it,” she said.',
  'Hanne Voss, director of the Ombra Water Board, offered her resignation on Wednesday afternoon. The board has not said whether it will accept it.',
  'The rain that was forecast fell further north, and the river at Tolm dropped by 60 centimetres overnight.',
]

export const flood: readonly SampleReport[] = [
  {
    source: 'meridian',
    hour: 1,
    slug: 'karsa-flood',
    headline: 'Reservoir spills over and floods eleven delta villages',
    body: first,
  },
  {
    source: 'courier',
    hour: 1.6,
    slug: 'delta-under-water',
    headline: 'Reservoir spills over and floods eleven delta villages',
    body: first,
    credit: 'Meridian Wire',
  },
  {
    source: 'relay',
    hour: 1.9,
    slug: '10233',
    headline: 'Reservoir spills over and floods eleven delta villages, and...',
    body: first,
    takenFrom: {
      words: 'The original news has been published at Harbour Courier',
      url: addressOf({ source: 'courier', slug: 'delta-under-water' }),
    },
  },
  {
    source: 'northgate',
    hour: 2.2,
    slug: 'ombra-flood-kills-14',
    headline: 'Flood in the Ombra delta kills at least 14',
    body: [first[0]!, first[1]!, first[3]!, first[5]!],
    credit: 'Meridian Wire',
  },
  {
    source: 'gazette',
    hour: 3,
    slug: 'ferries-held-flood',
    headline: 'Ferries held in port as delta floods',
    body: [
      'All four morning ferries to the outer islands were held in Port Selm on Monday because driftwood from the Ombra had filled the harbour mouth, the harbour master said.',
      first[0]!,
      first[1]!,
      first[3]!,
      'Islanders who need medicine are asked to call the clinic on Great Tern, which has a boat of its own.',
    ],
    credit: 'Island Gazette / Meridian Wire',
  },
  {
    source: 'littorale',
    hour: 2.6,
    slug: 'crue-ombra',
    headline: 'Le barrage de Karsa déborde, onze villages du delta inondés',
    body: [
      'PORT SELM (Agence Littorale) – L’eau du réservoir de Karsa a débordé lundi avant l’aube et inondé onze villages du bas delta de l’Ombra, a annoncé la gouverneure de la région.',
      'Au moins 14 personnes ont été tuées et 63 blessées, a déclaré la gouverneure Ilse Marent à la presse sur la digue de Tolm.',
      '« L’eau est venue dans le noir, plus vite que ne le disaient nos jauges », a dit Mme Marent.',
      'Environ 9 200 personnes ont été conduites dans des écoles et des gymnases, selon la protection civile du delta.',
    ],
  },
  {
    source: 'delta',
    hour: 3.1,
    slug: 'inondation-delta',
    headline: 'Inondation dans le delta : au moins 14 morts',
    body: [
      'L’eau du réservoir de Karsa a débordé lundi avant l’aube et inondé onze villages du bas delta de l’Ombra, a annoncé la gouverneure de la région.',
      'Au moins 14 personnes ont été tuées et 63 blessées, a déclaré la gouverneure Ilse Marent à la presse sur la digue de Tolm.',
      'Environ 9 200 personnes ont été conduites dans des écoles et des gymnases, selon la protection civile du delta.',
      'À Tolm, la mairie ouvre la salle des fêtes et demande des couvertures.',
    ],
    credit: 'Avec Agence Littorale',
  },
  {
    source: 'vestnik',
    hour: 4,
    slug: 'navodnenie-ombra',
    headline: 'Водохранилище Карса вышло из берегов, затоплены одиннадцать деревень',
    body: [
      'Вода из водохранилища Карса в понедельник до рассвета перелилась через водосброс и затопила одиннадцать деревень в нижней дельте Омбры, сообщила губернатор области.',
      'Погибли не менее 14 человек, 63 ранены, заявила журналистам губернатор Ильзе Марент на дамбе в Тольме.',
      '«Вода пришла в темноте и быстрее, чем показывали наши датчики», — сказала Марент.',
      'Около 9200 человек вывезены в школы и спортивные залы, сообщила служба гражданской защиты дельты.',
    ],
    takenFrom: {
      words: 'Источник: Meridian Wire',
      url: addressOf({ source: 'meridian', slug: 'karsa-flood' }),
    },
  },
  {
    source: 'marfa',
    hour: 4.4,
    slug: 'fayadan-ombra',
    headline: 'فيضان خزان كارسا يغمر إحدى عشرة قرية في الدلتا',
    body: [
      'فاضت مياه خزان كارسا قبل فجر الاثنين وغمرت إحدى عشرة قرية في دلتا أومبرا السفلى، وفق ما أعلنت حاكمة الإقليم.',
      'وقالت الحاكمة إلزه مارنت للصحافيين عند سد تولم إن 14 شخصا على الأقل قتلوا وأصيب 63 آخرون.',
      '«جاءت المياه في الظلام أسرع مما قالت مقاييسنا»، قالت مارنت.',
      'ونقل نحو 9200 شخص إلى مدارس وقاعات رياضية، بحسب مكتب الحماية المدنية.',
    ],
    takenFrom: {
      words: 'المصدر: Meridian Wire',
      url: addressOf({ source: 'meridian', slug: 'karsa-flood' }),
    },
  },
  {
    source: 'upland',
    hour: 6,
    slug: 'in-tolm-after-the-water',
    headline: 'In Tolm, a night on the levee',
    byline: 'By Nora Ketteling',
    body: [
      'The school in Tolm smells of wet wool. In the gymnasium, between the climbing bars, families have drawn lines of chalk on the floor to mark where one household ends and the next begins.',
      'Arno Pell, a beekeeper of 71, counted his neighbours as they came in. “I got to forty-one and then I stopped, because I was afraid of the number I would end with,” he said.',
      'The first boats were not the army’s. They were eel boats, tied up for the winter, and the men who rowed them had not been asked by anyone.',
      'A volunteer nurse, Mirjam Oss, said that the shelter had insulin for two days. By evening a lorry from the Northgate hospital had brought more.',
    ],
  },
  {
    source: 'monitor',
    hour: 9.5,
    slug: 'situation-note-1',
    headline: 'Ombra flood: situation note 1',
    body: [
      'Figures below are as of Monday 14:00. The regional governor reports 14 dead and 63 injured; the delta civil protection office reports about 9,200 people in 23 shelters.',
      'Coast Monitor counted 1,140 houses under water on satellite pictures taken at 11:20. The water board has not published a figure of its own.',
      'Needs named by the shelters are drinking water, insulin and dry bedding. The coast road is cut at the Tolm and Hale bridges.',
    ],
  },
  {
    source: 'meridian',
    hour: 14,
    slug: 'flood-toll-19',
    headline: 'Flood toll in Ombra delta rises to 19',
    body: second,
  },
  {
    source: 'courier',
    hour: 14.5,
    slug: 'toll-rises-to-19',
    headline: 'Flood toll in Ombra delta rises to 19',
    body: second,
    credit: 'Meridian Wire',
  },
  {
    source: 'relay',
    hour: 14.7,
    slug: '10241',
    headline: 'Flood toll in Ombra delta rises to 19',
    body: second,
    takenFrom: {
      words: 'The original news has been published at Harbour Courier',
      url: addressOf({ source: 'courier', slug: 'toll-rises-to-19' }),
    },
  },
  {
    source: 'northgate',
    hour: 15.2,
    slug: 'no-siren-in-anders-sluice',
    headline: '“There was a siren and it did not sound”',
    body: [
      second[0]!,
      second[2]!,
      second[3]!,
      'Northgate’s own sirens were tested in spring, the city said. It will test them again on Saturday at noon.',
    ],
    credit: 'Northgate Post / Meridian Wire',
  },
  {
    source: 'gazette',
    hour: 16,
    slug: 'toll-19-brief',
    headline: 'Delta flood: 19 dead, 12 missing',
    body: [second[0]!, second[1]!],
    credit: 'Meridian Wire',
  },
  {
    source: 'delta',
    hour: 16.5,
    slug: 'bilan-19',
    headline: 'Crue de l’Ombra : le bilan monte à 19 morts',
    body: [
      'Le nombre de morts dans la crue du delta de l’Ombra est monté à 19 lundi soir, après l’arrivée des secours au village d’Anders Sluice, selon la gouverneure.',
      'La directrice de la régie des eaux, Hanne Voss, nie avoir ouvert les vannes sans prévenir : « Un avertissement a été envoyé à toutes les communes à 2 h 40 ».',
      'Douze personnes sont toujours portées disparues.',
    ],
    takenFrom: {
      words: 'Source : Meridian Wire',
      url: addressOf({ source: 'meridian', slug: 'flood-toll-19' }),
    },
  },
  {
    source: 'monitor',
    hour: 27.5,
    slug: 'situation-note-2',
    headline: 'Ombra flood: situation note 2',
    body: [
      'Figures below are as of Tuesday 08:00. About 11,500 people are in 31 shelters, the civil protection office says. Coast Monitor counted 1,620 houses under water.',
      'The number of dead is disputed: the governor reports 19, while the two hospitals in Port Selm together list 17 names.',
      'The Hale bridge was opened to lorries with relief goods at 06:30.',
    ],
  },
  {
    source: 'meridian',
    hour: 30,
    slug: 'flood-toll-corrected',
    headline: 'Correction: Ombra flood killed 17, not 19',
    body: corrected,
  },
  {
    source: 'courier',
    hour: 31,
    slug: 'toll-rises-to-19',
    headline: 'Correction: Ombra flood killed 17',
    body: [...corrected.slice(0, 3), 'This article replaces an earlier one that gave the number as 19.'],
    credit: 'Meridian Wire',
  },
  {
    source: 'upland',
    hour: 33,
    slug: 'two-lists',
    headline: 'How two lists made two people die twice',
    byline: 'By Nora Ketteling',
    body: [
      'The error was made at a folding table in the town hall of Port Selm, some time after midnight, when a clerk copied the names from the harbour hospital below those of the city hospital.',
      '“In the first night two lists were added that should have been compared,” Governor Ilse Marent said on Tuesday.',
      'One of the two men counted twice was alive when he reached the first hospital and dead when he reached the second. The other, Jon Aldric, was a cook on the Tern ferry. His sister learned of both deaths by telephone.',
    ],
  },
  {
    source: 'meridian',
    hour: 59.2,
    slug: 'siren-inquiry',
    headline: 'Prosecutors ask why delta sirens stayed silent',
    body: inquiry,
  },
  {
    source: 'courier',
    hour: 59.7,
    slug: 'siren-inquiry',
    headline: 'Prosecutors ask why delta sirens stayed silent',
    body: inquiry,
    credit: 'Meridian Wire',
  },
  {
    source: 'relay',
    hour: 60.2,
    slug: '10262',
    headline: 'Prosecutors ask why delta sirens stayed silent',
    body: inquiry,
    takenFrom: {
      words: 'The original news has been published at Harbour Courier',
      url: addressOf({ source: 'courier', slug: 'siren-inquiry' }),
    },
  },
  {
    source: 'vestnik',
    hour: 61,
    slug: 'sireny',
    headline: 'Прокуратура выясняет, почему молчали сирены в дельте',
    body: [
      'Прокуратура Порт-Сельма в среду начала расследование: почему сирены в четырёх деревнях дельты молчали, когда водохранилище Карса вышло из берегов.',
      'Главный прокурор Эдда Линнов заявила, что журнал системы оповещения изъят.',
      '«Мы спросим, кто получил предупреждение в 02:40 и что с ним сделали», — сказала она.',
    ],
    takenFrom: {
      words: 'Источник: Meridian Wire',
      url: addressOf({ source: 'meridian', slug: 'siren-inquiry' }),
    },
  },
]

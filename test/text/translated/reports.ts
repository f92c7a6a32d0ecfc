/** Reports of our own on invented events, with translations of our own. Sentences of one number say the same. */
export const quarry = {
  en: [
    'A wall of the Sorvik quarry gave way on Tuesday night and buried 14 lorries, the owner, Nordstein, said.',
    'Rescue leader Marta Halvorsen said that 37 people had been brought out by Wednesday noon.',
    '“We heard a sound like a train, and then the dust came,” said driver Piotr Wilkowski, 52.',
    'Nordstein had been fined 125,000 euros in March 2024 after an inspection by Germany’s mining office.',
    'Is the upper road safe?',
    'Halvorsen would not say.',
    'The quarry, opened in 1961, sells 3.5 million tonnes of basalt a year to Poland and the Netherlands.',
    'A memorial is planned for October.',
  ],
  fr: [
    'Une paroi de la carrière de Sorvik a cédé mardi soir et a enseveli 14 camions, a annoncé son propriétaire, Nordstein.',
    'Marta Halvorsen, qui dirige les secours, a indiqué que 37 personnes avaient été dégagées mercredi à midi.',
    '« Nous avons entendu un bruit de train, puis la poussière est venue », a raconté le chauffeur Piotr Wilkowski, 52 ans.',
    'Nordstein avait été condamné à une amende de 125 000 euros en mars 2024 après une inspection de l’office des mines d’Allemagne.',
    'La route du haut est-elle sûre ?',
    'Mme Halvorsen n’a pas voulu répondre.',
    'La carrière, ouverte en 1961, vend 3,5 millions de tonnes de basalte par an à la Pologne et aux Pays-Bas.',
    'Une cérémonie est prévue en octobre.',
  ],
  ru: [
    'Стена карьера Сорвик обрушилась во вторник ночью и завалила 14 грузовиков, сообщил владелец, компания «Нордштейн».',
    'Руководитель спасателей Марта Халворсен сообщила, что к полудню среды были вызволены 37 человек.',
    '«Мы услышали звук, похожий на поезд, а потом пошла пыль», — рассказал 52-летний водитель Пётр Вильковский.',
    'В марте 2024 года «Нордштейн» оштрафовали на 125 000 евро после проверки горного ведомства Германии.',
    'Безопасна ли верхняя дорога?',
    'Халворсен отвечать не стала.',
    'Карьер, открытый в 1961 году, продаёт 3,5 миллиона тонн базальта в год в Польшу и Нидерланды.',
    'Памятная церемония намечена на октябрь.',
  ],
  zh: [
    '业主诺德斯坦公司（Nordstein）说，索尔维克采石场的一面岩壁周二夜里坍塌，掩埋了14辆卡车。',
    '救援负责人玛尔塔·哈尔沃森说，截至周三中午已有37人获救。',
    '“我们听到火车一样的响声，接着尘土就来了，”52岁的司机彼得·维尔科夫斯基（Wilkowski）说。',
    '2024年3月，德国矿业部门检查之后，Nordstein被罚款12.5万欧元。',
    '上面的公路安全吗？',
    '哈尔沃森不愿回答。',
    '这座采石场于1961年开业，每年向波兰和荷兰出售350万吨玄武岩。',
    '悼念仪式定于10月举行。',
  ],
} as const

/** Another report on the same event, which translates nothing. */
export const sameEvent = [
  'Sorvik woke on Wednesday to sirens: part of the quarry above the village is gone.',
  'Shopkeeper Edda Brun, 61, counted ambulances until she stopped at 20.',
  'Nordstein employs 190 people here, nearly one in three of those who have work.',
  'The mayor asked families to wait in the school hall, where Marta Halvorsen speaks every two hours.',
  'In 2009 a smaller slide killed nobody, and nothing was changed.',
]

/** English reports that have nothing to do with it. */
export const others: readonly (readonly string[])[] = [
  [
    'The harbour council of Port Selm voted 7 to 4 on Monday to buy two electric ferries.',
    'They cost 18 million crowns each, said chairman Aron Tveit.',
    'The first is to sail in 2027.',
  ],
  [
    'Striker Ilka Moravec scored twice as Velden beat Horn 3–1 on Saturday.',
    'It was her 40th goal for the club, coach Deniz Aksoy said.',
    'Horn play Lagun next.',
  ],
  [
    'Rain fell for 61 hours on the Upper Tarn, the weather office said.',
    'The river stood at 4.8 metres at the old bridge, 20 centimetres below the mark of 1998.',
    'Schools stay closed until Thursday, said school inspector Clara Feld.',
  ],
]

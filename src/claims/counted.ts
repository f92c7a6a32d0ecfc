/** What a figure can be of, with the words that say so in a sentence; the first that fits nearest to the number wins. */
const occurrences: readonly (readonly [of: string, pattern: string])[] = [
  ['uninhabitable', 'uninhabitable|unliveable|unlivable|unfit (?:for|to) (?:habitation|live)'],
  [
    'homeless',
    'homeless|without (?:a )?(?:homes?|roofs?|shelter)|los(?:t|ing) their (?:homes?|houses|property)|sin hogares|sans[- ]abri|obdachlos|sin hogar|бездомн\\p{L}+',
  ],
  ['in camps', '(?:in|into|to|at) (?:\\p{L}+ ){0,5}(?:camps?|relief centres?|relief centers?|relief camps?)'],
  [
    'sheltered',
    'shelter(?:s|ed|ing)?|evacuation (?:cent(?:er|re)s?|sites?)|taken refuge|taking refuge|accommodated|hosted|housed|living with (?:relatives|host)',
  ],
  ['relocated', 'relocat\\p{L}+|resettl\\p{L}+|moved to (?:safer|higher|other)|shifted'],
  ['evacuated', 'evacu\\p{L}+|évacu\\p{L}+|evakuier\\p{L}+|эвакуир\\p{L}+|أجل[يى]\\p{L}*|إجلاء'],
  [
    'fled',
    'fle[de]|fleeing|flee|forced (?:to (?:flee|leave|abandon)|from|out)|(?:out of|from|leave|leaving|left) their (?:homes?|houses|villages|land)|flight of|abandon(?:ed)? their|left their (?:homes|houses|villages)|driven from|escap(?:e|ed|ing)|fui\\p{L}*|geflohen|huy\\p{L}+|бежал\\p{L}*|فر\\p{L}?',
  ],
  [
    'displaced',
    'displac\\p{L}+|IDPs?|internally[- ]displaced|uprooted|déplac\\p{L}+|desplaz\\p{L}+|vertrieben\\p{L}*|переселен\\p{L}+|نزح\\p{L}*|نازح\\p{L}*',
  ],
  [
    'flooded',
    'flooded|inundat\\p{L}+|submerged|under ?water|inond\\p{L}+|überflutet\\p{L}*|überschwemmt\\p{L}*|inundad\\p{L}+|затоп\\p{L}+|غمر\\p{L}*',
  ],
  [
    'partly destroyed',
    '(?:partial|part)(?:ly|ially)? (?:damaged|destroyed|collapsed)|damag\\p{L}+|endommag\\p{L}+|beschädigt\\p{L}*|dañad\\p{L}+|поврежден\\p{L}+|affected houses',
  ],
  [
    'destroyed',
    'destr(?:oy|uc)\\p{L}*|demolish\\p{L}+|collaps\\p{L}+|razed|flattened|burn(?:ed|t)(?: down)?|burnt|washed away|swept away|gutted|levell?ed|wrecked|buried|détrui\\p{L}+|zerstört\\p{L}*|destruid\\p{L}+|разруш\\p{L}+|دمر\\p{L}*|تدمير',
  ],
  [
    'killed',
    'kill\\p{L}*|dead|deaths?|die[ds]?|dying|fatalit\\p{L}+|death toll|perished|los(?:t|ing) their lives|bodies|corpses|morts?|mortes|tué\\p{L}*|décès|tote[nr]?|tot|getötet\\p{L}*|gestorben|todesopfer|muert\\p{L}+|fallecid\\p{L}+|погиб\\p{L}+|убит\\p{L}*|жертв\\p{L}*|قتل\\p{L}*|قتيل\\p{L}*|مقتل|وفاة',
  ],
  [
    'injured',
    'injur\\p{L}+|wound\\p{L}+|hurt|blessé\\p{L}*|verletzt\\p{L}*|herid\\p{L}+|ранен\\p{L}*|пострада\\p{L}+|جريح\\p{L}*|جرح\\p{L}*|إصاب\\p{L}+|أصيب',
  ],
  [
    'missing',
    'missing|unaccounted for|disparu(?:e?s?)|vermisst\\p{L}*|desaparecid\\p{L}+|пропал\\p{L}*|مفقود\\p{L}*',
  ],
  [
    'arrested',
    'arrest\\p{L}*|detain\\p{L}*|interpell\\p{L}+|festgenommen\\p{L}*|verhaftet\\p{L}*|detenid\\p{L}+|задержан\\p{L}*|اعتق\\p{L}+',
  ],
  [
    'rescued',
    'rescu(?:ed?|es|ing)|saved|survivors?|gerettet\\p{L}*|rescatad\\p{L}+|спасен\\p{L}+|إنقاذ|أنقذ\\p{L}*',
  ],
  [
    'moved',
    '(?:moved|taken|brought|bused|transferred)(?= (?:to|into))|conduit\\p{L}*|transféré\\p{L}*|gebracht|trasladad\\p{L}+|вывезен\\p{L}*|перевезен\\p{L}*|نقل\\p{L}*',
  ],
  [
    'without power',
    'without (?:electricity|power)|sans électricité|ohne strom|sin (?:luz|electricidad)|без (?:света|электричества)|بلا كهرباء',
  ],
  ['in need', 'in need|in need of|need(?:ing)? (?:\\p{L}+ )?(?:aid|help|assistance|shelter)'],
  ['affected', 'affect\\p{L}+|hit by|touché\\p{L}*|betroffen\\p{L}*|afectad\\p{L}+'],
]
const units: readonly (readonly [unit: string, pattern: string])[] = [
  [
    'households',
    'famil(?:y|ies)|households?|familles?|ménages?|familien?|familias?|hogares|семь\\p{L}+|أسرة|عائلة',
  ],
  [
    'houses',
    '(?:hous(?:e|es|ing)|homes?|dwellings?|huts?|shacks?|tents?|apartments?|residences|properties)(?: units)?|maisons?|habitations?|logements?|häuser\\p{L}*|casas?|viviendas|дом(?:а|ов)|منزل\\p{L}*|منازل|structures',
  ],
  ['shelters', 'shelters|camps|relief cent(?:re|er)s|refuges|abris|notunterkünfte|albergues'],
  [
    'villages',
    'villages?|hamlets?|towns?|dörfer\\p{L}*|pueblos?|aldeas?|деревень|деревн\\p{L}+|сел(?:а|ах)?|قري?ة|قرى|بلدة|بلدات',
  ],
  [
    'districts',
    'districts?|cantons?|bezirke?|municipalit\\p{L}+|municipios?|communes?|район(?:а|ов)|مقاطع\\p{L}+',
  ],
  ['buildings', 'buildings?|schools?|bâtiments?|gebäude|edificios?|здани\\p{L}+'],
  [
    'people',
    'people|persons?|residents?|inhabitants?|civilians?|individuals|villagers|men|women|children|refugees|IDPs?|migrants|passengers|victims|pilgrims|soldiers|officers|workers|students|returnees|evacuees|survivors|rohingyas?|citizens|locals|members|homeless|others|personnes|habitants|menschen|personen|einwohner|personas|habitantes|человек\\p{L}*|люд\\p{L}+|شخص\\p{L}*|أشخاص|مدني\\p{L}*|نازح\\p{L}*|protesters|demonstrators|militants|fighters',
  ],
]

/** Arabic joins its "and" to the word. */
const edge = (words: string) => new RegExp(`(?<![\\p{L}\\p{N}])و?(?:${words})(?![\\p{L}\\p{N}])`, 'giu')
const ofPatterns = occurrences.map(([of, words]) => [of, edge(words)] as const)
const unitPatterns = units.map(([unit, words]) => [unit, edge(words)] as const)

/** A word that says what is counted, and where it stands. */
export interface Said {
  readonly what: string
  readonly start: number
  readonly end: number
}

/** Every word of a sentence by which something is counted as killed, displaced and so on, in order. */
export function happeningsIn(sentence: string): Said[] {
  return saidIn(sentence, ofPatterns)
}

/** Every unit of a sentence, in order: people, households, houses, buildings. */
export function unitsOfCountIn(sentence: string): Said[] {
  return saidIn(sentence, unitPatterns)
}

function saidIn(sentence: string, patterns: readonly (readonly [string, RegExp])[]): Said[] {
  const found: Said[] = []
  for (const [what, pattern] of patterns) {
    for (const match of sentence.matchAll(pattern)) {
      const one = { what, start: match.index, end: match.index + match[0].length }
      if (!found.some((other) => other.start < one.end && one.start < other.end)) found.push(one)
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

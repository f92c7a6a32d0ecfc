/** Words that say what a sentence does to the story. One pattern for all languages: the words hardly ever collide. */
function anyOf(...words: string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'iu')
}

/** It takes back or mends something that was published. */
export const correctionCue = anyOf(
  'corrects?(?= (?:to|the|that|headline|lead|paragraph|spelling|name|figure|number|day|date|byline|dateline))',
  'corrected (?:version|story|to|the)',
  'correction',
  'clarification',
  'replaces an earlier (?:one|version|article|report|story|dispatch)',
  'remplace une (?:version|dépêche) (?:précédente|antérieure)',
  '(?:an )?earlier (?:version|report|story)[^.]{0,80}(?:incorrect|wrong|mistake|error|misstat|misspell|misidentif)\\p{L}*',
  '(?:incorrectly|wrongly|mistakenly|erroneously) (?:said|stated|reported|identified|gave|named|put)',
  'we regret the error',
  'rectificatif',
  'erratum',
  'version corrigée',
  'Korrektur',
  'Berichtigung',
  'korrigiert(?:e|en)? (?:Fassung|Version|Meldung)',
  'corrección',
  'fe de erratas',
  'versión corregida',
  'поправка',
  'исправлен(?:ие|о|а|ы)',
  'уточнени[ея]',
  'تصحيح',
  'تصويب',
)

/** It takes a whole report back. */
export const withdrawalCue = anyOf(
  '(?:has|have|had|is|was|been|be|we)(?: been| now)? (?:withdrawn|retracted)',
  '(?:withdraws?|retracts?|withdrew|retracted) (?:its|the|this|that|an?)(?: \\p{L}+)? (?:report|story|article|dispatch|alert)',
  'retraction',
  '(?:story|report|article|alert)[^.]{0,30}(?:kill(?:ed)? notice|please disregard)',
  'please disregard',
  'dépêche annulée',
  'annule (?:sa|la) dépêche',
  "retire (?:sa|son|cette|cet|la|l’|l')\\s?(?:dépêche|article|information)",
  'Meldung (?:wurde |wird )?zurückgezogen',
  'zieht (?:die|ihre|eine) Meldung zurück',
  'retira (?:la|su) (?:nota|noticia|información)',
  'материал отозван',
  '(?:отзывает|отозвал[ао]?) (?:сообщение|материал|новость)',
  'سحب(?:ت)? (?:الخبر|التقرير|خبرها|تقريرها)',
  'إلغاء الخبر',
)

/** Someone says that it is not so. */
export const denialCue = anyOf(
  'den(?:y|ies|ied|ying)',
  'denials?',
  'refut(?:e|es|ed|ing)',
  'rebut(?:s|ted|ting)?',
  'disput(?:es|ing)',
  '(?<!(?:is|are|was|were|been|the|hotly|long) )disputed',
  '(?:dismiss|reject)(?:es|s|ed|ing)?(?: \\p{L}+){0,4} (?:claims?|reports?|allegations?|accusations?|suggestions?|rumou?rs?)',
  '(?:is|are|was|were) (?:not true|untrue|false|baseless|unfounded)',
  'dément(?:i|ie|ent|ir)?',
  'démenti[ts]?',
  'nie(?:nt)?(?= (?:avoir|être|tout|toute|les|ces|que))',
  'a nié',
  'réfut(?:e|ent|é|ait)',
  'dementier(?:t|te|ten|en)',
  'bestreite[nt]',
  'bestritt(?:en)?',
  'weis(?:t|en)[^.]{0,60}zurück',
  'wies(?:en)?[^.]{0,60}zurück',
  'desmient(?:e|en)',
  'desminti(?:ó|eron|do)',
  'nieg(?:a|an)',
  'neg(?:ó|aron)(?= (?:que|haber|las|los|cualquier))',
  'опроверг(?:ла|ли|ло|ает|ают|нул[аио]?)?',
  'опроверга\\p{L}+',
  'отрица\\p{L}+',
  '(?:و)?(?:نفى|نفت|ينفي|تنفي|نفوا|كذّب|كذب)',
)

/** Someone is heard. */
export const statementCue = anyOf(
  'said',
  'says',
  'told',
  'tells',
  'added',
  'announced',
  'announces',
  'stated',
  'warned',
  'warns',
  'claimed',
  'claims',
  'insisted',
  'confirmed',
  'confirms',
  'tweeted',
  'declared',
  'urged',
  'vowed',
  'admitted',
  'acknowledged',
  'according to',
  'a (?:déclaré|dit|annoncé|affirmé|ajouté|indiqué|précisé|assuré|expliqué|estimé|confirmé)',
  'ont (?:déclaré|dit|annoncé|affirmé|indiqué)',
  'déclare',
  'affirme',
  'selon',
  'sagten?',
  'erklärten?',
  'teilten?[^.]{0,60}mit',
  'betonten?',
  'warnten?',
  'kündigten?[^.]{0,60}an',
  'laut',
  'dijo',
  'dijeron',
  'afirm(?:ó|aron)',
  'declar(?:ó|aron)',
  'anunci(?:ó|aron)',
  'asegur(?:ó|aron)',
  'según',
  '(?:за|со)яви(?:л|ла|ли|ло)',
  'сообщи(?:л|ла|ли|ло)',
  'сказа(?:л|ла|ли|ло)',
  'отмети(?:л|ла|ли)',
  'подчеркну(?:л|ла|ли)',
  'добави(?:л|ла|ли)',
  'по (?:словам|данным)',
  '(?:و)?(?:قال|قالت|قالوا|صرح|صرحت|أعلن|أعلنت|أكد|أكدت|أضاف|أضافت|أوضح|أوضحت|ذكر|ذكرت)',
  '(?:表示|宣布|称|说)',
)

/** The one who publishes speaks of the publishing, not of the event. */
export const apologyCue = anyOf(
  'regrets? (?:that|the|having|any)',
  'apologi[sz]es? for (?:the|its|any|this|having)',
  '(?:presse|rédaction|agence) présente ses excuses',
  'bedauert den (?:Fehler|Irrtum)',
  'bittet,? (?:den Fehler |dies )?zu entschuldigen',
  'lamenta (?:el error|los errores)',
  'приносит извинения',
  'نعتذر عن',
)

/** It tells of what was before this story: a year long gone, "last year", a founding. */
export const backgroundCue = anyOf(
  '(?:last|previous|past) (?:year|month|decade|century)',
  '(?:two|three|four|five|six|seven|eight|nine|ten|several|many|\\d+) (?:years|months|decades) (?:ago|earlier|before)',
  'in recent (?:years|months|decades)',
  'for (?:years|decades)',
  'over the (?:years|decades|past \\p{L}+ years)',
  'historically',
  'founded in',
  'was born in',
  'l’an dernier',
  "l'an dernier",
  'l’année dernière',
  'il y a (?:\\p{L}+|\\d+) (?:ans|mois)',
  'ces dernières années',
  'im vergangenen Jahr',
  'vor (?:\\p{L}+|\\d+) Jahren',
  'in den vergangenen Jahren',
  'el año pasado',
  'hace (?:\\p{L}+|\\d+) (?:años|meses)',
  'en los últimos años',
  'в прошлом году',
  '(?:\\p{L}+|\\d+) (?:лет|года|год|месяцев) назад',
  'в последние годы',
  'العام الماضي',
  'في السنوات الأخيرة',
)

/** A stretch in quotation marks of four words or more. */
export const quotedSpeech =
  /["“”„«「][^"“”„«»「」]*?(?:[\p{L}\p{N}’']+[^\p{L}\p{N}"“”«»」]+){3}[^"“”„«»「」]*["”“»」]/u

/** Years printed in a sentence. */
export function yearsIn(sentence: string): number[] {
  return [...sentence.matchAll(/(?<![\d.,])(1[89]\d\d|20\d\d)(?![\d,]|\.\d|%)/g)].map(([year]) =>
    Number(year),
  )
}

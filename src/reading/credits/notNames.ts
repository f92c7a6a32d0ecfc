const dayOrMonth =
  /^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\.?|january|february|march|april|august|september|october|november|december|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|januar|februar|märz|mai|juni|juli|oktober|dezember|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|mars|avril|juin|juillet|août|octobre|novembre|décembre|lunes|martes|miércoles|jueves|viernes|sábado|domingo|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)$/iu

/** True for the name of a day or month. */
export function isDayOrMonth(word: string): boolean {
  return dayOrMonth.test(word.replace(/[.,]$/, ''))
}

/** True for a date, a time, or a label of one ("Updated: Dec 22", "5:30 Uhr", "24.3.2020"). */
export function isDateOrTime(text: string): boolean {
  if (/^(?:updated|published|posted|stand|aktualisiert|publié|mis à jour|actualizado)\b/iu.test(text))
    return true
  if (/^\d[\d\s./:-]*(?:\s?(?:uhr|am|pm|h|[A-Z]{3,4}))?$/iu.test(text)) return true
  return /\d/.test(text) && text.split(/[\s.,]+/).some(isDayOrMonth)
}

const outletWord =
  /\b(?:news|times|post|press|herald|tribune|gazette|independent|observer|chronicle|daily|media|magazine|network|agency|newsroom|voice|journal|radio|tv|television|online|guardian|telegraph|mirror|bulletin|dispatch|examiner|register|zeitung|nachrichten|agencia|presse|today|world|review|report|weekly|monde|figaro|staff|agencies)\b|^(?:al|el|le|la|les|il|lo|die|der|das|the|new|deutsche|france|télé|tele|sky|fox|china|jeune|asia|euro|africa|gulf|khaleej|saudi|arab|middle|south|north|east|west|central|national|global|financial|business)\b/iu

/** "Orla Fenn", "JEFF PACHOUD": two or three words that look like a person's name and like no outlet's. */
export function looksLikePerson(name: string): boolean {
  const words = name.split(/\s+/)
  if (words.length < 2 || words.length > 3 || outletWord.test(name)) return false
  return words.every((word) => /^\p{Lu}[\p{L}'’.-]*$/u.test(word))
}

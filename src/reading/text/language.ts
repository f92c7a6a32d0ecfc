/** Letters of the scripts written from right to left. */
const rightToLeft = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/gu
const anyLetter = /\p{L}/gu

/** The direction most letters of a text run in. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const sample = text.slice(0, 4000)
  const all = sample.match(anyLetter)?.length ?? 0
  const right = sample.match(rightToLeft)?.length ?? 0
  return right * 2 > all ? 'rtl' : 'ltr'
}

export function languageOf(_text: string, declared?: string): string | undefined {
  return declared
}

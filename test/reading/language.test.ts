import { expect, test } from 'vitest'
import { detect, directionOf, languageOf } from '../../src/reading/text/language.ts'

test.each([
  ['en', 'The harbour council voted on Tuesday to close the old ferry pier.'],
  ['fr', 'Le conseil du port a décidé mardi de fermer le vieux quai pendant deux hivers.'],
  ['de', 'Der Hafenrat hat am Dienstag beschlossen, den alten Steg zu sperren.'],
  ['es', 'El consejo del puerto decidió el martes cerrar el viejo muelle.'],
  ['ru', 'Совет порта проголосовал во вторник за закрытие старого причала.'],
  ['uk', 'Рада порту проголосувала у вівторок за закриття старого причалу на дві зими.'],
  ['ar', 'صوّت مجلس الميناء يوم الثلاثاء على إغلاق الرصيف القديم لمدة شتاءين'],
  ['fa', 'شورای بندر روز سه‌شنبه رأی داد که اسکله قدیمی برای دو زمستان بسته شود'],
  ['he', 'מועצת הנמל החליטה ביום שלישי לסגור את הרציף הישן למשך שני חורפים'],
  ['zh', '港务委员会周二投票决定关闭旧渡轮码头'],
  ['ja', '港湾評議会は火曜日、古い桟橋を閉鎖することを決めた。'],
  ['ko', '항만 위원회는 화요일에 오래된 부두를 폐쇄하기로 결정했다고 밝혔다.'],
  ['kk', 'Қазақстан үкіметі сейсенбіде жаңа заң қабылдады, деп хабарлады баспасөз қызметі.'],
  ['id', 'Pemerintah mengatakan bahwa jalan tersebut ditutup karena banjir pada hari Selasa.'],
  ['ms', 'Kerajaan berkata bahawa jalan itu ditutup kerana banjir pada hari Selasa.'],
])('it knows %s', (lang, text) => {
  expect(detect(text)).toBe(lang)
})

test('too few words tell no language; then what the page declares is taken', () => {
  expect(detect('AFP')).toBeUndefined()
  expect(languageOf('AFP', 'en_us')).toBe('en-US')
  expect(languageOf('AFP')).toBeUndefined()
  expect(languageOf('', '!?')).toBeUndefined()
})

test('the words decide against the page, but the page may say it more exactly', () => {
  const english = 'The harbour council voted on Tuesday to close the old ferry pier.'
  expect(languageOf(english, 'ar')).toBe('en')
  expect(languageOf(english, 'en-GB')).toBe('en-GB')
})

test('a Chinese name in an English report does not make it Chinese', () => {
  expect(
    detect('The harbour council of 港务委员会码头公司 voted on Tuesday to close the old ferry pier.'),
  ).toBe('en')
})

test('the direction is that of most letters', () => {
  expect(directionOf('صوّت مجلس الميناء على خطة AFP')).toBe('rtl')
  expect(directionOf('The council of دبي voted')).toBe('ltr')
  expect(directionOf('')).toBe('ltr')
})

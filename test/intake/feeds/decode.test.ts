import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodeBody } from '../../../src/intake/feeds/decode.ts'
import { Repairs } from '../../../src/intake/feeds/repairs.ts'

function read(body: Uint8Array, contentType?: string): { text: string; encoding: string; repairs: string[] } {
  const repairs = new Repairs()
  return { ...decodeBody(body, contentType, repairs), repairs: repairs.inWords() }
}

const declared = (encoding: string, text: string) =>
  `<?xml version="1.0" encoding="${encoding}"?><t>${text}</t>`

describe('an encoding that is declared is used', () => {
  test.each([
    ['windows-1251', 'Паром снова ходит'],
    ['koi8-r', 'Паром снова ходит'],
    ['iso-8859-7', 'Το πλοίο'],
    ['shift_jis', '新しい船'],
    ['euc-kr', '새로운 배'],
    ['gb2312', '新船下水'],
    ['big5', '新船下水'],
    ['windows-1256', 'سفينة جديدة'],
  ])('%s', (encoding, text) => {
    const body = iconv.encode(declared(encoding, text), encoding)
    expect(read(body)).toMatchObject({ text: declared(encoding, text), repairs: [] })
  })

  test('in the header before in the document', () => {
    const body = iconv.encode(declared('utf-8', 'Паром'), 'windows-1251')
    expect(read(body, 'text/xml; charset="windows-1251"').text).toContain('Паром')
  })
})

test.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])(
  '%s is known without a mark, and by it',
  (encoding) => {
    const text = declared(encoding, 'пар €')
    expect(read(iconv.encode(text, encoding))).toMatchObject({ text, encoding })
    expect(read(iconv.encode(text, encoding, { addBOM: true }))).toMatchObject({ text, encoding })
  },
)

test('UTF-8 is UTF-8, whatever single-byte encoding was declared, and that is said', () => {
  const found = read(Buffer.from(declared('iso-8859-1', 'Été à Łódź')))
  expect(found).toMatchObject({ encoding: 'utf-8', repairs: ['the encoding was declared wrong'] })
  expect(found.text).toContain('Łódź')
})

test('one cut character does not turn a whole feed into Windows text', () => {
  const body = Buffer.concat([Buffer.from('<t>Порт открыт снова'), Buffer.from([0xd0]), Buffer.from('</t>')])
  expect(read(body)).toMatchObject({
    encoding: 'utf-8',
    repairs: ['1 character was not valid in the encoding'],
  })
})

test('what is declared as UTF-8 and is not is guessed from its letters', () => {
  const russian = 'Паром между островами снова ходит после ремонта, сообщили в порту'
  expect(read(iconv.encode(declared('utf-8', russian), 'windows-1251')).text).toContain(russian)
  expect(read(iconv.encode(declared('utf-8', russian), 'koi8-r')).text).toContain(russian)
  expect(read(iconv.encode(declared('utf-8', 'Café “noir”'), 'windows-1252')).text).toContain('Café “noir”')
})

test('an encoding nobody knows does no harm', () => {
  expect(read(Buffer.from(declared('klingon-1', 'plain')))).toMatchObject({
    text: declared('klingon-1', 'plain'),
    repairs: ['the encoding was declared wrong'],
  })
})

import { expect, test } from 'vitest'
import { readConfig } from '../../../src/config.ts'
import { isProven, mailToken, returnPath, tokensIn } from '../../../src/delivery/bounces/token.ts'
import { newId } from '../../../src/domain/ids.ts'

const id = newId('delivery')
const token = mailToken(id, 'secret')

test('a token is the mail’s id and a proof, and leaves room for a name before the @', () => {
  expect(token).toMatch(new RegExp(`^${id}\\.[0-9a-hjkmnp-tv-z]{16}$`))
  const longest = 'b'.repeat(16)
  expect(returnPath(`${longest}@news.example`, token).indexOf('@')).toBe(64)
})

test('a token is found in a text, each once, and proves itself under its own secret alone', () => {
  const found = tokensIn(
    `<${token.toUpperCase()}@news.example> x${token} ${token}1 bounces+${token}@news.example`,
  )
  expect(found).toHaveLength(1)
  expect(isProven(found[0]!, 'secret')).toBe(true)
  expect(isProven(found[0]!, 'Secret')).toBe(false)
  expect(isProven({ ...found[0]!, id: newId('delivery') }, 'secret')).toBe(false)
})

test('the token stands after a plus sign, or where the address has a star', () => {
  expect(returnPath('bounces@news.example', 't')).toBe('bounces+t@news.example')
  expect(returnPath('b-*@news.example', 't')).toBe('b-t@news.example')
  expect(returnPath('*@bounces.news.example', 't')).toBe('t@bounces.news.example')
})

test('settings say where mail comes back to, and what is wrong with them', () => {
  const settings = (address: string, listen?: string) =>
    readConfig({ MAINSOURCE_BOUNCE_ADDRESS: address, MAINSOURCE_BOUNCE_LISTEN: listen }).bounces
  expect(settings('bounces@news.example')).toEqual({ address: 'bounces@news.example' })
  expect(settings('*@b.example', '2525')?.listen).toEqual({ host: '127.0.0.1', port: 2525 })
  expect(settings('*@b.example', '[::1]:2525')?.listen).toEqual({ host: '::1', port: 2525 })
  for (const wrong of [
    'bounces',
    '@news.example',
    'b*c*@news.example',
    'a b@news.example',
    `${'b'.repeat(17)}@a.example`,
  ])
    expect(() => settings(wrong), wrong).toThrow(/MAINSOURCE_BOUNCE_ADDRESS/)
  expect(() => settings('', '2525')).toThrow(/needs MAINSOURCE_BOUNCE_ADDRESS/)
  expect(() => settings('b@a.example', '70000')).toThrow(/no port/)
  expect(() => settings('b@a.example', 'here')).toThrow(/MAINSOURCE_BOUNCE_LISTEN/)
})

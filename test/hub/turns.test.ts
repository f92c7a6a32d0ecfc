import { expect, test } from 'vitest'
import { Turns } from '../../src/publishing/hub/turns.ts'

const never = () => new Promise<string>(() => {})
const well = async () => 'well'
const isFailed = (result: string) => result === 'failed'

/** How many of a hundred acts at a host are done at once. */
function atOnce(turns: Turns, host: string): number {
  let begun = 0
  const act = () => {
    begun++
    return never()
  }
  for (let who = 0; who < 100; who++) void turns.take(`${host} ${who}`, host, act, isFailed)
  return begun
}

test('a host is reached by a few at once, by more once it answered quickly', async () => {
  expect(atOnce(new Turns(), 'new.example')).toBe(4)
  const turns = new Turns()
  for (let time = 0; time < 50; time++) await turns.take('one', 'quick.example', well, isFailed)
  expect(atOnce(turns, 'quick.example')).toBe(32)
})

test('a host that failed is reached by one, whatever it was before, and keeps no place from another', async () => {
  const turns = new Turns()
  for (let time = 0; time < 50; time++) await turns.take('one', 'bad.example', well, isFailed)
  await turns.take('one', 'bad.example', async () => 'failed', isFailed)
  expect(atOnce(turns, 'bad.example')).toBe(1)
  expect(await turns.take('two', 'good.example', well, isFailed)).toEqual({ kind: 'had', result: 'well' })
})

test('one is sent one thing at a time', async () => {
  const turns = new Turns()
  void turns.take('one', 'host.example', never, isFailed)
  expect(await turns.take('one', 'host.example', well, isFailed)).toMatchObject({ kind: 'later' })
})

test('the more wait for a host, the later each comes again: soon where it is well, else within some minute', async () => {
  const turns = new Turns()
  await turns.take('one', 'bad.example', async () => 'failed', isFailed)
  const waitsFor = async (host: string) => {
    void atOnce(turns, host)
    const waits: number[] = []
    for (let who = 0; who < 2000; who++) {
      const turn = await turns.take(String(who), host, never, isFailed)
      waits.push((turn as { kind: 'later'; inMs: number }).inMs)
    }
    return waits
  }
  const [good, bad] = [await waitsFor('good.example'), await waitsFor('bad.example')]
  expect(Math.max(...good)).toBeLessThanOrEqual(7500)
  expect(Math.min(...bad.slice(1000))).toBeGreaterThanOrEqual(30_000)
  expect(Math.max(...bad)).toBeLessThanOrEqual(90_000)
})

test('what is thrown in a turn is thrown on, and the turn is given back', async () => {
  const turns = new Turns()
  const fail = () => Promise.reject(new Error('no'))
  await expect(turns.take('one', 'host.example', fail, isFailed)).rejects.toThrow('no')
  expect(await turns.take('one', 'host.example', well, isFailed)).toMatchObject({ kind: 'had' })
})

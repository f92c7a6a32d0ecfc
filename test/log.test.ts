import type { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { openLog } from '../src/log.ts'

function aLog() {
  const lines: { msg: string; stage?: string; leftOut?: number; token?: string }[] = []
  const to = { write: (line: string) => void lines.push(JSON.parse(line)) }
  return { lines, log: openLog('info', to as unknown as ReturnType<typeof pino.destination>) }
}

test('what fails over and over is told once a minute, with how often it was left out', () => {
  vi.useFakeTimers()
  const { lines, log } = aLog()
  const fail = (stage: string) => log.error({ err: new Error('The disk is full.'), stage }, 'it failed')
  for (let i = 0; i < 100; i++) fail('reading')
  fail('tracing')
  expect(lines.map(({ stage }) => stage)).toEqual(['reading', 'tracing'])
  vi.advanceTimersByTime(61_000)
  fail('reading')
  expect(lines.at(-1)).toMatchObject({ msg: 'it failed', stage: 'reading', leftOut: 99 })
  vi.useRealTimers()
})

test('of two messages that fail alike each is told; what is no failure is told each time', () => {
  const { lines, log } = aLog()
  for (const reportId of ['rep_1', 'rep_2'])
    log.error({ err: new Error('no'), stage: 'reading', message: { reportId } }, 'it failed')
  for (let i = 0; i < 3; i++) log.info({ token: 'abc' }, 'a line')
  log.info('words %s', 'only')
  expect(lines.map(({ msg }) => msg)).toEqual([
    'it failed',
    'it failed',
    'a line',
    'a line',
    'a line',
    'words only',
  ])
  expect(lines[2]!.token).toBe('(kept secret)')
})

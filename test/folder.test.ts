import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { holderOf, holdFolder } from '../src/folder.ts'

test('a folder is held by one, refused to a second, and free again once let go', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'mainsource-'))
  const held = await holdFolder(folder)
  expect(await holderOf(folder)).toBe(process.pid)
  await expect(holdFolder(folder)).rejects.toThrow(/already running/)
  await held.release()
  expect(await holderOf(folder)).toBeUndefined()
  await (await holdFolder(folder)).release()
})

import { expect, test } from 'vitest'
import { encoderPackage, loadSentenceEncoder } from '../../../src/text/translated/sentenceEncoder.ts'

test('without its package the encoder says what to install', async () => {
  const found = await loadSentenceEncoder('/nowhere', 'a/model', async () => {
    throw new Error('not found')
  })
  expect(found).toMatchObject({ kind: 'unavailable' })
  expect((found as { message: string }).message).toContain(`npm install ${encoderPackage}`)
})

test('a model that cannot be had is a value that names it', async () => {
  const found = await loadSentenceEncoder('/models', 'a/model', async () => ({
    env: {},
    pipeline: async () => {
      throw new Error('offline')
    },
  }))
  expect(found).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('a/model') })
})

test('sentences are encoded in batches, one vector each, and the model is kept in the folder', async () => {
  const env = { cacheDir: '' }
  const batches: number[] = []
  const encoder = await loadSentenceEncoder('/models', 'a/model', async () => ({
    env,
    pipeline: async () => async (sentences: readonly string[]) => {
      batches.push(sentences.length)
      return {
        data: Float32Array.from(sentences.flatMap((one) => [Number(one), 1])),
        dims: [sentences.length, 2],
      }
    },
  }))
  if (!('encode' in encoder)) throw new Error(encoder.message)
  const vectors = await encoder.encode(Array.from({ length: 40 }, (_, i) => String(i)))
  expect(env.cacheDir).toBe('/models')
  expect(batches).toEqual([32, 8])
  expect(vectors).toHaveLength(40)
  expect([...vectors[39]!]).toEqual([39, 1])
})

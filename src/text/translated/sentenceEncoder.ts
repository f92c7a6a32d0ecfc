/** Turns sentences of any language into vectors that are near each other when the sentences mean the same. */
export interface SentenceEncoder {
  readonly model: string
  /** One vector of length 1 for each sentence. */
  encode(sentences: readonly string[]): Promise<readonly Float32Array[]>
}

/** Why there is no encoder, and what to do about it. */
export interface NoEncoder {
  readonly kind: 'unavailable'
  readonly message: string
}

export const encoderPackage = '@huggingface/transformers'
/** Small (about 120 MB), for fifty languages and more. */
export const defaultModel = 'Xenova/paraphrase-multilingual-MiniLM-L12-v2'
const batch = 32

/** The part of transformers.js that is used. */
interface Transformers {
  readonly env: { cacheDir: string; allowRemoteModels: boolean }
  pipeline(task: 'feature-extraction', model: string, options: { dtype: string }): Promise<Extract>
}

type Extract = (
  sentences: readonly string[],
  options: { pooling: 'mean'; normalize: true },
) => Promise<{ readonly data: Float32Array; readonly dims: readonly number[] }>

/**
 * Loads an encoder through transformers.js, which is not installed unless the operator does so; the model is downloaded
 * into `folder` at first use. Never throws: what stands in the way comes back as a value that says what to do.
 */
export async function loadSentenceEncoder(
  folder: string,
  model: string = defaultModel,
  load: (name: string) => Promise<unknown> = (name) => import(name),
): Promise<SentenceEncoder | NoEncoder> {
  let transformers: Transformers
  try {
    transformers = (await load(encoderPackage)) as Transformers
  } catch {
    const message = `The sentence encoder needs the package ${encoderPackage}: run "npm install ${encoderPackage}" and start again.`
    return { kind: 'unavailable', message }
  }
  try {
    transformers.env.cacheDir = folder
    return encoderOf(model, await transformers.pipeline('feature-extraction', model, { dtype: 'q8' }))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const message = `The model ${model} could not be loaded into ${folder} (${why}). Check the name and that huggingface.co can be reached.`
    return { kind: 'unavailable', message }
  }
}

function encoderOf(model: string, extract: Extract): SentenceEncoder {
  return {
    model,
    async encode(sentences) {
      const vectors: Float32Array[] = []
      for (let from = 0; from < sentences.length; from += batch) {
        const some = sentences.slice(from, from + batch)
        const { data, dims } = await extract(some, { pooling: 'mean', normalize: true })
        const width = dims.at(-1)!
        some.forEach((_, i) => {
          vectors.push(data.slice(i * width, (i + 1) * width))
        })
      }
      return vectors
    },
  }
}

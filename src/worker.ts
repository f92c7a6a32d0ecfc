/** How often a worker looks for messages nobody told it of, in ms: those left by another process or held back. */
const pollMs = 1000

/** Messages taken from a queue; the first to come is the first taken. */
export interface Taken {
  readonly id: string
  readonly data: unknown
}

export interface WorkerOptions<Job extends Taken> {
  /** How many may be in work at once, and so how many are taken at once. */
  readonly slots: number
  /** True where those taken together are worked off together and in order, before more are taken. */
  readonly together: boolean
  take(atMost: number): Promise<readonly Job[]>
  /** Works off what was taken together. It must not throw. */
  work(jobs: readonly Job[]): Promise<void>
  onError(error: unknown): void
}

/**
 * Takes messages of one queue as long as there are any and looks again when woken, at the latest after a second. Those in
 * work fill its slots; a free one is filled without waiting for the others.
 */
export class Worker<Job extends Taken> {
  readonly #options: WorkerOptions<Job>
  readonly #inWork = new Set<Promise<void>>()
  #used = 0
  #isStopped = false
  #isWoken = false
  #rouse: (() => void) | undefined
  readonly #loop: Promise<void>

  constructor(options: WorkerOptions<Job>) {
    this.#options = options
    this.#loop = this.#run()
  }

  wake(): void {
    this.#isWoken = true
    this.#rouse?.()
  }

  /** Takes no more and resolves when what is in work is done, or after `withinMs`. */
  async stop(withinMs: number): Promise<void> {
    this.#isStopped = true
    this.wake()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs)
    })
    await Promise.race([this.#loop.then(() => Promise.all(this.#inWork)), late])
    clearTimeout(timer)
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      const free = this.#options.slots - this.#used
      this.#isWoken = false
      const jobs = free > 0 ? await this.#take(free) : []
      if (this.#options.together && jobs.length > 0) await this.#options.work(jobs)
      else for (const job of jobs) this.#start(job)
      // A full hand means that more may be waiting: look again at once, or when a slot is free.
      if (jobs.length < free || this.#used >= this.#options.slots) await this.#sleep()
    }
  }

  async #take(atMost: number): Promise<readonly Job[]> {
    try {
      return await this.#options.take(atMost)
    } catch (error) {
      this.#options.onError(error)
      return []
    }
  }

  #start(job: Job): void {
    this.#used++
    const done = this.#options.work([job]).finally(() => {
      const wasFull = this.#used >= this.#options.slots
      this.#used--
      this.#inWork.delete(done)
      if (wasFull) this.wake()
    })
    this.#inWork.add(done)
  }

  #sleep(): Promise<void> {
    if (this.#isWoken || this.#isStopped) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(wakeUp, pollMs)
      this.#rouse = wakeUp
      function wakeUp() {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

interface ChannelHealth {
  readonly id: string
  readonly failures: number
}

/** Sends to one channel at once while it works. */
const mostAtOnce = 16

/** Who sends where now. A channel that fails is tried by one at a time, so that it takes no place from the others. */
export class Turns {
  readonly #inWork = new Map<string, number>()

  /** False where the channel has as many sends in work as it may. */
  take({ id, failures }: ChannelHealth): boolean {
    const inWork = this.#inWork.get(id) ?? 0
    if (inWork >= (failures > 0 ? 1 : mostAtOnce)) return false
    this.#inWork.set(id, inWork + 1)
    return true
  }

  giveBack({ id }: Pick<ChannelHealth, 'id'>): void {
    const left = (this.#inWork.get(id) ?? 1) - 1
    if (left > 0) this.#inWork.set(id, left)
    else this.#inWork.delete(id)
  }
}

/** Counts what was found against what is true, over many documents (micro average). */
export class Tally {
  #right = 0
  #found = 0
  #true = 0

  add(found: ReadonlySet<string>, truth: ReadonlySet<string>): void {
    this.#found += found.size
    this.#true += truth.size
    for (const one of found) if (truth.has(one)) this.#right += 1
  }

  get precision(): number {
    return this.#found === 0 ? 0 : this.#right / this.#found
  }

  get recall(): number {
    return this.#true === 0 ? 0 : this.#right / this.#true
  }

  get f1(): number {
    const sum = this.precision + this.recall
    return sum === 0 ? 0 : (2 * this.precision * this.recall) / sum
  }

  figures(): number[] {
    return [this.precision, this.recall, this.f1]
  }
}

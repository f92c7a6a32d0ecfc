const deepest = 60

/**
 * Reads JSON as pages write it: with raw line breaks in strings, commas too many, comments, single quotes, unquoted
 * quotes inside a string, text around it, several values in a row, or an end cut off. Gives every value found; the
 * flag says whether anything had to be mended. Never throws, and takes linear time.
 */
export function readLooseJson(text: string): { values: unknown[]; mended: boolean } {
  try {
    return { values: [JSON.parse(text)], mended: false }
  } catch {
    return { values: new LooseReader(text).readAll(), mended: true }
  }
}

class LooseReader {
  private readonly text: string
  private at = 0
  private depth = 0

  constructor(text: string) {
    this.text = text
  }

  readAll(): unknown[] {
    const values: unknown[] = []
    for (;;) {
      while (this.at < this.text.length && this.text[this.at] !== '{' && this.text[this.at] !== '[') this.at++
      if (this.at >= this.text.length) return values
      values.push(this.readValue())
    }
  }

  private readValue(): unknown {
    this.skip()
    const mark = this.text[this.at]
    if (mark === '{') return this.nested(() => this.readObject())
    if (mark === '[') return this.nested(() => this.readArray())
    if (mark === '"' || mark === "'") return this.readString(mark)
    return this.readBare()
  }

  private nested<Value>(read: () => Value): Value | undefined {
    this.at++
    if (this.depth >= deepest) return undefined
    this.depth++
    const value = read()
    this.depth--
    return value
  }

  private readObject(): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    for (;;) {
      this.skip(',')
      const mark = this.text[this.at]
      if (mark === undefined) return object
      if (mark === '}' || mark === ']') {
        this.at++
        return object
      }
      const start = this.at
      const key = mark === '"' || mark === "'" ? this.readString(mark) : String(this.readBare())
      this.skip()
      if (this.text[this.at] === ':') {
        this.at++
        if (key !== '__proto__') object[key] = this.readValue()
      }
      if (this.at === start) this.at++
    }
  }

  private readArray(): unknown[] {
    const array: unknown[] = []
    for (;;) {
      this.skip(',')
      const mark = this.text[this.at]
      if (mark === undefined) return array
      if (mark === ']' || mark === '}') {
        this.at++
        return array
      }
      const start = this.at
      array.push(this.readValue())
      if (this.at === start) this.at++
    }
  }

  private readString(quote: string): string {
    let value = ''
    let from = ++this.at
    for (; this.at < this.text.length; this.at++) {
      const letter = this.text[this.at]!
      if (letter === '\\') {
        value += this.text.slice(from, this.at) + this.readEscape()
        from = this.at + 1
      } else if (letter === quote && this.endsString()) break
    }
    value += this.text.slice(from, this.at)
    this.at++
    return value
  }

  /** A quote ends its string when what follows could only follow a string. */
  private endsString(): boolean {
    let next = this.at + 1
    const far = next + 40
    while (next < far && /\s/.test(this.text[next] ?? '')) next++
    const after = this.text[next]
    return (
      after === undefined || next >= far || ',:]}/;'.includes(after) || (after === '"' && next > this.at + 1)
    )
  }

  private readEscape(): string {
    const letter = this.text[++this.at] ?? ''
    if (letter === 'u') {
      const code = /^[\da-f]{4}/i.exec(this.text.slice(this.at + 1, this.at + 5))
      if (!code) return 'u'
      this.at += 4
      return String.fromCharCode(Number.parseInt(code[0], 16))
    }
    return { n: '\n', t: '\t', r: '\r', b: '', f: '' }[letter] ?? letter
  }

  private readBare(): unknown {
    const start = this.at
    while (this.at < this.text.length && !',:]}[{\n"'.includes(this.text[this.at]!)) this.at++
    const word = this.text.slice(start, this.at).trim()
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === '' || word === 'null' || word === 'undefined') return null
    return /^-?\d+(\.\d+)?$/.test(word) ? Number(word) : word
  }

  /** Passes white space, comments and the letters named. */
  private skip(also = ''): void {
    for (; this.at < this.text.length; this.at++) {
      const letter = this.text[this.at]!
      if (letter === '/' && this.text[this.at + 1] === '*') this.passTo('*/', 1)
      else if (letter === '/' && this.text[this.at + 1] === '/') this.passTo('\n', 0)
      else if (!/\s/.test(letter) && !(also !== '' && also.includes(letter))) return
    }
  }

  private passTo(mark: string, beyond: number): void {
    const end = this.text.indexOf(mark, this.at + 2)
    this.at = end < 0 ? this.text.length : end + beyond
  }
}

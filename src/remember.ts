/** Makes something once for each text and keeps the `most` that were made last: for what takes longer to make than to use. */
export function remember<Made>(most: number, make: (text: string) => Made): (text: string) => Made {
  const made = new Map<string, Made>()
  return (text) => {
    const known = made.get(text)
    if (known !== undefined) return known
    const one = make(text)
    if (made.size >= most) made.delete(made.keys().next().value!)
    made.set(text, one)
    return one
  }
}

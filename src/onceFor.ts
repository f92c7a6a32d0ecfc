/**
 * Makes something once for each key and keeps it as long as the key is there, such as connections under the settings
 * they were opened with.
 */
export function onceFor<Key extends object, Made extends object>(
  make: (key: Key) => Made,
): (key: Key) => Made {
  const made = new WeakMap<Key, Made>()
  return (key) => {
    const known = made.get(key)
    if (known) return known
    const one = make(key)
    made.set(key, one)
    return one
  }
}

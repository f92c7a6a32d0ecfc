import { resolveWebAddress } from './addresses.ts'
import { childAmong, type Element, inOrder, type Names, textOf } from './elements.ts'
import type { Person } from './feed.ts'
import { oneLine, plainText } from './markup.ts'

const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/

/** "Name (me@example.com)", "me@example.com (Name)", "Name <me@example.com>" or a bare name or address. */
export function personFrom(printed: string | undefined): Person | undefined {
  const plain = printed !== undefined && printed.length <= 1000 && !/[@<&]/.test(printed)
  if (plain) return simplePerson(oneLine(printed))
  const text = plainText((printed ?? '').slice(0, 1000).replace(/<([^<>\s]+@[^<>\s]+)>/g, '($1)'))
  if (text === '') return undefined
  const email = text.match(address)?.[0]
  if (email === undefined) return { name: text }
  const name = text
    .replace(email, '')
    .replace(/\(\s*\)|\[\s*\]|mailto:/g, '')
    .trim()
    .replace(/^\(([^()]*)\)$/, '$1')
    .trim()
  return name === '' ? { email } : { name, email }
}

function simplePerson(name: string): Person | undefined {
  return name === '' ? undefined : { name }
}

/** An Atom person, whose parts are elements of their own; one that is plain text is read as RSS has it. */
export function personOf(element: Element): Person | undefined {
  if (element.children.length === 1 && typeof element.children[0] === 'string') {
    return personFrom(element.children[0])
  }
  const name = part(element, nameParts)
  const email = part(element, emailParts)
  const url = part(element, urlParts)
  if (name === undefined && email === undefined && url === undefined) return personFrom(textOf(element))
  const split = name !== undefined && email === undefined ? personFrom(name) : { name, email }
  const resolved = resolveWebAddress(url, element.base) ?? url
  return { ...split, ...(resolved === undefined ? {} : { url: resolved }) }
}

const nameParts = inOrder('name', 'atom:name', 'itunes:name')
const emailParts = inOrder('email', 'atom:email', 'itunes:email')
const urlParts = inOrder('uri', 'atom:uri', 'url', 'homepage')

function part(element: Element, names: Names): string | undefined {
  const text = textOf(childAmong(element, names))
  return text && oneLine(text)
}

/** The same person named twice is one; what one mention leaves out the other gives. */
export function distinctPeople(people: readonly (Person | undefined)[]): Person[] {
  if (people.length <= 1) return people[0] ? [people[0]] : []
  const seen = new Map<string, Person>()
  for (const person of people) {
    if (!person) continue
    const key = (person.name ?? person.email ?? person.url ?? '').toLowerCase()
    if (key) seen.set(key, { ...seen.get(key), ...person })
  }
  return [...seen.values()]
}

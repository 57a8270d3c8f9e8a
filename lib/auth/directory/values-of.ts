import 'server-only'
import type { Entry } from 'ldapts'

/** All values of an attribute, whatever its letter case; none, one and several are all a list. Binary ones are hex. */
export function valuesOf(entry: Entry, attribute: string): string[] {
  const wanted = attribute.toLowerCase()
  const found = Object.entries(entry).find(([name]) => name.toLowerCase() === wanted)?.[1]
  const list = found === undefined ? [] : Array.isArray(found) ? found : [found]
  return list.map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : value))
}

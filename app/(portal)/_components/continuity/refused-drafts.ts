/**
 * What was typed on this page and not saved, by draft, because another page of the person has written something else there
 * meanwhile. It lives as long as the page.
 */
const refused = new Map<string, string>()
const readers = new Set<() => void>()
let ids: readonly string[] = []

function tell(): void {
  ids = [...refused.keys()]
  for (const read of readers) read()
}

/** Keeps a text that was not saved until the person has chosen between it and the newer one. */
export function refuse(id: string, text: string): void {
  const known = refused.has(id)
  refused.set(id, text)
  if (!known) tell()
}

/** The person has chosen, or the text is done with. Returns what was typed here. */
export function accept(id: string): string | undefined {
  const text = refused.get(id)
  if (refused.delete(id)) tell()
  return text
}

export const isRefused = (id: string): boolean => refused.has(id)

/** The drafts that wait for a choice. */
export const refusedIds = (): readonly string[] => ids

export function onRefused(read: () => void): () => void {
  readers.add(read)
  return () => void readers.delete(read)
}

type Show = (text: string) => void
const boxes = new Map<string, Show>()

/** Names what puts a text into the box of a draft while it is on the screen. Returns what takes it back. */
export function ownsBox(id: string, show: Show): () => void {
  boxes.set(id, show)
  return () => {
    if (boxes.get(id) === show) boxes.delete(id)
  }
}

/** Puts a text into the box of a draft, if it is on the screen. */
export const showInBox = (id: string, text: string): void => boxes.get(id)?.(text)

import type { Span, TermStatus } from '@/lib/clinical/contract'
import mentions from '@/lib/clinical/red-flags/mentions.json'
import { assertStatuses } from '@/lib/clinical/assertion/assert-places'
import { foldText, originalSpan } from '@/lib/clinical/text/fold-text'
import { PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

/** A complaint or sign of the lists in `mentions.json`, with what the words around it say of it. */
export interface Mention extends Span {
  id: string
  status: TermStatus
}

function compile(): PhraseTrie<readonly string[]> {
  const trie = new PhraseTrie<readonly string[]>()
  for (const [id, phrases] of Object.entries(mentions.mentions)) {
    for (const phrase of phrases) trie.set(foldText(phrase).text, (before = []) => [...before, id])
  }
  for (const phrase of mentions.ordinary) trie.set(foldText(phrase).text, () => [])
  return trie
}
const trie = compile()

interface Place {
  from: number
  to: number
  id: string
}

/**
 * Phrases that begin inside a longer one count too: `sudden severe headache` is a headache. An ordinary phrase, which stands for
 * nothing, hides the shorter ones that begin with it.
 */
function places(text: string): Place[] {
  const found: Place[] = []
  for (let i = 0; i < text.length; i += 1) {
    const here = trie.at(text, i).filter(({ from, to }) => isWordBoundary(text, from, to))
    if (here[0]?.value.length === 0) continue
    const ids = here.flatMap(({ from, to, value }) => value.map((id) => ({ from, to, id })))
    found.push(...ids.filter(({ id }, at) => ids.findIndex((one) => one.id === id) === at))
  }
  return found
}

/** Statuses are told for places without overlap, so places that overlap are told in turns; few lie over each other. */
function statusesOf(text: string, found: readonly Place[]): Map<Place, TermStatus> {
  const statuses = new Map<Place, TermStatus>()
  let left = [...found]
  while (left.length > 0) {
    const layer: Place[] = []
    const later: Place[] = []
    for (const place of left) (place.from >= (layer.at(-1)?.to ?? 0) ? layer : later).push(place)
    assertStatuses(text, layer).forEach((status, i) => {
      const place = layer[i]
      if (place) statuses.set(place, status)
    })
    left = later
  }
  return statuses
}

/** Every mention of a text, in order. Linear in its length; every span lies inside the text and equals its surface. */
export function findMentions(text: string): Mention[] {
  const folded = foldText(text)
  const found = places(folded.text)
  const statuses = statusesOf(folded.text, found)
  return found.map((place) => ({
    ...originalSpan(folded, place.from, place.to),
    id: place.id,
    status: statuses.get(place) ?? 'affirmed',
  }))
}

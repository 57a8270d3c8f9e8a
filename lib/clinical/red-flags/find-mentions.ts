import type { Span, TermStatus } from '@/lib/clinical/contract'
import mentions from '@/lib/clinical/red-flags/mentions.json'
import { assertStatuses } from '@/lib/clinical/terms/assert-statuses'
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
  return trie
}
const trie = compile()

/** Phrases that begin inside a longer one count too: `sudden severe headache` is a headache. */
function places(text: string): { from: number; to: number; id: string }[] {
  const found: { from: number; to: number; id: string }[] = []
  for (let i = 0; i < text.length; i += 1) {
    const here = trie.at(text, i).filter(({ from, to }) => isWordBoundary(text, from, to))
    const ids = here.flatMap(({ from, to, value }) => value.map((id) => ({ from, to, id })))
    found.push(...ids.filter(({ id }, at) => ids.findIndex((one) => one.id === id) === at))
  }
  return found
}

/** Every mention of a text, in order. One pass; every span lies inside the text and equals its surface. */
export function findMentions(text: string): Mention[] {
  const folded = foldText(text)
  const found = places(folded.text)
  const distinct = found.filter(({ from }, i) => i === 0 || (found[i - 1]?.from ?? -1) !== from)
  // Statuses are told for places without overlap; a phrase inside another shares what was said of the outer one.
  const outer: typeof distinct = []
  for (const place of distinct) if (place.from >= (outer.at(-1)?.to ?? 0)) outer.push(place)
  const statuses = assertStatuses(folded.text, outer)
  let at = 0
  return found.map(({ from, to, id }) => {
    while (at + 1 < outer.length && (outer[at + 1]?.from ?? Infinity) <= from) at += 1
    return { ...originalSpan(folded, from, to), id, status: statuses[at] ?? 'affirmed' }
  })
}

import { assertPlaces } from '@/lib/clinical/assertion/assert-places'
import { statusOf } from '@/lib/clinical/assertion/assertion'
import type { Span, TermStatus } from '@/lib/clinical/contract'
import toldBy from '@/lib/clinical/red-flags/told-by.json'
import { CONCEPTS, type ConceptKind } from '@/lib/clinical/red-flags/concept'
import type { FlagText } from '@/lib/clinical/red-flags/flag-text'
import { foldText, originalSpan } from '@/lib/clinical/text/fold-text'
import { PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'
import ordinary from '@/lib/clinical/red-flags/concepts/ordinary-phrases.json'

/** A concept of the tables in the text, with what the words around it say of it. `from` and `to` are in folded text. */
export interface Mention extends Span {
  id: string
  status: TermStatus
  /** Stands in a clause that asks something. */
  asked: boolean
  from: number
  to: number
}

const trie = new PhraseTrie<readonly string[]>()
for (const [id, { phrases }] of CONCEPTS) {
  for (const phrase of phrases) trie.set(foldText(phrase).text, (before = []) => [...before, id])
}
for (const phrase of ordinary.phrases) trie.set(foldText(phrase).text, () => [])

const COMPOUNDS = [...CONCEPTS].flatMap(([id, { together }]) => together.map((parts) => ({ id, parts })))

interface Place {
  from: number
  to: number
  id: string
}

/** Phrases that begin inside a longer one count too. An ordinary phrase, which stands for nothing, hides what lies inside it. */
function placesOf(text: string): Place[] {
  const found: Place[] = []
  let hiddenTo = 0
  for (let i = 0; i < text.length; i += 1) {
    const here = trie.at(text, i).filter(({ from, to }) => isWordBoundary(text, from, to))
    if (here[0]?.value.length === 0) hiddenTo = Math.max(hiddenTo, here[0].to)
    const ids = new Set<string>()
    for (const { from, to, value } of here) {
      for (const id of to > hiddenTo ? value : []) {
        if (!ids.has(id)) found.push({ from, to, id })
        ids.add(id)
      }
    }
  }
  return found
}

const KINDS = {
  word: 'symptom',
  symptom: 'symptom',
  finding: 'finding',
  diagnosis: 'diagnosis',
  order: 'procedure',
} as const
const kindOf = (id: string): ConceptKind => CONCEPTS.get(id)?.kind ?? 'word'

const TELLS = new RegExp(toldBy.tells.join('|'))
const NOT_TOLD = new RegExp(toldBy.not.join('|'))
const SENTENCE_BEFORE = 60

/** A relative who found the patient so, or to whom the patient said it, does not have it. */
function toldOfPatient({ folded, sentences }: FlagText, from: number): boolean {
  let begin = from
  while (begin > 0 && from - begin < SENTENCE_BEFORE && sentences[begin - 1] === sentences[from]) begin -= 1
  const before = folded.text.slice(begin, from)
  return TELLS.test(before) && !NOT_TOLD.test(before)
}

/** Assertions are told for places without overlap, so places that overlap are told in turns; few lie over each other. */
function asserted(text: FlagText, found: readonly Place[]): Mention[] {
  const { folded, edges, sections, past } = text
  const mentions: Mention[] = []
  let left = found.map((place) => ({ ...place, kind: KINDS[kindOf(place.id)] }))
  while (left.length > 0) {
    const layer: typeof left = []
    const later: typeof left = []
    for (const place of left) (place.from >= (layer.at(-1)?.to ?? 0) ? layer : later).push(place)
    assertPlaces(folded.text, layer, { edges, sections }).forEach((assertion, i) => {
      const place = layer[i]
      if (!place) return
      const said = statusOf(assertion)
      const told = said === 'family' && toldOfPatient(text, place.from) ? 'affirmed' : said
      const status = told === 'affirmed' && past[place.from] ? 'history' : told
      const { from, to, id } = place
      mentions.push({
        ...originalSpan(folded, from, to),
        id,
        from,
        to,
        status,
        asked: assertion.modality === 'question',
      })
    })
    left = later
  }
  return mentions
}

/** How far apart, in units, the words of a compound may stand within their clause. */
const TOGETHER = { han: 14, latin: 60 }
const HAN = /[\u4e00-\u9fff]/

/** A compound is as present as the least present of its words. */
function joined(parts: readonly Mention[], id: string, text: FlagText): Mention {
  const from = Math.min(...parts.map((part) => part.from))
  const to = Math.max(...parts.map((part) => part.to))
  const status = parts.find((part) => part.status !== 'affirmed')?.status ?? 'affirmed'
  const asked = parts.some((part) => part.asked)
  return { ...originalSpan(text.folded, from, to), id, from, to, status, asked }
}

/** The nearest words of each kind in one clause that make up a compound. */
function compounds(text: FlagText, mentions: readonly Mention[]): Mention[] {
  const byClause = new Map<number, Map<string, Mention[]>>()
  for (const mention of mentions) {
    const clause = text.clauses[mention.from] ?? 0
    const here = byClause.get(clause) ?? new Map<string, Mention[]>()
    here.set(mention.id, [...(here.get(mention.id) ?? []), mention])
    byClause.set(clause, here)
  }
  const found: Mention[] = []
  for (const here of byClause.values()) {
    if (here.size < 2) continue
    for (const { id, parts } of COMPOUNDS) {
      const [first = '', ...rest] = parts
      for (const one of here.get(first) ?? []) {
        const chosen = rest.map((part) => nearest(one, here.get(part) ?? []))
        if (chosen.every((part) => part !== null)) found.push(joined([one, ...chosen], id, text))
      }
    }
  }
  return found
}

function nearest(one: Mention, others: readonly Mention[]): Mention | null {
  const limit = HAN.test(one.surface) ? TOGETHER.han : TOGETHER.latin
  const gap = (other: Mention) => Math.max(other.from - one.to, one.from - other.to, 0)
  const best = others.toSorted((a, b) => gap(a) - gap(b))[0]
  return best && gap(best) <= limit ? best : null
}

/** Every mention of a text. Every span lies inside the text and equals its surface. */
export function findMentions(text: FlagText): Mention[] {
  const plain = asserted(text, placesOf(text.folded.text))
  return [...plain, ...compounds(text, plain)]
}

import { assertPlaces } from '@/lib/clinical/assertion/assert-places'
import { PLAIN, statusOf } from '@/lib/clinical/assertion/assertion'
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

/** Compounds by the first of their words. */
const COMPOUNDS = Map.groupBy(
  [...CONCEPTS].flatMap(([id, { together }]) =>
    together.map(([first = '', ...rest]) => ({ id, first, rest })),
  ),
  ({ first }) => first,
)

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

/** The engine reads a complaint and a sign alike here, so that few passes over the text are needed. */
const KINDS = {
  word: 'symptom',
  symptom: 'symptom',
  finding: 'symptom',
  diagnosis: 'diagnosis',
  order: 'procedure',
} as const
type ReadKind = (typeof KINDS)[ConceptKind]
const readKind = ({ id }: Place): ReadKind => KINDS[CONCEPTS.get(id)?.kind ?? 'word']

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

const NEGATES = /[不无未没非否]|\b(?:no|not|without|never)\b|n't/

/**
 * The places that the engine is asked about, each with those that share its answer: places that overlap are one to it, unless a
 * negation stands between their beginnings, as in 不痛, which holds 痛.
 */
function leadsOf(text: string, found: readonly Place[]): { lead: Place; shared: Place[] }[][] {
  const layers: { lead: Place; shared: Place[] }[][] = [[]]
  for (const place of found) {
    const layer = layers.find((one) => {
      const last = one.at(-1)
      return !last || place.from >= last.lead.to || !NEGATES.test(text.slice(last.lead.from, place.from))
    })
    const last = layer?.at(-1)
    if (!layer) layers.push([{ lead: place, shared: [place] }])
    else if (!last || place.from >= last.lead.to) layer.push({ lead: place, shared: [place] })
    else {
      last.shared.push(place)
      if (place.to > last.lead.to) last.lead = { ...last.lead, to: place.to }
    }
  }
  return layers
}

function assertedOfKind(text: FlagText, kind: ReadKind, found: readonly Place[]): Mention[] {
  const { folded, edges, sections, past } = text
  return leadsOf(folded.text, found).flatMap((layer) => {
    const assertions = assertPlaces(
      folded.text,
      layer.map(({ lead: { from, to } }) => ({ from, to, kind })),
      { edges, sections },
    )
    return layer.flatMap(({ lead, shared }, i) => {
      const assertion = assertions[i] ?? PLAIN
      const said = statusOf(assertion)
      const told = said === 'family' && toldOfPatient(text, lead.from) ? 'affirmed' : said
      const status = told === 'affirmed' && past[lead.from] ? 'history' : told
      const asked = assertion.modality === 'question'
      return shared.map((place) => ({
        ...originalSpan(folded, place.from, place.to),
        ...place,
        status,
        asked,
      }))
    })
  })
}

/** Every place with what the engine says of it, kind by kind: cues speak of some kinds only. */
const asserted = (text: FlagText, found: readonly Place[]): Mention[] =>
  [...Map.groupBy(found, readKind)].flatMap(([kind, places]) => assertedOfKind(text, kind, places))

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
  const found: Mention[] = []
  for (const clause of Map.groupBy(mentions, ({ from }) => text.clauses[from] ?? 0).values()) {
    const here = Map.groupBy(clause, ({ id }) => id)
    if (here.size < 2) continue
    for (const one of clause) {
      for (const { id, rest } of COMPOUNDS.get(one.id) ?? []) {
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
  let best: Mention | null = null
  for (const other of others) if (gap(other) <= limit && (!best || gap(other) < gap(best))) best = other
  return best
}

/** Every mention of a text. Every span lies inside the text and equals its surface. */
export function findMentions(text: FlagText): Mention[] {
  const plain = asserted(text, placesOf(text.folded.text))
  return [...plain, ...compounds(text, plain)]
}

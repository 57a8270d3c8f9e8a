import { assertPlaces } from '@/lib/clinical/assertion/assert-places'
import { PLAIN, statusOf } from '@/lib/clinical/assertion/assertion'
import type { Span, TermStatus } from '@/lib/clinical/contract'
import { anyOf } from '@/lib/clinical/red-flags/any-of'
import toldBy from '@/lib/clinical/red-flags/told-by.json'
import { CONCEPTS, type ConceptKind } from '@/lib/clinical/red-flags/concept'
import { expandPhrase, manyForms } from '@/lib/clinical/red-flags/expand-phrase'
import type { FlagText } from '@/lib/clinical/red-flags/flag-text'
import { MAY_BE, WAS } from '@/lib/clinical/red-flags/past-clauses'
import { foldText, originalSpan } from '@/lib/clinical/text/fold-text'
import { PhraseForms } from '@/lib/clinical/text/phrase-forms'
import { PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'
import ordinary from '@/lib/clinical/red-flags/concepts/ordinary-phrases.json'
import { firstAt } from '@/lib/clinical/text/first-at'

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
const many = new PhraseForms<readonly string[]>()
for (const [id, { phrases }] of CONCEPTS) {
  const folded = phrases
    .map((phrase) => foldText(phrase).text)
    .map((text) => ({ text, parts: manyForms(text) }))
  const written = new Set(folded.flatMap(({ text, parts }) => (parts ? [] : expandPhrase(text))))
  for (const form of written) trie.set(form, (before = []) => [...before, id])
  for (const { parts } of folded) if (parts) many.add(parts, [id])
}
const ORDINARY: ReadonlySet<string> = new Set(
  ordinary.phrases.flatMap((phrase) => expandPhrase(foldText(phrase).text.trim())),
)
for (const phrase of ORDINARY) trie.set(phrase, (before = []) => before)

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

/** Whether digits are part of 150/90 or 4.20, which is no count, and /40 of a blood pressure and no weeks of pregnancy. */
const isPartOfNumber = (text: string, from: number, to: number): boolean =>
  (text[from] === '/' && /(?:[5-9]\d|\d{3})$/.test(text.slice(Math.max(0, from - 3), from))) ||
  (/^\d+$/.test(text.slice(from, to)) &&
    (/[\d./]/.test(text[from - 1] ?? '') || /[/%]|\.\d/.test(text.slice(to, to + 2))))

/** Phrases that begin inside a longer one count too. An ordinary phrase hides what lies inside it. */
function placesOf(text: string): Place[] {
  const found: Place[] = []
  let hiddenTo = 0
  for (let i = 0; i < text.length; i += 1) {
    const some = many.at(text, i)
    const all =
      some.length > 0 ? [...trie.at(text, i), ...some].sort((a, b) => b.to - a.to) : trie.at(text, i)
    if (all.length === 0) continue
    const here = all.filter(
      ({ from, to }) => isWordBoundary(text, from, to) && !isPartOfNumber(text, from, to),
    )
    const longest = here[0]
    const seen = here.filter(({ to }) => to > hiddenTo)
    if (longest && ORDINARY.has(text.slice(longest.from, longest.to))) {
      hiddenTo = Math.max(hiddenTo, longest.to)
      seen.splice(1)
    }
    const ids = new Set<string>()
    for (const one of seen.flatMap(({ from, to, value }) => value.map((id) => ({ from, to, id })))) {
      if (!ids.has(one.id)) found.push(one)
      ids.add(one.id)
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

const TELLS = anyOf(toldBy.tells)
const NOT_TOLD = anyOf(toldBy.not)
const SHARES = anyOf(toldBy.shares)
const SENTENCE_BEFORE = 200
const NARRATED = anyOf(toldBy.narrated)
const NOT_NARRATED = anyOf(toldBy.notNarrated)
/** Longest opening of a text that is looked at for who tells of whom. */
const STORY = 400

/** A relative tells the whole story, of the one whom it names first: 奶奶看着电视右眼胀痛, my husband has a tight chest. */
export function isNarrated(text: string): boolean {
  const story = text.trimStart().slice(0, STORY)
  return NARRATED.test(story) && !NOT_NARRATED.test(story)
}

/** A relative who found the patient so, to whom the patient said it, or whose lap or tablets are named, does not have it. */
export function toldOfPatient({ folded, sentences }: FlagText, from: number): boolean {
  let begin = from
  while (begin > 0 && from - begin < SENTENCE_BEFORE && sentences[begin - 1] === sentences[from]) begin -= 1
  let end = from
  while (sentences[end] === sentences[from] && end - from < SENTENCE_BEFORE) end += 1
  const before = folded.text.slice(begin, from)
  if (NOT_TOLD.test(before)) return false
  return TELLS.test(before) || SHARES.test(folded.text.slice(begin, end))
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

/** 肺栓塞取栓术后, 低血糖昏迷推注葡萄糖后: an illness named by what was done for it is over. */
const TREATED =
  /^[^，,。;:\d]{0,14}(?:术后|成功后|复律后|治疗后|清创后|抢救后|推注[^，,。;]{0,6}后|引流后|固定后|复位后)/

/** Seizure-free, pain free. */
const FREE = /^[- ]free\b/

/** Known latex anaphylaxis: an illness that is known is no news. */
const KNOWN = /\bknown (?:\w+ )?$|已知[^，,。;]{0,4}$/

/** How far in front of a complaint of degree a negation of it may stand. */
const DEGREE_BEFORE = 8

/** 宫底软得摸不着: the negation behind 得 says how soft it is, and takes nothing back. */
const toldByDegree = ({ text }: FlagText['folded'], { from, to }: Place): boolean =>
  text[to] === '得' && !NEGATES.test(text.slice(Math.max(0, from - DEGREE_BEFORE), from))

/** The status of a place whose clause may speak of the past, or of what is only warned of. */
function statusIn({ folded, past }: FlagText, { from, to, id }: Place, told: TermStatus): TermStatus {
  if (told === 'negated' && toldByDegree(folded, { from, to, id })) return 'affirmed'
  if (told !== 'affirmed' && told !== 'rule_out') return told
  if (FREE.test(folded.text.slice(to, to + 6))) return 'negated'
  if (past[from] === MAY_BE) return 'hypothetical'
  if (past[from] === WAS) return 'history'
  if (CONCEPTS.get(id)?.kind !== 'diagnosis') return told
  const known = KNOWN.test(folded.text.slice(Math.max(0, from - 20), from))
  return known || TREATED.test(folded.text.slice(to, to + 24)) ? 'history' : told
}

function assertedOfKind(
  text: FlagText,
  { kind, narrated }: { kind: ReadKind; narrated: boolean },
  found: readonly Place[],
): Mention[] {
  const { folded, edges, sections } = text
  return leadsOf(folded.text, found).flatMap((layer) => {
    const assertions = assertPlaces(
      folded.text,
      layer.map(({ lead: { from, to } }) => ({ from, to, kind })),
      { edges, sections },
    )
    return layer.flatMap(({ lead, shared }, i) => {
      const assertion = assertions[i] ?? PLAIN
      const said = statusOf(assertion)
      const told = said === 'family' && (narrated || toldOfPatient(text, lead.from)) ? 'affirmed' : said
      const status = statusIn(text, lead, told)
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
function asserted(text: FlagText, found: readonly Place[]): Mention[] {
  const narrated = isNarrated(text.folded.text)
  return [...Map.groupBy(found, readKind)].flatMap(([kind, places]) =>
    assertedOfKind(text, { kind, narrated }, places),
  )
}

/** How far apart, in units, the words of a compound may stand within their clause, and over one comma. */
const TOGETHER = { han: 14, latin: 44 }
const OVER_COMMA = { han: 6, latin: 12 }
/** No phrase of the tables is longer. */
const LONGEST = 48
const HAN = /[\u4e00-\u9fff]/

/** 会阴感觉正常: what is said to be normal is no part of a finding. */
const NORMAL =
  /^(?:区|部|皮肤)?(?:感觉|肤色|皮温|活动|功能|肌力|血运|搏动)?(?:均|也|亦)?(?:正常|良好|完好|对称|存在)|^ (?:\w+ )?(?:sensation |power |tone |function )?(?:is |was |are )?(?:normal|intact|preserved)\b/

/** A compound is as present as the least present of its words. */
function joined(parts: readonly Mention[], id: string, text: FlagText): Mention {
  const from = Math.min(...parts.map((part) => part.from))
  const to = Math.max(...parts.map((part) => part.to))
  const normal = parts.some((part) => NORMAL.test(text.folded.text.slice(part.to, part.to + 24)))
  const told = parts.find((part) => part.status !== 'affirmed')?.status ?? 'affirmed'
  const status = normal && told === 'affirmed' ? 'negated' : told
  // What words together tell has happened is no name that somebody asks about.
  return { ...originalSpan(text.folded, from, to), id, from, to, status, asked: false }
}

/** The nearest words of each kind that make up a compound, in one clause or close to each other in one sentence. */
function compounds(text: FlagText, mentions: readonly Mention[]): Mention[] {
  const found: Mention[] = []
  for (const sentence of Map.groupBy(mentions, ({ from }) => text.sentences[from] ?? 0).values()) {
    const here = Map.groupBy(sentence, ({ id }) => id)
    if (here.size < 2) continue
    const begun = sentence.flatMap((one) =>
      (COMPOUNDS.get(one.id) ?? []).map((compound) => ({ one, ...compound })),
    )
    for (const { one, id, rest } of begun) {
      const chosen = rest.map((part) => nearest(one, here.get(part) ?? [], text))
      if (chosen.every((part) => part !== null)) found.push(joined([one, ...chosen], id, text))
    }
  }
  return found
}

function nearest(one: Mention, others: readonly Mention[], { clauses }: FlagText): Mention | null {
  const script = HAN.test(one.surface) ? 'han' : 'latin'
  let best: { mention: Mention; gap: number } | null = null
  const reachedFrom = one.from - TOGETHER[script] - LONGEST
  const begin = firstAt(others, ({ from }) => from >= reachedFrom)
  for (let i = begin; i < others.length; i += 1) {
    const mention = others[i]
    if (!mention || mention.from > one.to + TOGETHER[script]) break
    const gap = Math.max(mention.from - one.to, one.from - mention.to, 0)
    const reach = clauses[mention.from] === clauses[one.from] ? TOGETHER[script] : OVER_COMMA[script]
    if (gap <= reach && (!best || gap < best.gap)) best = { mention, gap }
  }
  return best?.mention ?? null
}

const NOT_AGAIN = /(?:[未无没]再|没有再|no further|no more|no recurrent|no repeat) ?(?:出现|发生|发作|发)?$/

/** What did not come again is over where it was told before. */
function closeWhatEnded(mentions: Mention[], { folded }: FlagText): void {
  const ended = new Map<string, number>()
  for (const { id, status, from } of mentions) {
    if (status === 'negated' && NOT_AGAIN.test(folded.text.slice(Math.max(0, from - 16), from))) {
      ended.set(id, from)
    }
  }
  for (const one of mentions) {
    if (one.status === 'affirmed' && one.from < (ended.get(one.id) ?? 0)) one.status = 'history'
  }
}

/** Every mention of a text. Every span lies inside the text and equals its surface. */
export function findMentions(text: FlagText): Mention[] {
  const plain = asserted(text, placesOf(text.folded.text)).sort((a, b) => a.from - b.from)
  closeWhatEnded(plain, text)
  return [...plain, ...compounds(text, plain)]
}

import type { Concept, Fact, Term } from '@/lib/clinical/contract'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import { firstAt } from '@/lib/clinical/text/first-at'
import { languageOf } from '@/lib/clinical/text/measure-text'
import { isAspect, isAspectToken } from '@/lib/library/index/lexicon'
import type { TokenPlace } from '@/lib/library/index/lex-numbers'
import { conceptToken, wordsOf, type CutText, type NamedConcepts } from '@/lib/library/index/words'
import type { LibraryQuery, QueryGroup, QueryToken } from '@/lib/library/query/library-query'
import { findDeviations } from '@/lib/library/query/find-deviations'
import { measuredIn, qualifiersOf } from '@/lib/library/query/read-qualifiers'
import { isGeneral, relationsOf, type Relations } from '@/lib/library/query/relations'
import { isStopWord, stopPlaces } from '@/lib/library/query/stop-words'

const SUBJECT = 1
/** Of a drug nothing else will do. */
const DRUG = 1.5
/** A test or a part of the body is more often beside the subject than it. */
const TEST = 0.7
const ASPECT = 1
const INNER = 0.5
/** `t4a`, `g3b`, `hba1c`: names that no table holds. */
const CODE = 1
const LATIN = 0.6
const HAN = 0.4
const NUMBER = 0.3
/** Share of a word's weight where it spells a term, which is asked for already. */
const WORDING = 0.8
/** A long case has more words than a question; the first ones and the named ones count. */
const WORDS_MAX = 40
const GROUPS_MAX = 60

const inside = (place: { from: number; to: number }, spans: readonly { from: number; to: number }[]) =>
  spans.some(({ from, to }) => place.from < to && place.to > from)

function weightOfWord(token: string): number {
  if (token.startsWith('#')) return NUMBER
  if (/^[\u3400-\u9fff]/.test(token)) return HAN
  return /\d/.test(token) && /[a-z]/.test(token) ? CODE : LATIN
}

/** Each token once, with its best weight. */
function best(tokens: readonly QueryToken[]): QueryToken[] {
  const weights = new Map<string, number>()
  for (const { token, weight } of tokens) {
    if ((weights.get(token) ?? 0) < weight) weights.set(token, weight)
  }
  return Array.from(weights, ([token, weight]) => ({ token, weight }))
}

function roleOf(concepts: readonly Concept[]): Pick<QueryGroup, 'role' | 'weight'> {
  if (concepts.every(isAspect)) return { role: 'aspect', weight: ASPECT }
  if (concepts.every(({ kind }) => kind === 'drug')) return { role: 'subject', weight: DRUG }
  const beside = concepts.every(({ kind }) => kind === 'test' || kind === 'anatomy')
  return { role: 'subject', weight: beside ? TEST : SUBJECT }
}

const isSpecific = ({ kind }: Concept) => kind === 'diagnosis'
const isExact = ({ kind }: Concept) => kind === 'diagnosis' || kind === 'drug'

/** The words that spell a term. */
const spellingOf = ({ from, to }: NamedConcepts, words: readonly TokenPlace[]) =>
  words.filter((word) => word.from >= from && word.to <= to).flatMap(({ tokens }) => tokens)

function groupOf(named: NamedConcepts, words: readonly TokenPlace[], relations: Relations): QueryGroup {
  const { tokens, concepts, inner } = named
  const related = concepts.flatMap((concept, i) => relations.of(tokens[i] ?? '', concept))
  return {
    ...roleOf(concepts),
    ...(tokens.every(isGeneral) ? { general: true } : {}),
    ...(concepts.some(isExact) ? { exact: true } : {}),
    ...(concepts.every(isSpecific) ? { specific: spellingOf(named, words) } : {}),
    any: best([
      ...tokens.map((token) => ({ token, weight: 1 })),
      ...inner
        .filter((token) => !isGeneral(token) && !isAspectToken(token))
        .map((token) => ({ token, weight: INNER })),
      ...related,
    ]),
  }
}

const wordGroup = (role: 'word' | 'wording', token: string, weight: number): QueryGroup => ({
  role,
  weight,
  any: [{ token, weight: 1 }],
})

/** The words that stand in no term, and those that spell one. */
function wordGroups({ folded, named, words }: CutText): QueryGroup[] {
  const stops = stopPlaces(folded.text)
  const tokensOf = (places: readonly TokenPlace[]) =>
    places.slice(0, WORDS_MAX).flatMap(({ tokens }) => tokens.filter((token) => !isStopWord(token)))
  const free = words.filter((place) => !inside(place, [...named, ...stops]))
  const spelling = words.filter((place) => inside(place, named))
  return [
    ...tokensOf(free).map((token) => wordGroup('word', token, weightOfWord(token))),
    ...tokensOf(spelling).map((token) => wordGroup('wording', token, WORDING * weightOfWord(token))),
  ]
}

const deviationGroups = ({ folded }: CutText): QueryGroup[] =>
  findDeviations(folded.text).flatMap(({ concepts }) =>
    concepts.map((name) => ({
      role: 'subject',
      weight: SUBJECT,
      any: [{ token: conceptToken(name), weight: 1 }],
    })),
  )

function withoutTwins(groups: readonly QueryGroup[]): QueryGroup[] {
  const seen = new Set<string>()
  return groups.filter(({ any: [main] }) => {
    if (!main || seen.has(main.token)) return false
    seen.add(main.token)
    return true
  })
}

const as = (role: QueryGroup['role'], groups: readonly QueryGroup[]) =>
  groups.map((group) => ({ ...group, role }))

/** Spans of the question that measure something of the patient: they qualify and are no subject. */
const measures = ({ kind }: Fact) => kind === 'lab' || kind === 'vital' || kind === 'age' || kind === 'weight'

/** What a question is read with. Facts and terms are those found in the same text. */
export interface QueryContext {
  dictionary: Dictionary
  facts: readonly Fact[]
  terms?: readonly Term[]
}

/**
 * What to look for in the library: the concepts of the question with everything near them, its aspects and free words, and
 * qualifiers from the facts of the case. What the case denies is looked for only where it names nothing else. Where nothing but measured values stands, they are
 * the subject. Linear in the length of the question.
 */
export function readQuery(question: string, { dictionary, facts, terms = [] }: QueryContext): LibraryQuery {
  const words = wordsOf(dictionary)
  const relations = relationsOf(words)
  const cut = words.cut(question)
  const at = (original: number) => firstAt(cut.folded.starts, (start) => start >= original)
  const spans = (all: readonly { start: number; end: number }[]) =>
    all.map(({ start, end }) => ({ from: at(start), to: at(end) }))
  const denied = spans(terms.filter(({ status }) => status === 'negated'))
  const values = measuredIn(question)
  const measured = [...values, ...spans(facts.filter(measures))]
  const read = (places: readonly NamedConcepts[]) =>
    places.map((place) => groupOf(place, cut.words, relations))
  const asked = cut.named.filter((place) => !inside(place, denied))
  const subjects = read(asked.filter((place) => !inside(place, measured)))
  const beside = [
    ...read(asked.filter((place) => inside(place, measured))),
    ...values.flatMap(({ groups }) => groups),
    ...qualifiersOf(facts),
  ]
  const plain = wordGroups({
    ...cut,
    words: cut.words.filter((place) => !inside(place, [...denied, ...measured])),
  })
  const alone = !subjects.some(({ role }) => role === 'subject')
  // "Which drugs must he not have", "no rash, is it still …": what is denied is what is asked about.
  const askedOfDenial = alone ? read(cut.named.filter((place) => inside(place, denied))) : []
  return {
    chinese: languageOf(question) === 'zh-CN',
    groups: withoutTwins([
      ...subjects,
      ...askedOfDenial,
      ...deviationGroups(cut),
      ...(alone ? as('subject', beside) : []),
      ...plain,
      ...(alone ? [] : as('qualifier', beside)),
    ]).slice(0, GROUPS_MAX),
  }
}

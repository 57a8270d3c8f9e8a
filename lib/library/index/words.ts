import { createHash } from 'node:crypto'
import type { Concept } from '@/lib/clinical/contract'
import type { Dictionary, Meaning } from '@/lib/clinical/terms/dictionary'
import { findLaySymptom } from '@/lib/clinical/terms/find-lay-symptom'
import { usableMeanings } from '@/lib/clinical/terms/recognise-terms'
import { settleMeaning } from '@/lib/clinical/terms/settle-meaning'
import { foldText, originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { endsWord, isWordBoundary } from '@/lib/clinical/text/word-boundary'
import { libraryNames } from '@/lib/library/index/lexicon'
import { bigrams, lexWords, type CutRun } from '@/lib/library/index/lex-words'
import type { TokenPlace } from '@/lib/library/index/lex-numbers'
import { americanSpelling } from '@/lib/library/index/stem-word'

/** Changes whenever the same text would give other tokens by the same dictionary. */
const SCHEME = '1'

/** A concept that a text names, `from` to `to` in folded text. Of an unsettled abbreviation all meanings stand. */
export interface NamedConcepts {
  from: number
  to: number
  tokens: readonly string[]
  concepts: readonly Concept[]
  /** Tokens of the shorter names inside: 糖尿病 in 糖尿病肾病. */
  inner: readonly string[]
}

/** A text cut into what is looked for. Places are in units of `folded.text`. */
export interface CutText {
  folded: FoldedText
  named: readonly NamedConcepts[]
  words: readonly TokenPlace[]
}

const NOT_IN_TOKEN = /[^a-z0-9α-ω]+/g

/** The token of a concept in the index, by its English name: one for every name in every language. */
export const conceptToken = (en: string): string =>
  `@${americanSpelling(foldText(en).text).replace(NOT_IN_TOKEN, '_')}`

const tokenCache = new WeakMap<Concept, string>()
function tokenOf(concept: Concept): string {
  const known = tokenCache.get(concept)
  if (known !== undefined) return known
  const token = conceptToken(concept.preferred.en)
  tokenCache.set(concept, token)
  return token
}

/** The drugs of the clinical tables by their tokens: a further name of a drug names a drug. */
function drugsOf(dictionary: Dictionary): Map<string, Concept> {
  const meanings = [...dictionary.phrases.entries()].flatMap(([, all]) => all)
  const drugs = meanings.map(({ concept }) => concept).filter(({ kind }) => kind === 'drug')
  return new Map(drugs.map((concept) => [tokenOf(concept), concept]))
}

/** The names that the library adds, and American spellings of all. */
function moreNames(dictionary: Dictionary): PhraseTrie<readonly Meaning[]> {
  const trie = new PhraseTrie<readonly Meaning[]>()
  const drugs = drugsOf(dictionary)
  for (const [phrase, meanings] of dictionary.phrases.entries()) {
    const american = americanSpelling(phrase)
    if (american !== phrase && meanings.length > 0) trie.set(american, (before) => before ?? meanings)
  }
  for (const { name, concept } of libraryNames()) {
    const folded = foldText(name).text
    const meaning: Meaning = { concept: drugs.get(tokenOf(concept)) ?? concept, spelling: null }
    for (const spelling of new Set([folded, americanSpelling(folded)])) {
      trie.set(spelling, (before = []) => [...before, meaning])
    }
  }
  return trie
}

/** Where a phrase ends: a Latin one may bear a plural ending. */
function endOf(text: string, from: number, to: number): number | undefined {
  if (isWordBoundary(text, from, to)) return to
  if (!endsWord(text, from)) return undefined
  return ['s', 'es']
    .map((ending) => (text.startsWith(ending, to) ? to + ending.length : to))
    .find((end) => end > to && endsWord(text, end))
}

interface Found {
  from: number
  to: number
  concepts: readonly Concept[]
}

/** Cuts texts and questions alike into concepts of the dictionary, words, numbers and what is left. */
export class Words {
  /** Of the scheme and of every name: an index made by another fingerprint is another index. */
  readonly fingerprint: string
  private readonly more: PhraseTrie<readonly Meaning[]>

  constructor(
    private readonly dictionary: Dictionary,
    private readonly cutRun: CutRun = bigrams,
  ) {
    this.more = moreNames(dictionary)
    const hash = createHash('sha256').update(SCHEME)
    for (const trie of [dictionary.phrases, this.more]) {
      for (const [phrase, meanings] of trie.entries()) {
        hash.update(`\n${phrase}`)
        for (const { concept, spelling } of meanings) hash.update(`\t${tokenOf(concept)} ${spelling ?? ''}`)
      }
    }
    this.fingerprint = hash.digest('hex').slice(0, 32)
  }

  /** The concepts of the tables by their tokens. */
  concepts(): Map<string, Concept> {
    const tries = [this.dictionary.phrases, this.more]
    const all = tries.flatMap((trie) => [...trie.entries()].flatMap(([, meanings]) => meanings))
    return new Map(all.toReversed().map(({ concept }) => [tokenOf(concept), concept]))
  }

  /** Concepts and words of a text. Linear in its length. */
  cut(text: string): CutText {
    const folded = foldText(text)
    return { folded, named: this.nameConcepts(folded), words: lexWords(folded.text, this.cutRun) }
  }

  /** The tokens of a text as the index keeps them. */
  tokens(text: string): string[] {
    const { named, words } = this.cut(text)
    return [
      ...named.flatMap(({ tokens, inner }) => [...tokens, ...inner]),
      ...words.flatMap(({ tokens }) => tokens),
    ]
  }

  private nameConcepts(folded: FoldedText): NamedConcepts[] {
    const found: NamedConcepts[] = []
    for (let i = 0; i < folded.text.length;) {
      const [longest] = this.phrasesAt(folded, i)
      if (!longest) i += 1
      else {
        if (longest.concepts.length > 0) found.push(this.settle(folded, longest))
        i = longest.to
      }
    }
    return found
  }

  private settle(folded: FoldedText, { from, to, concepts }: Found): NamedConcepts {
    const { concept, candidates } = settleMeaning(folded.text, { from, to, concepts })
    const meant = candidates ?? [concept]
    const tokens = [...new Set(meant.map(tokenOf))]
    return { from, to, tokens, concepts: meant, inner: this.innerTokens(folded, { from, to, tokens }) }
  }

  private innerTokens(
    folded: FoldedText,
    { from, to, tokens }: { from: number; to: number; tokens: readonly string[] },
  ): string[] {
    const inner = new Set<string>()
    for (let i = from; i < to - 1; i += 1) {
      for (const { to: end, concepts } of this.phrasesAt(folded, i)) {
        if (end > to || (i === from && end === to) || end - i < 2) continue
        for (const concept of concepts) inner.add(tokenOf(concept))
        if (concepts.length > 0) break
      }
    }
    for (const token of tokens) inner.delete(token)
    return [...inner]
  }

  /** What begins at a place, longest first; an ordinary phrase means nothing and hides what is inside it. */
  private phrasesAt(folded: FoldedText, from: number): Found[] {
    const { text } = folded
    const found: Found[] = []
    for (const trie of [this.dictionary.phrases, this.more]) {
      for (const match of trie.at(text, from)) {
        const to = endOf(text, from, match.to)
        if (to === undefined) continue
        const surface = originalSpan(folded, from, match.to).surface
        const concepts = usableMeanings(match.value, surface)
        if (concepts.length > 0 || match.value.length === 0) found.push({ from, to, concepts })
      }
    }
    const told = findLaySymptom(text, from, this.dictionary)
    if (told) found.push({ from, to: told.to, concepts: [told.concept] })
    return found.length > 1 ? joinSame(found.toSorted((a, b) => b.to - a.to)) : found
  }
}

/** Matches of one length as one: two tables may name the same phrase. */
function joinSame(sorted: readonly Found[]): Found[] {
  const joined: Found[] = []
  for (const one of sorted) {
    const last = joined.at(-1)
    if (last?.to !== one.to) joined.push(one)
    else joined[joined.length - 1] = { ...last, concepts: [...last.concepts, ...one.concepts] }
  }
  return joined
}

const compiled = new WeakMap<Dictionary, Words>()

/** The words by a dictionary, made at first use. */
export function wordsOf(dictionary: Dictionary): Words {
  const known = compiled.get(dictionary)
  if (known) return known
  const words = new Words(dictionary)
  compiled.set(dictionary, words)
  return words
}

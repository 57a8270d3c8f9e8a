import type { Fact, Term } from '@/lib/clinical/contract'
import { recogniseFacts } from '@/lib/clinical/facts/recognise-facts'
import type { TextReading } from '@/lib/clinical/read-text'
import type { AnswerPart, Finding, Related, ReviewRuleId } from '@/lib/clinical/review/finding'
import { findWords, type WordClass, type Words } from '@/lib/clinical/review/words'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'
import { firstAt } from '@/lib/clinical/text/first-at'
import { foldText, type FoldedText } from '@/lib/clinical/text/fold-text'

/** Where a passage stands: a step of the thought, a part of the answer, or the question. */
export type Place = { step: number } | { section: AnswerPart } | { question: true }

/** What a rule says of some words; severity and place are added by the review. */
export interface Marked extends Words {
  rule: ReviewRuleId
  lighter?: boolean
  related?: Related
  note?: string
}

const SENTENCE_END = /[。；;！!？?\n]/
/** Text without a closing mark is cut after so many units, so that work per sentence stays bounded. */
const SENTENCE_MAX = 400

/** A piece of text that is reviewed as one, with what was recognised in it. Everything is computed at first use and kept. */
export class Passage {
  private readonly found = new Map<WordClass, Words[]>()
  private foldedText: FoldedText | undefined
  private termList: readonly Term[] | undefined
  private factList: readonly Fact[] | undefined
  private sentenceList: Words[] | undefined

  /** Where the passage begins in its thought, part or question. */
  readonly base: number
  /** Where the words of a document that open it end; 0 where none do. */
  readonly quotedTo: number
  private readonly dictionary: Dictionary

  constructor(
    readonly text: string,
    readonly place: Place,
    {
      base = 0,
      quotedTo = 0,
      dictionary,
      reading,
    }: { base?: number; quotedTo?: number; dictionary: Dictionary; reading?: TextReading },
  ) {
    this.base = base
    this.quotedTo = quotedTo
    this.dictionary = dictionary
    this.termList = reading?.terms
    this.factList = reading?.facts
  }

  get folded(): FoldedText {
    return (this.foldedText ??= foldText(this.text))
  }
  get terms(): readonly Term[] {
    return (this.termList ??= recogniseTerms(this.text, this.dictionary))
  }
  get facts(): readonly Fact[] {
    return (this.factList ??= recogniseFacts(this.text, this.terms))
  }
  get section(): AnswerPart | null {
    return 'section' in this.place ? this.place.section : null
  }

  words(name: WordClass): readonly Words[] {
    const known = this.found.get(name)
    if (known) return known
    const found = findWords(this.folded, name)
    this.found.set(name, found)
    return found
  }

  /** Sentences with their closing mark; a full stop ends one only before a blank, so that decimals stay whole. */
  get sentences(): readonly Words[] {
    if (this.sentenceList) return this.sentenceList
    const { text } = this
    const sentences: Words[] = []
    let start = 0
    for (let i = 0; i < text.length; i += 1) {
      const unit = text[i] ?? ''
      const stop = unit === '.' && /\s/.test(text[i + 1] ?? ' ') && /\D/.test(text[i - 1] ?? '')
      const full = i + 1 - start >= SENTENCE_MAX || i + 1 === text.length
      if (!stop && !full && !SENTENCE_END.test(unit)) continue
      sentences.push({ start, end: i + 1, surface: text.slice(start, i + 1) })
      start = i + 1
    }
    this.sentenceList = sentences
    return sentences
  }

  has(name: WordClass, sentence: Words): boolean {
    return within(this.words(name), sentence).length > 0
  }

  /** The sentence that holds a place of the passage. */
  sentenceOf({ start }: { start: number }): Words {
    const at = firstAt(this.sentences, (sentence) => sentence.end > start)
    return this.sentences[at] ?? { start: 0, end: this.text.length, surface: this.text }
  }

  /** Whether the words stand in this passage, and not in another text that was read beside it. */
  holds({ start, end, surface }: Words): boolean {
    return surface !== '' && this.text.slice(start, end) === surface
  }

  related({ start, end, surface }: Words): Related {
    const where = 'step' in this.place ? 'thought' : 'section' in this.place ? this.place.section : 'question'
    return { in: where, start: start + this.base, end: end + this.base, surface }
  }

  locate({ start, end, surface, ...mark }: Marked): Omit<Finding, 'severity'> & { lighter?: boolean } {
    const place = 'question' in this.place ? {} : this.place
    return { ...mark, ...place, start: start + this.base, end: end + this.base, surface }
  }
}

/** Those of the places, which stand in order, that begin inside the sentence. */
export function within<S extends { start: number }>(places: readonly S[], sentence: Words): S[] {
  return places.slice(
    firstAt(places, ({ start }) => start >= sentence.start),
    firstAt(places, ({ start }) => start >= sentence.end),
  )
}

export const mark = (
  rule: ReviewRuleId,
  { start, end, surface }: Words,
  more: Partial<Marked> = {},
): Marked => ({
  rule,
  start,
  end,
  surface,
  ...more,
})

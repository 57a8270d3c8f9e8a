import { coachQuestion } from '@/lib/clinical/coach/coach-question'
import type { CitablePassage } from '@/lib/clinical/citations/citation'
import { heldNumbers, type HeldNumbers } from '@/lib/clinical/citations/figures'
import { Source } from '@/lib/clinical/citations/support'
import type { Fact, FactOf, FactKind, MissingFact, Term } from '@/lib/clinical/contract'
import { builtInTables, type MedicationTables } from '@/lib/clinical/medication/medication-tables'
import { Passage, type Marked } from '@/lib/clinical/review/passage'
import type { TextReading } from '@/lib/clinical/read-text'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import type { Locale } from '@/lib/shared/locale'

/** What the answer is held against: the question asked now and what the case said before. */
export class ReviewedCase {
  readonly question: Passage
  readonly dictionary: Dictionary
  /** The medication tables in force. */
  readonly tables: MedicationTables
  /** The year of the run: a guideline of a later one does not exist yet. */
  readonly year: number
  /** The day of the run, `YYYY-MM-DD`. */
  readonly today: string
  /** Whether a library was asked: else brackets with numbers are no citations. */
  readonly asksLibrary: boolean
  /** Whether a sentence without a source is a fault: there were some, or the hospital asks for them in any case. */
  readonly needsSources: boolean
  /** The passages of the library that belong to the case. */
  readonly sources: readonly Source[]
  private givenNumbers: HeldNumbers | undefined
  private readonly earlier: readonly Passage[]
  private termList: readonly Term[] | undefined
  private names: ReadonlySet<string> | undefined

  constructor(
    question: TextReading,
    readonly locale: Locale,
    {
      earlier = [],
      dictionary,
      tables = builtInTables(),
      today = new Date(),
      passages = null,
      sourcesRequired = false,
    }: {
      earlier?: readonly TextReading[]
      dictionary: Dictionary
      tables?: MedicationTables | undefined
      today?: Date
      passages?: readonly CitablePassage[] | null
      sourcesRequired?: boolean
    },
  ) {
    this.dictionary = dictionary
    this.tables = tables
    this.year = today.getFullYear()
    this.today = today.toISOString().slice(0, 10)
    this.asksLibrary = passages !== null
    this.needsSources = sourcesRequired || (passages?.length ?? 0) > 0
    this.sources = (passages ?? []).map((passage) => new Source(passage, dictionary))
    const read = (reading: TextReading) =>
      new Passage(reading.text, { question: true }, { dictionary, reading })
    this.question = read(question)
    this.earlier = earlier.map(read)
  }

  /** False for a follow-up, whose case stands in an earlier question. */
  get isFirst(): boolean {
    return this.earlier.length === 0
  }

  /** Terms of the whole case, earlier questions included. */
  get terms(): readonly Term[] {
    return (this.termList ??= [...this.earlier, this.question].flatMap(({ terms }) => terms))
  }

  /** The whole case, the newest question last. */
  get text(): string {
    return this.passages.map(({ text }) => text).join('\n')
  }

  /** The numbers that the case gives: none of them needs a source. */
  get given(): HeldNumbers {
    return (this.givenNumbers ??= heldNumbers(this.text))
  }

  /** Facts of the whole case. */
  get allFacts(): readonly Fact[] {
    return this.passages.flatMap(({ facts }) => facts)
  }

  /** Terms of the whole case at their places in `text`. */
  get termsInText(): Term[] {
    let base = 0
    return this.passages.flatMap(({ text, terms }) => {
      const from = base
      base += text.length + 1
      return terms.map((term) => ({ ...term, start: term.start + from, end: term.end + from }))
    })
  }

  private get passages(): readonly Passage[] {
    return [...this.earlier, this.question]
  }

  /** English names of the terms of the whole case. */
  get termNames(): ReadonlySet<string> {
    return (this.names ??= namesOf(this.terms))
  }

  /** Facts of one kind of the whole case, earlier questions included. */
  facts<K extends FactKind>(kind: K): FactOf<K>[] {
    return [...this.earlier, this.question].flatMap(({ facts }) => factsOf(facts, kind))
  }

  /** What the case should have told, by the kind of its question. */
  missing(): MissingFact[] {
    return coachQuestion(this.question, { earlier: this.earlier, locale: this.locale }).missing
  }

  /** The newest statement of a fact that a patient has once. */
  latest<K extends FactKind>(kind: K): FactOf<K> | undefined {
    return this.facts(kind).at(-1)
  }
}

/** The stable names of the concepts that terms stand for. */
export function namesOf(terms: readonly Term[]): Set<string> {
  return new Set(terms.map(({ preferred }) => preferred.en))
}

export function factsOf<K extends FactKind>(facts: readonly Fact[], kind: K): FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.kind === kind)
}

/** The answer as far as it is written. */
export interface ReviewedAnswer {
  case: ReviewedCase
  /** Complete steps of the thought, in order. */
  steps: readonly Passage[]
  /** Complete parts of the answer, in order. */
  sections: readonly Passage[]
}

/** A rule that looks at one passage, with everything that was written before it. */
export type PassageRule = (passage: Passage, before: ReviewedAnswer) => readonly Marked[]

/** A rule that needs the whole answer; each mark belongs to the passage beside it. */
export type WholeRule = (answer: ReviewedAnswer) => readonly (readonly [Passage, Marked])[]

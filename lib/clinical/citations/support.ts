import type { Term } from '@/lib/clinical/contract'
import type { CitablePassage } from '@/lib/clinical/citations/citation'
import {
  figuresIn,
  heldNumbers,
  holdsFigure,
  type Figure,
  type HeldNumbers,
} from '@/lib/clinical/citations/figures'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'

/** What a sentence says that a source can hold or lack. */
export interface Claim {
  figures: readonly Figure[]
  drugs: readonly Term[]
  conditions: readonly Term[]
}

/** What of a claim a source lacks; all empty where it holds everything. */
export type Lacking = Claim

/** A passage with what it holds, read once and only when somebody asks. */
export class Source {
  private names: ReadonlySet<string> | undefined
  private numbers: HeldNumbers | undefined

  constructor(
    readonly passage: CitablePassage,
    private readonly dictionary: Dictionary,
  ) {}

  private get text(): string {
    const { title, heading, text } = this.passage
    return `${title}\n${heading}\n${text}`
  }

  private get terms(): ReadonlySet<string> {
    return (this.names ??= new Set(
      recogniseTerms(this.text, this.dictionary).flatMap(({ preferred, candidates = [] }) => [
        preferred.en,
        ...candidates.map((one) => one.preferred.en),
      ]),
    ))
  }

  /** Whether it names one of the guidelines with the year: a document of the hospital vouches for it. */
  vouchesFor(guidelines: readonly string[], year: string): boolean {
    const { text } = this
    return text.includes(year) && guidelines.some((name) => name.length > 2 && text.includes(name))
  }

  /** What of a claim it lacks. A number that the case itself gave (`given`) needs no source. */
  lacks({ figures, drugs, conditions }: Claim, given: HeldNumbers): Lacking {
    const held = (this.numbers ??= heldNumbers(this.text))
    const text = this.text.toLowerCase()
    const missing = ({ preferred, surface }: Term) =>
      !this.terms.has(preferred.en) && !text.includes(surface.toLowerCase())
    return {
      figures: figures.filter((figure) => !holdsFigure(held, figure) && !holdsFigure(given, figure)),
      drugs: drugs.filter(missing),
      conditions: conditions.filter(missing),
    }
  }
}

/** What a sentence claims, with the terms that were recognised in it. Places are those of the sentence. */
export function claimOf(sentence: string, terms: readonly Term[]): Claim {
  return {
    figures: figuresIn(sentence),
    drugs: terms.filter(({ kind }) => kind === 'drug'),
    conditions: terms.filter(({ kind }) => kind === 'diagnosis'),
  }
}

/** Whether a sentence says something that needs a source: a drug, a dose, a number or a limit. */
export const needsSource = ({ figures, drugs }: Claim): boolean => figures.length > 0 || drugs.length > 0

/** Whether nothing of a claim is missing. */
export const holdsAll = ({ figures, drugs, conditions }: Lacking): boolean =>
  figures.length === 0 && drugs.length === 0 && conditions.length === 0

import type { Term } from '@/lib/clinical/contract'
import type { CitablePassage } from '@/lib/clinical/citations/citation'
import {
  figuresIn,
  heldNumbers,
  holdsFigure,
  type Figure,
  type HeldNumbers,
} from '@/lib/clinical/citations/figures'
import { piecesOf } from '@/lib/clinical/citations/passage-pieces'
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

/** A stretch of text with the terms and the numbers that it holds. */
interface Stretch {
  text: string
  names: ReadonlySet<string>
  numbers: HeldNumbers
}

const names = ({ text, names: known }: Pick<Stretch, 'text' | 'names'>, { preferred, surface }: Term) =>
  known.has(preferred.en) || text.includes(surface.toLowerCase())

/** A passage with what it holds, read once and only when somebody asks. */
export class Source {
  private read: Stretch | undefined
  private readPieces: Stretch[] | undefined

  constructor(
    readonly passage: CitablePassage,
    private readonly dictionary: Dictionary,
  ) {}

  private get text(): string {
    return `${this.above}\n${this.passage.text}`
  }

  private get above(): string {
    return `${this.passage.title}\n${this.passage.heading}`
  }

  private stretch(text: string): Stretch {
    const terms = recogniseTerms(text, this.dictionary).flatMap(({ preferred, candidates = [] }) => [
      preferred.en,
      ...candidates.map((one) => one.preferred.en),
    ])
    return { text: text.toLowerCase(), names: new Set(terms), numbers: heldNumbers(text) }
  }

  private get whole(): Stretch {
    return (this.read ??= this.stretch(this.text))
  }

  /** Its sentences, and its rows below the head of their table, each under its title and heading. */
  private get pieces(): Stretch[] {
    return (this.readPieces ??= piecesOf(this.passage.text).map(({ head, text }) =>
      this.stretch(`${this.above}\n${head}${text}`),
    ))
  }

  /** Whether it names all of the terms. */
  namesAll(terms: readonly Term[]): boolean {
    return terms.every((term) => names(this.whole, term))
  }

  /** Whether one of its sentences or rows, under its title and heading, names one of the terms, or all of them, and says the figure. */
  says(terms: readonly Term[], { figure, all = false }: { figure?: Figure; all?: boolean }): boolean {
    return this.pieces.some((piece) => {
      const named = (term: Term) => names(piece, term)
      if (figure && !holdsFigure(piece.numbers, figure)) return false
      return all ? terms.every(named) : terms.some(named)
    })
  }

  /** Whether it names one of the guidelines with the year: a document of the hospital vouches for it. */
  vouchesFor(guidelines: readonly string[], year: string): boolean {
    const { text } = this
    return text.includes(year) && guidelines.some((name) => name.length > 2 && text.includes(name))
  }

  /** What of a claim it lacks. A number that the case itself gave (`given`) needs no source. */
  lacks({ figures, drugs, conditions }: Claim, given: HeldNumbers): Lacking {
    const { whole } = this
    const missing = (term: Term) => !names(whole, term)
    return {
      figures: figures.filter((figure) => !holdsFigure(whole.numbers, figure) && !holdsFigure(given, figure)),
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

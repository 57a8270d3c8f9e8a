import type { Label } from '@/lib/clinical/facts/match-label'
import { FLUID_ANALYTES, goesOnBelow, isFluid, type Specimen } from '@/lib/clinical/facts/specimens'

/** The specimen that is being told of, and how far it holds. */
export class SpecimenScope {
  value: Specimen | null = null
  /** It stands from the sentence before. */
  private carried = false

  constructor(private readonly text: string) {}

  /** The panel of a fluid goes on in the next sentence of its line, until something stands there that is not measured in it. */
  endSentence(at: number): void {
    if (this.value && this.text[at] === '\n' && goesOnBelow(this.text, at)) {
      this.carried = true
      return
    }
    this.carried = isFluid(this.value) && /[.。;；]/.test(this.text[at] ?? '')
    if (!this.carried) this.value = null
  }

  /** Ends a specimen from the sentence before where the first label behind it is not measured in a fluid. */
  settle({ meanings }: Label): void {
    if (!this.carried) return
    if (!meanings.some((one) => one.kind === 'lab' && FLUID_ANALYTES.has(one.analyte.id))) this.value = null
    this.carried = false
  }
}

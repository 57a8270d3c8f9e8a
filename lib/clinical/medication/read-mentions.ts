import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

/** One substance that a text names, in units of its folded text. */
export interface Mention {
  id: string
  /** The name as folded text writes it. */
  name: string
  from: number
  to: number
}

/** Whether the capitals of an abbreviation stand, which its small letters would make an everyday word. */
const isWritten = (folded: FoldedText, { from, to }: { from: number; to: number }, capitals: boolean) => {
  if (!capitals) return true
  const { surface } = originalSpan(folded, from, to)
  return !/[a-z]/.test(surface)
}

/** A folded text with the substances that it names: orders, patient and allergies are all read from them. */
export interface NamedText extends FoldedText {
  mentions: readonly Mention[]
}
export const nameDrugs = (folded: FoldedText, tables: MedicationTables): NamedText => ({
  ...folded,
  mentions: mentionsIn(folded, tables),
})

/** The substances that a text names, the longest name at each place. */
export function mentionsIn(folded: FoldedText, { names }: MedicationTables): Mention[] {
  const { text } = folded
  const found: Mention[] = []
  for (let i = 0; i < text.length;) {
    const here = names.at(text, i)
    if (here.length === 0) {
      i += 1
      continue
    }
    const hit = here
      .filter(({ to }) => isWordBoundary(text, i, to))
      .flatMap(({ to, value }) => value.map((one) => ({ ...one, from: i, to })))
      .find((one) => isWritten(folded, one, one.capitals))
    if (hit) found.push({ id: hit.id, name: text.slice(i, hit.to), from: i, to: hit.to })
    i = hit ? hit.to : i + 1
  }
  return found
}

import type { Fact, FactOf, Quantity, Term } from '@/lib/clinical/contract'
import { doseAt, frequencyAt, routeAt } from '@/lib/clinical/facts/dosing'
import { foldedAt, originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'

/** How far behind a drug its dose may stand, in units. */
const REACH = 40
const STOP = new Set(['。', ';', '；', '\n', '?', '!'])

interface Dosing {
  dose?: Quantity
  route?: string
  frequency?: { text: string; perDay: number | null }
  to: number
}

/** Dose, route and frequency between a drug and the next drug or the end of the clause; `to` is the end of the last of them. */
function dosingBehind(folded: FoldedText, from: number, limit: number): Dosing {
  const { text } = folded
  const found: Dosing = { to: from }
  for (let i = from; i < limit;) {
    // Stop losartan. Resonium 15 g: what the next sentence doses is another drug, also one that is not known.
    if (STOP.has(text[i] ?? '') || (text[i] === '.' && /^\s[a-z]/.test(text.slice(i + 1, i + 3)))) break
    const dose = found.dose ? null : doseAt(text, i)
    const frequency = dose || found.frequency ? null : frequencyAt(text, i)
    const route = dose || frequency || found.route ? null : routeAt(text, i)
    if (dose) found.dose = dose.value
    if (frequency) {
      const { surface } = originalSpan(folded, frequency.from, frequency.to)
      found.frequency = { text: surface, perDay: frequency.value }
    }
    if (route) found.route = route.value
    const token = dose ?? frequency ?? route
    if (token) found.to = token.to
    i = token?.to ?? i + 1
  }
  return found
}

/** The drugs of the text with dose, route and frequency where they stand behind the name. */
export function readDrugs(folded: FoldedText, terms: readonly Term[]): FactOf<'drug'>[] {
  const drugs = terms.filter(({ kind }) => kind === 'drug')
  return drugs.map((term, i) => {
    const from = foldedAt(folded, term.start)
    const behind = foldedAt(folded, term.end)
    const next = drugs[i + 1]
    const limit = Math.min(
      behind + REACH,
      next ? foldedAt(folded, next.start) : folded.text.length,
      folded.text.length,
    )
    const { to, ...dosing } = dosingBehind(folded, behind, limit)
    return {
      kind: 'drug',
      ...originalSpan(folded, from, to),
      name: term.preferred,
      ...(term.atc ? { atc: term.atc } : {}),
      ...dosing,
      status: term.status,
    } satisfies Fact
  })
}

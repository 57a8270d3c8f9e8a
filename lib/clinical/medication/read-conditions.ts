import { wasPatients } from '@/lib/clinical/assertion/assertion'
import type { Term } from '@/lib/clinical/contract'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import { clauseAt, DENIALS, DENIALS_AFTER, RELATIVES } from '@/lib/clinical/medication/words'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

/** How far in front of a finding a denial reaches, and behind it, in units. */
const DENIAL_REACH = 24
const BEHIND_REACH = 8

/** Whether the words around a place say that the patient does not have it: denied, a relative's, excluded. */
export function isDenied(text: string, { from, to }: { from: number; to: number }): boolean {
  const clause = clauseAt(text, from)
  const begin = Math.max(clause.from, from - DENIAL_REACH)
  const denied = DENIALS.in(text, begin, from).some(
    ({ from: at, to: end }) =>
      !/^[无非未](?:痛|力|创|定)/.test(text.slice(at, at + 2)) && !/但|而|有/.test(text.slice(end, from)),
  )
  if (denied || RELATIVES.inside(text, begin, from)) return true
  const end = Math.min(clause.to, to + BEHIND_REACH)
  return DENIALS_AFTER.inside(text, to, end)
}

/** Ids of the conditions that a text says the patient has: by the reader's terms with their codes, and by the table's phrases. */
export function conditionsIn(
  folded: FoldedText,
  terms: readonly Term[],
  { conditions, rows }: MedicationTables,
): Set<string> {
  const held = new Set<string>()
  const { text } = folded
  const places = new Map(terms.map((term) => [term.start, term]))
  for (let i = 0; i < text.length;) {
    const here = conditions.at(text, i)
    if (here.length === 0) {
      i += 1
      continue
    }
    const match = here.find(
      ({ to, value }) =>
        isWordBoundary(text, i, to) &&
        value.some(({ capitals }) => !capitals || !/[a-z]/.test(originalSpan(folded, i, to).surface)),
    )
    const term = places.get(folded.starts[i] ?? -1)
    if (match && !isDenied(text, match) && (!term || term.status !== 'family')) {
      for (const { id } of match.value) held.add(id)
    }
    i = match ? match.to : i + 1
  }
  for (const { icd10, status, kind } of terms) {
    if (kind !== 'diagnosis' || !icd10 || !wasPatients(status)) continue
    for (const row of rows.conditions) {
      if ((row.icd10 ?? []).some((code) => icd10.startsWith(code))) held.add(row.id)
    }
  }
  return held
}

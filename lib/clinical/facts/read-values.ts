import type { Fact } from '@/lib/clinical/contract'
import type { NoteLayout } from '@/lib/clinical/assertion/assert-places'
import type { Subject } from '@/lib/clinical/facts/judge-value'
import { lexMeasurements } from '@/lib/clinical/facts/lex-measurements'
import type { Measurement } from '@/lib/clinical/facts/measurement'
import { labFacts } from '@/lib/clinical/facts/read-labs'
import { vitalFacts } from '@/lib/clinical/facts/read-vitals'
import { valueStatuses } from '@/lib/clinical/facts/value-status'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

/** 眼压：右58mmHg，左16mmHg, IOP R 16 L 58: each eye has values of its own; one without a side is of the eye told last. */
const SIDE = /(右|左|\b(?:od|os|re|le|right|left|[rl])\b)(?!.*(?:右|左|\b(?:od|os|re|le|right|left|[rl])\b))/s
const sided = (text: string, places: readonly ReturnType<typeof placeOf>[]) => {
  let last = ''
  return places.map((place) => {
    if (!place.key.startsWith('iop')) return place
    const side = SIDE.exec(text.slice(Math.max(0, place.from - 6), place.to))?.[1]
    if (side) last = /^(?:右|od|r)/.test(side) ? 'right' : 'left'
    return { ...place, key: `${place.key}${last}` }
  })
}

const placeOf = (measured: Measurement) => {
  if (measured.kind === 'pressure') {
    return {
      from: measured.from,
      to: measured.to,
      limit: false,
      key: 'pressure',
      outdated: 'cue' as const,
      value: measured.systolic,
      settled: measured.settled === true,
      passed: measured.passed === true,
    }
  }
  const first = measured.values.at(-1)
  return {
    from: first?.from ?? 0,
    to: first?.to ?? 0,
    limit: first?.comparator !== undefined,
    ...(first?.comparator ? { comparator: first.comparator } : {}),
    outdated:
      measured.kind === 'lab' && measured.analyte.id !== 'glucose' ? ('always' as const) : ('cue' as const),
    value: first?.value ?? 0,
    settled: first?.settled === true,
    passed: first?.passed === true,
    key: measured.kind === 'lab' ? `${measured.analyte.id} ${measured.specimen ?? ''}` : measured.row.id,
  }
}

/**
 * The laboratory values and vital signs of a text, each judged for the patient and with whose and of when it is. An aim, a limit
 * in a question and a value under an "if" are none.
 */
export function readValues(folded: FoldedText, layout: NoteLayout, subject: Subject): Fact[] {
  const measured = lexMeasurements(folded, layout.edges)
  const statuses = valueStatuses(folded.text, sided(folded.text, measured.map(placeOf)), layout)
  return measured.flatMap((one, i): Fact[] => {
    const status = statuses[i] ?? 'affirmed'
    if (status === 'hypothetical' || status === 'planned') return []
    return one.kind === 'lab'
      ? labFacts(folded, one, { subject, status })
      : vitalFacts(folded, one, { status, years: subject.years })
  })
}

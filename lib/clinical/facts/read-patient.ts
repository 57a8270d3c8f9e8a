import type { NoteLayout } from '@/lib/clinical/assertion/assert-places'
import type { Fact } from '@/lib/clinical/contract'
import { ageFacts, findAges } from '@/lib/clinical/facts/read-age'
import { readBody } from '@/lib/clinical/facts/read-body'
import { readDurations } from '@/lib/clinical/facts/read-durations'
import { readPregnancy } from '@/lib/clinical/facts/read-pregnancy'
import { readSex } from '@/lib/clinical/facts/read-sex'
import { subjectOf } from '@/lib/clinical/facts/subject'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

/** Age, sex, pregnancy and births, weight, height and durations. */
export function readPatient(folded: FoldedText, layout: NoteLayout): Fact[] {
  const ages = findAges(folded)
  const person = [...ageFacts(folded, ages), ...readSex(folded, ages)]
  return [
    ...person,
    ...readPregnancy(folded, layout, subjectOf(person)),
    ...readBody(folded, layout.edges),
    ...readDurations(folded),
  ]
}

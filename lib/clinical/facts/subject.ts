import type { Fact, FactOf } from '@/lib/clinical/contract'
import type { Subject } from '@/lib/clinical/facts/judge-value'

const isKind =
  <K extends Fact['kind']>(kind: K) =>
  (fact: Fact): fact is FactOf<K> =>
    fact.kind === kind

/** The age and sex of the patient, as far as the facts say; facts that contradict each other say nothing. */
export function subjectOf(patient: readonly Fact[]): Subject {
  return {
    years: patient.filter(isKind('age')).find(({ doubt }) => doubt === undefined)?.years ?? null,
    sex: patient.filter(isKind('sex')).find(({ doubt }) => doubt === undefined)?.value ?? null,
  }
}

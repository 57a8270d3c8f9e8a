import type { Fact, FactOf, TermStatus } from '@/lib/clinical/contract'
import { judgeValue, type Subject } from '@/lib/clinical/facts/judge-value'
import type { MeasuredValue, Measurement } from '@/lib/clinical/facts/lex-measurements'
import { specimenName } from '@/lib/clinical/facts/specimens'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'

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

type LabMeasurement = Extract<Measurement, { kind: 'lab' }>

/** How a series moves from its first to its last value; a twentieth of the first is no movement. */
function trendOf(values: readonly MeasuredValue[]): FactOf<'lab'>['trend'] {
  const [first, last] = [values[0]?.value, values.at(-1)?.value]
  if (first === undefined || last === undefined || values.length < 2) return undefined
  if (Math.abs(last - first) <= Math.abs(first) / 20) return 'steady'
  return last > first ? 'rising' : 'falling'
}

/** What a value of another specimen is: named by it, and never judged by the limits of blood. */
const ofSpecimen = ({ analyte, specimen }: LabMeasurement) => {
  if (!specimen) return { analyte: analyte.id, name: { zh: analyte.zh, en: analyte.en } }
  const { zh, en } = specimenName(specimen)
  const plain = analyte.zh.replace(/^(?:血清|血|总)/, '')
  return { analyte: `${specimen}_${analyte.id}`, name: { zh: `${zh}${plain}`, en: `${en} ${analyte.en}` } }
}

/** The facts of one label: a value each, all but the last of a series marked as superseded. */
export function labFacts(
  folded: FoldedText,
  measured: LabMeasurement,
  { subject, status }: { subject: Subject; status: TermStatus },
): FactOf<'lab'>[] {
  const { analyte, specimen, values } = measured
  const trend = trendOf(values)
  return values.map(({ from, to, value, unit, comparator }, i) => {
    const judged = specimen
      ? ({ canonical: null, flag: 'unknown', range: null } as const)
      : judgeValue(analyte, { value, unit }, subject)
    const last = i === values.length - 1
    return {
      kind: 'lab',
      ...originalSpan(folded, from, to),
      ...ofSpecimen(measured),
      value,
      unit,
      ...(comparator ? { comparator } : {}),
      ...judged,
      ...(specimen ? { specimen } : {}),
      ...(last ? (trend ? { trend } : {}) : { superseded: true as const }),
      ...(status === 'affirmed' ? {} : { status }),
    }
  })
}

import type { ClinicalName, FactOf, TermStatus } from '@/lib/clinical/contract'
import { judgeValue, type Subject } from '@/lib/clinical/facts/judge-value'
import type { MeasuredValue, Measurement } from '@/lib/clinical/facts/measurement'
import { specimenName } from '@/lib/clinical/facts/specimens'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'

type LabMeasurement = Extract<Measurement, { kind: 'lab' }>

/** How a series moves from its first to its last value; a twentieth of the first is no movement. */
function trendOf(values: readonly MeasuredValue[]): FactOf<'lab'>['trend'] {
  const [first, last] = [values[0]?.value, values.at(-1)?.value]
  if (first === undefined || last === undefined || values.length < 2) return undefined
  if (Math.abs(last - first) <= Math.abs(first) / 20) return 'steady'
  return last > first ? 'rising' : 'falling'
}

/** The name of a value, with its specimen in front where it is not of blood. */
const nameOf = ({ analyte, specimen }: LabMeasurement): ClinicalName => {
  if (!specimen) return { zh: analyte.zh, en: analyte.en }
  const { zh, en } = specimenName(specimen)
  return { zh: `${zh}${analyte.zh.replace(/^(?:血清|血|总)/, '')}`, en: `${en} ${analyte.en}` }
}

/** 肌酐较前升高50%, Hb fell by 20%: a share of the value before, and no value. */
const CHANGED =
  /(?:升高|上升|增高|增加|下降|降低|减少|[升降]|\b(?:rose|risen|fell|fallen|dropped|declined|increased|decreased|up|down))(?: by|了|约|近|超过)? ?[<>≥≤]? ?[\d.]+ ?%$/

/** The facts of one label: a value each, all but the last of a series marked as superseded. */
export function labFacts(
  folded: FoldedText,
  measured: LabMeasurement,
  { subject, status }: { subject: Subject; status: TermStatus },
): FactOf<'lab'>[] {
  const { analyte, specimen } = measured
  const values = measured.values.filter(
    ({ from, to, unit }) =>
      unit !== '%' || analyte.units['%'] === 1 || !CHANGED.test(folded.text.slice(from, to)),
  )
  const trend = trendOf(values)
  return values.map(({ from, to, value, unit, comparator }, i) => {
    const judged = specimen
      ? ({ canonical: null, flag: 'unknown', range: null } as const)
      : judgeValue(analyte, { value, unit }, subject)
    const last = i === values.length - 1
    return {
      kind: 'lab',
      ...originalSpan(folded, from, to),
      analyte: analyte.id,
      name: nameOf(measured),
      value,
      unit,
      ...(comparator ? { comparator } : {}),
      ...judged,
      ...(specimen ? { specimen } : {}),
      ...(last ? (trend ? { trend } : {}) : { superseded: true as const }),
      ...(last && status === 'affirmed' ? {} : { status: last ? status : 'history' }),
    }
  })
}

import type { Meaning } from '@/lib/clinical/facts/labels'
import { labelsAt } from '@/lib/clinical/facts/match-label'
import type { MeasuredValue } from '@/lib/clinical/facts/measurement'
import type { FoundQuantity } from '@/lib/clinical/facts/read-quantity'
import { timeCueAt } from '@/lib/clinical/facts/time-cue'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

/** 葡萄糖20ml: what is given is no label of a value. */
const DOSE =
  /^ ?\d[\d.]*(?:-\d+)? ?(?:ml|g|mg|ug|mmol|meq|支|iu|u|万u|单位)(?![a-z/])|^ ?\d[\d.]* ?(?:ml|g|mg|ug)\/kg/

/** How far two values of one label may lie apart where nothing but a date leads from one to the other. */
const APART = { vital: 2.5, lab: 40 }
/** Whether a number may be the next value of a label by its size and, where it is small, by its decimal. */
export const isNear = (
  { kind }: Meaning,
  last: MeasuredValue | null,
  { value, decimal, unit }: FoundQuantity,
): boolean => {
  if (!last || last.value === value) return false
  // Troponin 38 ng/L, 4120 ng/L: with its unit it may lie as far away as it will.
  if (kind === 'lab' && unit !== null && unit === last.unit) return true
  const ratio = Math.max(last.value, value) / Math.min(last.value, value)
  const alike = decimal || !last.decimal || unit !== null || last.value >= 10
  return ratio <= APART[kind === 'vital' ? 'vital' : 'lab'] && alike
}

/** Whether a number without a name beside it is one that its label commonly has. */
export function isUsual(meaning: Meaning, { value }: FoundQuantity): boolean {
  if (meaning.kind === 'pressure') return false
  const [low = 0, high = 0] = meaning.kind === 'lab' ? meaning.analyte.usual : meaning.row.hard
  return value >= low && value <= high
}

/** 20 g oral glucose: what is given is no label. */
const GIVEN_BEFORE =
  /\d ?(?:m?g|ml|u|units?|iu|mmol|%)(?: of)?(?: (?:iv|oral|po))* $|[降补排限纠调]$|输[注入]?(?:同型|去白|少白|悬浮|浓缩|洗涤|辐照|机采|新鲜){0,3}$/

/** 低血糖症状, 高血压: the name of an illness holds that of what is measured. */
const isOfIllness = (text: string, at: number): boolean =>
  text[at] === '血' &&
  /[低高]$/.test(text.slice(Math.max(0, at - 1), at)) &&
  !/^血[糖压钾钠钙] ?[:：\d]/.test(text.slice(at, at + 4))

const isGiven = ({ text }: FoldedText, at: number): boolean =>
  GIVEN_BEFORE.test(text.slice(Math.max(0, at - 16), at)) || isOfIllness(text, at)

/** wt, BMI, 尿量: what is measured besides, of which the tables of labels tell nothing. */
const OTHER_NAME =
  /(?:wt|weight|bmi|ht|height|uop?|urine output|drain|ebl|pvr|vte|news2?|map|体重|身高|尿量|引流量?|出血量?|入量|出量)(?![a-z]|约? ?\d{2,4} ?ml)/y
const isOther = ({ text }: FoldedText, at: number): boolean => {
  OTHER_NAME.lastIndex = at
  return OTHER_NAME.test(text)
}

/** Whether a label begins at a place, or a word that only looks like one: 氯化钾. */
export const isNamed = (folded: FoldedText, at: number): boolean =>
  (labelsAt(folded, at).length > 0 || isOther(folded, at)) && !isGiven(folded, at)

/** Where a word ends that only looks like a label, 葡萄糖酸钙; the place itself where none begins. */
export const hiddenTo = (folded: FoldedText, at: number): number => {
  const [longest] = labelsAt(folded, at)
  return longest?.meanings.length === 0 ? longest.to : at
}

/** Whether a label begins at a place that is none of what is given: 葡萄糖20ml. */
export const isLabel = (folded: FoldedText, at: number): boolean =>
  (isOther(folded, at) ||
    (hiddenTo(folded, at) === at &&
      labelsAt(folded, at).some(
        ({ meanings, to }) => meanings.length > 0 && !DOSE.test(folded.text.slice(to, to + 10)),
      ))) &&
  !isGiven(folded, at)

/** (today 3.7 mEq/L): a bracket that holds a time and a number is no short form of a name. */
export function isDatedValue(text: string, from: number, form: string): boolean {
  const open = /^ ?[([]/.exec(form)?.[0].length ?? 0
  const cue = open > 0 ? timeCueAt(text, from + open) : null
  return (
    cue !== null &&
    cue.when !== null &&
    /^[:：为 ]{0,2}[<>]?\d/.test(text.slice(cue.to, cue.to + 4)) &&
    cue.to < from + form.length
  )
}

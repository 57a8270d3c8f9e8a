import conditions from '@/lib/clinical/assertion/condition-cues.json'
import { withoutDoses } from '@/lib/clinical/assertion/drug-cues'
import type { AssertedPlace } from '@/lib/clinical/assertion/assertion'

const REACH = 32
/** Where a statement of its own opens: a sentence, a row, an item, behind a label, or behind the letter that names a system. */
const OPENS =
  /(?:^|[\n。；;:!]|[a-z\d)%]\. ?|(?:^|[\n；;]) ?(?:[-•*·△✔√■□◆▲>#①-⑳]|\d{1,2}[.、)]|\(\d{1,2}\)) ?|\n ?[a-z/]{1,5} )$/
/** Behind a comma, a drug alone to the end of the sentence is a statement as well. */
const GOES_ON = /[，,] ?(?:再加|加|并|及|and )?$/
const ENDS = /^ ?(?:\([^()\n]{0,16}\) ?)?(?:[。；;\n]|\.(?:\s|$)|$)/
const PAUSES = /^ ?[，,]/

/** Whether a list of drugs is all that its statement holds: what a note names and says no more of is ordered or taken. */
export function isAlone(text: string, { from, to }: AssertedPlace): boolean {
  const front = text.slice(Math.max(0, from - REACH), from)
  const behind = withoutDoses(text.slice(to, to + REACH))
  const opens = OPENS.test(front)
  return opens ? ENDS.test(behind) || PAUSES.test(behind) : GOES_ON.test(front) && ENDS.test(behind)
}

const CHRONIC = new RegExp(conditions.chronic)
const TREATED = /(?:^|[\s,;.:，。；、])([a-z0-9' -]{2,30}) ?[(:-]? ?$/
/** 高血压（氨氯地平）, COPD (tiotropium): an illness for life and its drug in a bracket. */
const CHRONIC_ZH =
  /(?:高血压|糖尿病|冠心病|房颤|心衰|哮喘|慢阻肺|癫痫|痛风|甲减|甲亢|骨质疏松|类风湿\S{0,3}|狼疮|帕金森|抑郁症?|焦虑症?|高血脂症?|高脂血症|前列腺增生|青光眼|肾病|移植术?后)\($/

/** Whether a drug stands right behind an illness that it is taken for: COPD (tiotropium), hypertension amlodipine. */
export function isTreatment(text: string, from: number): boolean {
  const front = text.slice(Math.max(0, from - REACH), from)
  if (CHRONIC_ZH.test(front)) return true
  const words = TREATED.exec(front)?.[1]?.trim()
  if (!words) return false
  const parts = words.split(' ')
  return parts.some((_, i) => CHRONIC.test(parts.slice(i).join(' ')))
}

import type { AssertedPlace } from '@/lib/clinical/assertion/assertion'

const YEARS_AGO =
  /(?:\d+\+?|[一二三四五六七八九十两数多几半]+)余?(?:多)?年(?:余|多)?前[^，。；;\n]{0,24}$|(?:19|20)\d\d年(?!\d{1,2}月)[^，。；;\n]{0,16}$|\d+岁(?:时|因|患)[^，。；;\n]{0,12}$/

/** Whether a clause dates an illness or operation back: one of years ago is past, while a complaint may have begun then and go on. */
export function isDatedBack(text: string, { from, kind }: AssertedPlace): boolean {
  if (kind !== 'diagnosis' && kind !== 'procedure' && kind !== 'drug') return false
  const before = text.slice(Math.max(0, from - 32), from)
  return /[年岁]/.test(before) && YEARS_AGO.test(before)
}

/** HIT 2021, stroke in 2019: a year right behind an illness or operation. */
const YEAR_BEHIND = /^,? ?[(（]?(?:in )?(?:19|20)\d\d(?:年)?(?!\d|[./:-]\d)(?! ?(?:mg|ml|cells|iu|u\b))/
/** d/c'd for thyrotoxicosis, 因皮疹停用: why something was ended is of that time. */
const WHY_ENDED =
  /\b(?:d\/?c'?d?|stopped|dropped|binned|abandoned|ceased|discontinued|withdrawn|held)(?: in)?(?: (?:19|20)\d\d)? ?(?:\(|(?:for|due to|because of|after|with|2\/2|secondary to) )(?:[a-z]+ ){0,2}$/
const ENDED_FOR =
  /^[^，,。;；.]{0,6}(?:而|故|后|遂|已|自行)?停(?:用|药|服|了|(?=[，,。；;、)\n]|$))|^[a-z ]{0,14}(?:,| and)(?: so)?(?: it)?(?: was| has been)? (?:stopped|withdrawn|discontinued|ceased)\b/

/** Whether the words around an illness date it to a year or to the end of a treatment. */
export function isOver(text: string, { from, to, kind }: AssertedPlace): boolean {
  const behind = text.slice(to, to + 40)
  if ((kind === 'diagnosis' || kind === 'procedure') && YEAR_BEHIND.test(behind)) return true
  if (kind !== 'diagnosis' && kind !== 'finding' && kind !== 'symptom') return false
  if (WHY_ENDED.test(text.slice(Math.max(0, from - 48), from))) return true
  return (
    /[因致]|\bgave (?:him|her|them) /.test(text.slice(Math.max(0, from - 12), from)) && ENDED_FOR.test(behind)
  )
}

import type { FactOf } from '@/lib/clinical/contract'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'

const KINDS =
  '(?:(?:em|emergency|el|elective|cat(?:egory)? ?\\d|repeat|urgent|planned|normal|spontaneous|assisted|vaginal|instrumental|lower|low|segment|kiwi|classical|preterm|term)[ -]){0,4}(?:em|el)?(?:lscs|c[/-]?s(?:ection)?|c\\/section|caesarean(?: section)?|cesarean(?: section| delivery)?|section|svds?|nvd|svb|nvb|vbac|delivery|birth|childbirth|forceps(?: delivery)?|ventouse(?: delivery)?)'
const UNITS = '(hours?|hrs?|h|days?|d|\\/7|weeks?|wks?|\\/52)'
const ZH_KINDS = '(?:顺产|剖宫产|剖腹产|自然分娩|分娩|平产|足月产|早产|助产|产钳助产|胎头吸引)'
/** Where a birth of these days is told: groups 1 and 2 hold how many, and of what; without them it is of today or yesterday. */
const BIRTHS: readonly RegExp[] = [
  new RegExp(
    `\\b(?:d|day|pod|ppd|pnd) ?#?(\\d{1,2})(?:,? (?:post|after|following|s\\/p|from))?(?:[- ]op)?[ -]${KINDS}\\b`,
    'g',
  ),
  new RegExp(
    `(\\d{1,2}) ?${UNITS} (?:post|after|following|s\\/p|since|from|out from)[- ]?(?:her |an? |the )?${KINDS}\\b`,
    'g',
  ),
  new RegExp(`\\b${KINDS}(?: (?:was|under|for) [^.;,\\n]{0,24})? (\\d{1,2}) ?${UNITS} ago\\b`, 'g'),
  new RegExp(
    `\\b(?:delivered|gave birth|birthed|had (?:a|her) baby)[^.;,\\n]{0,24}? (?:(\\d{1,2}) ?${UNITS} ago|today|yesterday|this morning|last night)`,
    'g',
  ),
  /\b(?:ppd|pnd) ?#?(\d{1,2})\b/g,
  /\b(\d{1,2})(\/7|\/52)(?: days?| weeks?)? pn\b/g,
  new RegExp(`${ZH_KINDS}(?:术)?后(?:第)? ?(\\d{1,2}|[一二三四五六七八九十]+) ?(小时|h|[天日周])`, 'g'),
  new RegExp(
    `(?:今[晨日晚]|昨[日晚夜天]|凌晨|(\\d{1,2}) ?(小时|h|[天日周])前)[^，。；;\\n]{0,14}(?:${ZH_KINDS}|娩(?:出)?)`,
    'g',
  ),
]
/** How many of each unit lie within the six weeks of childbed. */
const LONGEST: readonly (readonly [RegExp, number])[] = [
  [/^(?:h|小时)/, 99],
  [/^(?:d|天|日|\/7)/, 42],
  [/^(?:w|周|\/52)/, 6],
]
const isChildbed = (count: string | undefined, unit = 'd'): boolean =>
  count === undefined ||
  Number(count) <= (LONGEST.find(([name]) => name.test(unit))?.[1] ?? 42) ||
  /^\D/.test(count)
/** Another birth, or one that is still to come. */
const NOT_NOW =
  /(?:拟|待|计划|预约|择期|准备|前次|上次|第[一二]胎|其[母姐妹妻女]|妻|女儿|母亲)[^，。；;\n]{0,10}$|\b(?:plan\w*|for|previous|prev|last|mother|sister|wife|daughter|until)(?: \w+){0,2} $/

/** A birth of the last six weeks that no word of childbed names: D2 post LSCS, 剖宫产术后3天, gave birth yesterday. */
export function readBirth(folded: FoldedText): FactOf<'pregnancy'>[] {
  const { text } = folded
  for (const pattern of BIRTHS) {
    for (const { index, 0: surface, 1: count, 2: unit } of text.matchAll(pattern)) {
      if (!isChildbed(count, unit) || NOT_NOW.test(text.slice(Math.max(0, index - 24), index))) continue
      return [
        { kind: 'pregnancy', ...originalSpan(folded, index, index + surface.length), value: 'postpartum' },
      ]
    }
  }
  return []
}

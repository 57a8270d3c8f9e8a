import type { FactOf, TermStatus } from '@/lib/clinical/contract'

type Pregnancy = FactOf<'pregnancy'>
interface Place {
  from: number
  to: number
}

/** 计划明年怀孕: a wish is no pregnancy. */
const PLANS =
  /(?:计划|打算|准备|拟|想要?|希望|欲|考虑)[^，。；;\n]{0,6}$|(?:可以?|能|方可?|才能?|避免|防止|勿|不宜|不建议|禁止|如果?|若|一旦|万一|后再|年再|月再)(?:再次?)?$|\b(?:plan\w*|hop\w+|wish\w*|want\w*|trying|before|future)(?: \w+)? $/
/** continue through pregnancy, heparin once pregnant: a time that may come. */
const SOME_TIME =
  /\b(?:through(?:out)?|during|once|when|until|if|for|in|to|before|after|desir\w+|contemplat\w+|consider\w+|compatible with|outside|between|known|be|get(?:s|ting)?)(?: (?:any|a|her|the|next|another|future|be|to be))* $/
/** 宫体如孕9周大: the size of a womb. */
const SIZE = /(?:如|似|相当于|约|增大)$/
const OF_SIZE = /^[^，。；;\n]{0,6}大(?!出血|量)|^[^，。；;\n]{0,5}\d周?大/
/** Cr 88 (pregnancy 52), HR88（孕9周112）: the label of an earlier value. */
const IN_BRACKET = /[\d%a-z] ?\([^()]{0,6}$/
const LABELS_VALUE = /^[^()，。；;]{0,8}\d[\d./]*[^()\d]{0,8}\)/
/** 前次孕8周胚停: another pregnancy. */
const EARLIER =
  /(?:前次|上次|前一次|首次|第[一二三]次|上一?胎|头胎|既往)$|\b(?:last|previous|first|prior|earlier|second) $/

/** Whether a word of pregnancy names a wish, a time that may come, a size, an earlier value or another pregnancy. */
export function isNoState(text: string, { from, to }: Place): boolean {
  const front = text.slice(Math.max(0, from - 28), from)
  const behind = text.slice(to, to + 24)
  return (
    PLANS.test(front.slice(-10)) ||
    (/[a-z]/.test(text[from] ?? '') && SOME_TIME.test(front)) ||
    EARLIER.test(front) ||
    SIZE.test(front) ||
    OF_SIZE.test(behind) ||
    (IN_BRACKET.test(front) && LABELS_VALUE.test(behind))
  )
}

const NEGATIVE = /^[^，,。；;\n]{0,10}(?:阴|\(-\)|[-:] ?$|-ve|neg|nil|-(?=[，,。；;.\n]|$))/
/** hCG in office negative, 妊娠试验今日门诊阴性: where and when it was taken stands between. */
const NEGATIVE_THERE =
  /^ (?:in|at|on|done|sent|taken|from|by|today|this)\b[a-z ]{0,24}\bneg(?:ative)?\b|^[今本昨我门急][^，。；;\n可疑待不非无]{0,8}阴性/
const POSITIVE = /^[^，,。；;\n]{0,8}(?:阳性|\(\+{1,3}\)|\+ve|\bpos(?:itive)?\b|\+(?=[，,。；;.\n ]|$))/
const LEVEL =
  /^ ?(?:was |of |: ?|为|=)? ?<? ?(\d[\d,]*(?:\.\d+)?)(?! ?(?:[天日周次年月h]|days?|weeks?|hours?))/
/** Below this level, in IU/L, no woman is pregnant. */
const BARELY = 5
/** A level above which a woman whose menses are late is pregnant, in IU/L. */
const CERTAIN = 100
/** How far in front of a level late menses may be told. */
const NEAR = 400
const LATE = /停经|\blmp\b|末次月经|amenorrh/

/** What a test of pregnancy says: denied or negative is not pregnant; positive, or a level behind late menses, is. */
export function testSays(
  text: string,
  { from, to, status }: Place & { status: TermStatus },
): 'pregnant' | 'not_pregnant' | null {
  const behind = text.slice(to, to + 20)
  if (status === 'negated') return NEGATIVE.test(behind) ? 'not_pregnant' : null
  if (status === 'affirmed' && NEGATIVE_THERE.test(text.slice(to, to + 36))) return 'not_pregnant'
  if (status !== 'affirmed' && status !== 'history') return null
  if (POSITIVE.test(behind)) return 'pregnant'
  const written = LEVEL.exec(behind)?.[1]
  if (written === undefined) return null
  const level = Number(written.replaceAll(',', ''))
  if (status === 'affirmed' && level <= BARELY) return 'not_pregnant'
  return level >= CERTAIN && LATE.test(text.slice(Math.max(0, from - NEAR), from)) ? 'pregnant' : null
}

/** Days or weeks since a birth, or the title of such a note. */
const BORN =
  /产后(?:第)? ?[\d一二三四五六七八九十半]+ ?(?:天|日|周|个?月|h|小时)|产后(?:病程|查房|第|恢复|康复)|剖宫产(?:术)?后(?:第)? ?[\d一二三四五六七八九十]+ ?[天日周月]|\b(?:post-?natal|post-?partum)(?: (?:day|ward|review|readmission|check)| ?,? ?day|\b[^.;\n]{0,4}d(?:ay)? ?\d)|\bday \d+ (?:after|post|following) (?:\w+ ){0,2}(?:delivery|birth|section|lscs|svd|forceps|ventouse)/
const AGAIN = /现孕|今孕|再孕|现妊娠|现怀孕|\b(?:now|currently) (?:\d|pregnant)/

/** Whether a note tells the day of a birth, and of no pregnancy since. */
export const tellsBirth = (text: string): boolean => BORN.test(text) && !AGAIN.test(text)

/** One state of what a note tells: who has given birth or nurses is no longer pregnant, and a bare word does not outweigh a denial. */
export function settlePregnancy(text: string, facts: readonly Pregnancy[]): Pregnancy[] {
  const says = (value: Pregnancy['value']) => facts.some((fact) => fact.value === value)
  const born = tellsBirth(text)
  const otherwise = says('not_pregnant') || says('breastfeeding')
  return facts.filter(
    ({ value, weeks, surface }) =>
      value !== 'pregnant' ||
      // Nursing; at 10 weeks' gestation TSH was …: a time of the pregnancy that has ended.
      !(born || (otherwise && (weeks === undefined || /gest/i.test(surface)))),
  )
}

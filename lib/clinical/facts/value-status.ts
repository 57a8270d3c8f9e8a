import { assertPlaces, type NoteLayout } from '@/lib/clinical/assertion/assert-places'
import type { TermStatus } from '@/lib/clinical/contract'
import { limitWord, restatedLimits, type LimitPlace } from '@/lib/clinical/facts/restated-limit'
import { areEarlier } from '@/lib/clinical/facts/value-time'

interface ValuePlace extends LimitPlace {
  /** A `<` or `>` in front of the number, which in a question is a limit. */
  limit: boolean
}

/** How far in front of a value the words stand that date it or make it an aim. */
const WINDOW = 40
const SENTENCE = new Set(['。', '；', ';', '\n'])
const EARLIER =
  /(?:既往|曾|平素|平时|年前|病史|史)[^。；;\n]*(?:最高|最低|达|控制|波动|维持|多在|约)[^，。；;\n]{0,10}$|(?:平素|平时|当时|既往|基础|前次|上次|入院前|发病前)[^，。；;\n)）]{0,6}$/
/** Words behind a value that date it, and those in front of a value that stands in brackets behind the present one. */
const DATED_BEHIND =
  /^ ?(?:in (?:20\d\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|autumn)|on admission|at baseline|last (?:year|week|month)|\d+ ?(?:days|weeks|months|years) ago|\((?:in (?:20\d\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|last \w+|yesterday|入院时|术前|昨日|\d+(?:天|日|周|月|年)前)\))/
const BRACKETED =
  /(?:[(（] ?(?:baseline|pre-?op|peak|from|was|previously|last year|prior|前|昨日|术前|基线|入院时|上次|前次|原|峰值|最高|\d+(?:天|日|周|月|年)前)[ :为]{0,2})$/
/** In front of a number: it is a limit, also of a pressure. */
const LIMIT = /(?<![\d=-] ?|(?:^|\n) ?[a-z/]{1,9} ?)[<>≥≤＜＞] ?$/
const AIM =
  /(?:目标|靶目标|控制目标|达标|使其?|维持|保持|target|goal|maintain|keep|aim for|wean(?:ing)? (?:to|for)|titrat\w+ (?:to|for))[^，。；;\n\d]{0,14}$/

/** 冰毯设定36.5℃: what a device is set to. */
const SET_TO = /(?:设定|设置|\bset (?:at|to))[^，,。；;\n\d]{0,4}$/
const KEPT = /维持|控制|保持|放宽/
const KEPT_BEHIND = /^ ?(?:mmhg|℃|%|mmol\/l|g\/l)? ?(?:以上|以下|以内|左右即可|即可|上下即可)/
/** 体温≥38.5℃时予, call for HR >120, held for SBP <100: a limit at which something is done, and no value. */
const ACTS_AT =
  /^(?: ?(?:mmhg|℃|°c?|次\/分|bpm|mmol\/l|%|c\b|f\b))? ?(?:以上|以下)?(?:时|者|后)?[，,]?(?:则|即|就|需|应|予|给|请|报(?:告|二线|医|上级|主)|立即|可|口服|暂停|停|通知|加|再|拟|考虑|or\b|call|notify|give|hold|give|->|→)|^[^，,。；;\n]{0,8}(?:时|者)(?=[，,。；;\n口给予用服停该应要输注补加联通报来急再可行做启换改需必则就]|$)|^(?: ?(?:mmhg|℃|°c?|次\/分|bpm|[a-zμ]{1,5}\/[a-zμ]{1,3}|%))? ?(?:联系|急诊(?!查)|急来|就诊|就医|复诊|返院|来院(?!时)|来诊|随诊|即来|该不该|应不应|要不要|能不能|可不可以|需不需|是否|怎么|如何|come\b|go to\b|ring\b|phone\b|return\b)/
const ACTS_FOR =
  /\b(?:call|notify|page|inform|contact|return|review|escalate|held?|hold|prn|if|when|until|unless|keep|maintain|goal|target|aim|give|treat|transfuse|threshold|trigger|alert)\b[^.;\n]{0,48}$|(?:若|如(?!下|期|厕|常)|当|凡|一旦|警惕|告知|目标|直至|维持|保持|控制在|使|大于|小于|报告)[^。；;\n]{0,40}$/
/** held till ANC > 0.5, 直至血钾<5: what something waits for is no value, whatever its name. */
const WAITS_FOR =
  /\b(?:until|till|if|when|once|unless|target(?:ing)?|goal|expect\w*|anticipat\w*|aim\w*|hold|held|only)\b[^.;,\n]{0,40}$|(?:直至|直到|待|若|如(?!下|期|常)|当|目标|等)[^。；;，,\n]{0,12}$/
/** 降至13.9以下换, 38.5以上予: beyond it something is done. A comma tells what was done: 39.5℃以上，予布洛芬. */
const ACTS_BEYOND =
  /^ ?(?:mmhg|℃|°c?|次\/分|bpm|mmol\/l|g\/l|%)? ?(?:以下|以上)(?:时|者|后)?(?:换|改|转|则|即|就|需|应|予|给|可|停|暂停|加|再|报|通知)/
/** 38 or over, 90 and below: a limit with its words behind it. */
const OR_BEYOND =
  /^ ?(?:℃|°c?|[cf]\b)? ?(?:or|and) (?:over|above|more|higher|greater|beyond|up(?:wards?)?|below|under|less|lower|down(?:wards?)?)\b/
const NO_LIMIT = new Set(['pressure', 'temperature', 'heart_rate', 'respiratory_rate', 'spo2'])

/** Whether a comparator in front of a value makes it a limit at which something is done. */
function isThreshold(text: string, { from, to, key, limit }: ValuePlace): boolean {
  if (OR_BEYOND.test(text.slice(to, to + 16)) || ACTS_BEYOND.test(text.slice(to, to + 20))) return true
  const compared =
    limit ||
    LIMIT.test(text.slice(Math.max(0, from - 5), from)) ||
    (key === 'pressure' && /[<>≥≤]/.test(text.slice(from, to)))
  if (!compared) return false
  if (key === 'pressure') return true
  const front = text.slice(Math.max(0, from - WINDOW - 10), from)
  if (WAITS_FOR.test(front)) return true
  return ACTS_AT.test(text.slice(to, to + 16)) || (NO_LIMIT.has(key) && ACTS_FOR.test(front))
}

function aroundSays(text: string, place: ValuePlace, inPast: boolean): TermStatus {
  const { from, to, limit } = place
  let begin = from
  while (begin > 0 && from - begin < WINDOW && !SENTENCE.has(text[begin - 1] ?? '')) begin -= 1
  // 血压控制在140/85: what stands between the name and the number speaks of it, too.
  const number = from + Math.max(0, text.slice(from, to).search(/\d/))
  const sentence = text.slice(begin, from)
  const upTo = text.slice(begin, number)
  if (
    AIM.test(sentence) &&
    (limit || /目标|target|goal|aim|\b(?:wean\w*|titrat\w+) (?:to|for)/.test(sentence))
  ) {
    return 'planned'
  }
  // SBP维持在100以上即可, 血压目标放宽到150/90以下: what is to be kept, with its name in front.
  if (KEPT.test(text.slice(from, number)) && KEPT_BEHIND.test(text.slice(to, to + 8))) return 'planned'
  if (/目标|target|goal|\baim/.test(text.slice(from, number))) return 'planned'
  if (SET_TO.test(upTo)) return 'planned'
  if (EARLIER.test(upTo) || BRACKETED.test(sentence)) return 'history'
  if (DATED_BEHIND.test(text.slice(to, to + 18))) return 'history'
  return inPast && /最高|控制|波动|平时|平素|曾/.test(sentence) ? 'history' : 'affirmed'
}

/**
 * Whose a value is, and when: `affirmed` for the patient's own of now; a relative's, an earlier one, an aim, or a limit that
 * stands under an "if" or in a question are none to judge.
 */
export function valueStatuses(text: string, places: readonly ValuePlace[], layout: NoteLayout): TermStatus[] {
  const assertions = assertPlaces(
    text,
    places.map(({ from, to }) => ({ from, to, kind: 'value' })),
    layout,
  )
  const restated = restatedLimits(text, places)
  let section = 0
  const around = places.map((place) => {
    while ((layout.sections[section]?.to ?? Infinity) <= place.from) section += 1
    const here = layout.sections[section]
    return aroundSays(text, place, here?.kind === 'past' && here.from <= place.from)
  })
  // What is aimed at, as what is a limit or a relative's, outdates no value of the patient.
  const unreal = (place: ValuePlace, i: number): boolean =>
    (place.limit && assertions[i]?.modality === 'question') ||
    isThreshold(text, place) ||
    limitWord(text, place) !== null ||
    restated.has(i) ||
    around[i] === 'planned' ||
    assertions[i]?.modality === 'hypothetical' ||
    assertions[i]?.experiencer === 'relative'
  const earlier = areEarlier(
    text,
    layout.edges,
    places.map((place, i) => ({ ...place, unreal: unreal(place, i) })),
  )
  return places.map((place, i) => {
    const said = assertions[i]
    if (
      said?.modality === 'hypothetical' ||
      restated.has(i) ||
      (place.limit && said?.modality === 'question') ||
      isThreshold(text, place)
    ) {
      return 'hypothetical'
    }
    if (said?.experiencer === 'relative') return 'family'
    const its = around[i] ?? 'affirmed'
    return its === 'affirmed' && earlier[i] ? 'history' : its
  })
}

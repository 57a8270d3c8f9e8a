import { byForms, type Form } from '@/lib/privacy/by-forms'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?'
const UNIT = '(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)'
const ORDINAL = `(?:(?:twenty|thirty)[- ]${UNIT}|${UNIT}|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|\\d{1,2}(?:st|nd|rd|th))`
const ONES = '(?:one|two|three|four|five|six|seven|eight|nine)'
const TENS = '(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)'
const BELOW = `(?:${TENS}(?:[- ]${ONES})?|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:oh[- ]|o[- ])?${ONES})`
/** Nineteen thirty-nine, nineteen hundred and six, two thousand and four, twenty eleven; or in digits. */
const YEAR = `(?:(?:(?:eighteen|nineteen)(?: hundred(?: and)?)?|two thousand(?: and)?|twenty)[- ]${BELOW}|two thousand|(?:18|19|20)\\d\\d|['’]\\d{2})`
const DAY = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?'
const FEAST =
  "(?:christmas|boxing|new year['’]?s?|st\\.? (?:patrick|stephen|valentine|george|david|andrew|brigid)['’]?s?|easter|whit|remembrance|anzac|australia|independence|canada|thanksgiving|midsummer['’]?s?)(?: (?:day|eve|sunday|monday|friday))?"

const HAS_MONTH = /jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/
const HAS_FEAST =
  /christmas|boxing|new year|st\.? [pdsvgab]|easter|whit|remembrance|anzac|australia|independence|canada|thanksgiving|midsummer/

const FORMS: readonly Form[] = [
  // the fifth of May, nineteen thirty-nine; twelfth August 1950; the 3rd of March nineteen sixty-one
  [
    'date',
    new RegExp(
      `(?<![a-z])((?:the )?${ORDINAL}(?: day)? of ${MONTH}(?:,? (?:in )?(?:the year )?${YEAR})?)(?![a-z\\d])`,
      'dg',
    ),
    HAS_MONTH,
  ],
  ['date', new RegExp(`(?<![a-z])((?:the )?${ORDINAL} ${MONTH},? ${YEAR})(?![a-z\\d])`, 'dg'), HAS_MONTH],
  [
    'date',
    new RegExp(`(?<![a-z])(${MONTH} (?:the )?${ORDINAL}(?:,? ${YEAR})?)(?![a-z\\d])`, 'dg'),
    HAS_MONTH,
  ],
  [
    'date',
    new RegExp(
      `(?<![a-z])(${MONTH},? (?:of )?(?:eighteen|nineteen|two thousand)(?: hundred)?(?: and)?[- ]${BELOW})(?![a-z])`,
      'dg',
    ),
    HAS_MONTH,
  ],
  // Monday the 4th, 6th inst
  [
    'date',
    new RegExp(
      `(?<![a-z])(${DAY},? the \\d{1,2}(?:st|nd|rd|th)?)(?![a-z\\d]| ?(?:day|dose|week|cycle))`,
      'dg',
    ),
    /the \d/,
  ],
  ['date', /(?<![a-z\d])(\d{1,2}(?:st|nd|rd|th)? (?:inst|ult|prox)\.?)(?![a-z])/dg],
  // Christmas Eve 1948, St Patrick's Day nineteen fifty
  ['date', new RegExp(`(?<![a-z])(${FEAST},? (?:in |of )?${YEAR})(?![a-z\\d])`, 'dg'), HAS_FEAST],
  // 入院24.11.3, 下次11/18, 术后11.5拔管: numbers of a day behind what happened then
  [
    'date',
    /(?:入院|出院|转入|转出|手术|术后|末次|上次|下次|复诊|预约|就诊|随访|拔管|拆线|住院|发病|起病|于|自|至) ?(?:日期|时间)?[:：]?(\d{2}[./]\d{1,2}[./]\d{1,2})(?![\d%]|[./]\d| ?(?:mg|ml|g|cm|mm|kg|u|h|℃|°)(?![a-z]))/dg,
  ],
  [
    'date',
    /(?:入院|出院|转入|转出|末次|上次|下次|预约|约在|改约)(?:产检|复诊|复查|随访|随诊|取药|换药|抽血|透析|化疗|拆线|月经|就诊|门诊|检查|手术)? ?(?:日期|时间|定在|于|在|是|为)?[:：]?((?:0?[1-9]|1[0-2])\/(?:0?[1-9]|[12]\d|3[01]))(?![\d/%~-]|[.:]\d| ?(?:mg|ml|g|次|片|cm|mmhg|mmol|μmol|umol|u|iu|kg|l|℃|分|天|周|月|个|万|小时|h|×|x|正常|升|降|偏)(?![a-z]))/dg,
  ],
  // 下次产检6.18, 预约11.2: with a point only what is to come, for 上次6.8 is a value
  [
    'date',
    /(?:入院|出院|下次|预约|约在|改约)(?:产检|复诊|复查|随访|随诊|取药|换药|抽血|透析|化疗|拆线|月经|就诊|门诊|检查|手术)? ?(?:日期|时间|定在|于|在|是|为)?[:：]?((?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01]))(?![\d/%~-]|[.:]\d| ?(?:mg|ml|g|次|片|cm|mmhg|mmol|μmol|umol|u|iu|kg|l|℃|分|天|周|月|个|万|小时|h|×|x|正常|升|降|偏)(?![a-z]))/dg,
  ],
  [
    'date',
    /(?:入院|出院|转入|转出|手术|术后|于|自)((?:0?[1-9]|1[0-2])\.(?:[12]\d|3[01]|0?[1-9]))(?=(?:入|出|转|行|拔|拆|换|查|做|手术|复查|发|起|开始|来|起病|停|用|改|因))/dg,
  ],
  // 25.3.8, 25.12.31: a short year with month and day, no section of a paper nor a version
  [
    'date',
    /(?<![\d.a-z§#第章节条表图款版]|(?:version|ver|release|build|版本)[ :.]{0,2})((?:0\d|[1-3]\d)\.(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9]))(?![\d%]|\.\d| ?(?:节|条|款|项|版|章|mg|ml|g|cm|mm|kg|u|h|℃|°)(?![a-z]))/dg,
    /\d\.\d{1,2}\.\d/,
  ],
  // 25/3/12—25/3/20: the second day of a stay
  [
    'date',
    /(?<=\d\/\d{1,2} ?(?:-|–|—|——|~|至|到|to|until|till) ?)((?:\d{2}\/)?(?:1[0-2]|0?[1-9])\/(?:3[01]|[12]\d|0?[1-9]))(?![\d/%])/dg,
    /\/\d{1,2} ?[-–—~至到tu]/,
  ],
  // 12-apr, 3-may-24
  [
    'date',
    new RegExp(`(?<![a-z\\d.-])(\\d{1,2}-${MONTH}(?:-(?:\\d{4}|\\d{2}))?)(?![a-z\\d]|-[a-z])`, 'dg'),
    /\d-[a-z]/,
  ],
  // 昆明/普外科/4.12: the day behind who signs
  [
    'date',
    /[/／|｜] ?(?:[\u4e00-\u9fff]{1,8}|icu|ccu) ?[/／|｜] ?((?:1[0-2]|0?[1-9])[./-](?:3[01]|[12]\d|0?[1-9]))(?=[。\n ]|$)/dg,
    /[/／|｜]/,
  ],
  // 2025年3月上旬
  ['date', /((?:19|20)\d\d ?年 ?\d{1,2} ?月份?(?:上旬|中旬|下旬|初|底|末))/dg, /月份?[上中下初底末]/],
  // 末次月经2.14, 预产期11-21, 术日03-12: month and day behind what has a day
  [
    'date',
    /(?:末次月经|末经|预产期|lmp|edc|edd|术日|手术日|入院日|出院日|生日)(?:日期|时间|为|是|于)?[ :：]{0,2}((?:1[0-2]|0?[1-9])[.-](?:3[01]|[12]\d|0?[1-9]))(?![\d%.-]| ?(?:mg|ml|cm|mm|kg|周|天|w))/dg,
    /月经|末经|预产|lmp|ed[cd]|[术院生]日/,
  ],
  [
    'date',
    /(?:拆线|拔管|复诊|复查|换药|随访|预约|起病|发病|住院|入院|出院)(?:日期|时间|于)?[ :：]{0,2}((?:1[0-2]|0[1-9])-(?:3[01]|[12]\d|0[1-9]))(?![\d%.-])/dg,
    /\d-\d/,
  ],
  // 12日夜间突发: a day of this month at the beginning of a clause
  [
    'date',
    /(?<=^|[，,。；;\n]|(?<![第后])[于自从至到]|本月|上月|当月)((?:3[01]|[12]\d|[1-9])[日号])(?=夜间|夜里|晚上?|凌晨|清晨|晨|上午|下午|中午|早上|早晨|傍晚|白天)/dg,
    /\d[日号]/,
  ],
  // next appt the 21st, sutures out 22nd
  [
    'date',
    /(?<![a-z])(?:appt|appointment|clinic|review|due|booked|back|out|op|surgery|discharge[sd]?|scan|next|home|theatre|seen|since|until|til|by|from)(?: on| for| is)? ((?:the )?(?:3[01]|[12]?\d)(?:st|nd|rd|th))(?=[.,;)]|$| at \d| am| pm)/dg,
    /\d(?:st|nd|rd|th)/,
  ],
  // 03/14 ed visit: at the beginning of a row
  [
    'date',
    /(?<=^|\n)((?:0[1-9]|1[0-2])\/(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])\/(?!12)(?:0[1-9]|1[0-2]))(?=[ :][ a-z])(?! (?:mmhg|kpa|right|left|bilat))/dg,
    /\d\/\d/,
  ],
  // 1988-02生: a month of a year with the birth beside it
  [
    'date',
    /((?:19|20)\d\d[-./](?:1[0-2]|0?[1-9]))(?=[ ,，]?(?:月)?(?:出?生|born))|(?:出生|生于|born)(?:年月|日期)?[ :：]{0,2}((?:19|20)\d\d[-./](?:1[0-2]|0?[1-9]))(?![\d./-])/dg,
    /生|born/,
  ],
  // on 3 may
  [
    'date',
    /(?<![a-z])(?:on|by|from|until|till|since|due|seen|admitted|discharged|dated?)[ :]{1,2}(?:the )?(\d{1,2}(?:st|nd|rd|th)?(?: of)? may)(?![a-z]| (?:be|not|need|have|help|cause|require|take|lead|go|start|stop|repeat|use|also)(?![a-z]))/dg,
  ],
  // edd may 10
  [
    'date',
    /(?<![a-z])(?:edd|lmp|due|on|since|until|by|from|appt|seen|reviewed?|born|died|admitted|dated?|discharged?|booked(?: for)?|next)[ :]{1,2}(may \d{1,2}(?:st|nd|rd|th)?)(?![\d:.%]| ?(?:mg|ml|units?|be|not|need|days?|weeks?)(?![a-z]))/dg,
  ],
  // 五八年三月, 〇四年腊月初八: a year in two Han numerals with its month
  [
    'date',
    /(?<![〇零○一二三四五六七八九十\d第])([〇零○一二三四五六七八九]{2}年(?:农历|阴历)?(?:[一二三四五六七八九十正冬腊元]{1,2}|\d{1,2})月(?:底|初(?![一二三四五六七八九十])|中旬|上旬|下旬|[初十廿卅二三]?[一二三四五六七八九十]{1,2}[日号]?)?)/dg,
  ],
]

/** Days that are written in words, in English and in Han numerals of two digits. Linear in the length of the text. */
export function findSpelledDates({ text }: FoldedText): FoundIdentifier[] {
  return byForms(text, FORMS)
}

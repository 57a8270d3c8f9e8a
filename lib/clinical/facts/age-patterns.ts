import { HEADERS, LEADING, ONES, TENS } from '@/lib/clinical/facts/age-headers'
import type { FactOf } from '@/lib/clinical/contract'

export type AgeUnit = FactOf<'age'>['unit']

const N = '(\\d[\\dol]{0,2}|[一二三四五六七八九十两廿卅]{1,4})'
const SEX = '(男|女|male|female|ma1e|fema1e|man|woman|boy|girl|gentleman|gent|lady|m|f)'
const PERSON = '(male|female|man|woman|boy|girl|gentleman|gent|lady)'
const YEARS = '(?:yrs?|years?|y/o|yo|y\\.o\\.?|y)(?:[- ]?olds?)?'

/** A header that gives an age, to be tried at one place. */
export interface AgePattern {
  pattern: RegExp
  /** The units it may begin with; a number where it is missing. */
  at?: string
  /** Which groups hold the number, a second number in a smaller unit, and the sex. */
  number: number
  unit: AgeUnit
  part?: { group: number; unit: AgeUnit }
  /** The number counts tens: 七旬. */
  tens?: true
  sex?: number
  weak?: boolean
  /** The letters M and F count only as capitals. */
  capital?: boolean
  /** It opens a line or a field. */
  headed?: true
}

/** The headers of Chinese and English notes, tried in order at each place: compound ages go first. */
const PATTERNS: readonly AgePattern[] = [
  ...LEADING,
  {
    pattern: new RegExp(`${N}岁(?:零|又)?${N}个?月(?!前|余|来)`, 'y'),
    number: 1,
    unit: 'year',
    part: { group: 2, unit: 'month' },
  },
  { pattern: new RegExp(`${N}(?:多|余|来|几)?[+＋]? ?(?:周)?岁(半)?`, 'y'), number: 1, unit: 'year' },
  {
    pattern: new RegExp(`${N}个?月(?:零)?${N}[天日](?=[男女龄大])`, 'y'),
    number: 1,
    unit: 'month',
    part: { group: 2, unit: 'day' },
  },
  {
    pattern: new RegExp(`${N}(?:个月|月)(?:龄|大|(?=[男女](?:婴|童|孩|患|性|,|，)))`, 'y'),
    number: 1,
    unit: 'month',
  },
  {
    at: '男女',
    pattern: new RegExp(`[男女]性?[ ,，、/]{1,2}${N}[+＋余多]?个?月(?:龄)?(?=[,，、。 /\n]|$)`, 'y'),
    number: 1,
    unit: 'month',
  },
  {
    at: '男女',
    pattern: new RegExp(`[男女]性?[ ,，、/]{1,2}${N}[天日](?:龄)?(?=[,，、。 /\n]|$)`, 'y'),
    number: 1,
    unit: 'day',
  },
  { pattern: new RegExp(`${N}(?:日龄|天龄|天大)`, 'y'), number: 1, unit: 'day' },
  { pattern: new RegExp(`${N}(?:周龄|周大)`, 'y'), number: 1, unit: 'week' },
  { at: '日', pattern: new RegExp(`日龄 ?${N} ?(?:小时|h)`, 'y'), number: 1, unit: 'hour' },
  { at: '日', pattern: new RegExp(`日龄 ?${N} ?[天日d]?`, 'y'), number: 1, unit: 'day' },
  {
    at: '出生',
    pattern: new RegExp(`(?:出生后?|生后)第?${N}(?:小时|h)`, 'y'),
    number: 1,
    unit: 'hour',
    weak: true,
  },
  {
    at: '出生',
    pattern: new RegExp(`(?:出生后?|生后)第?${N}[天日]`, 'y'),
    number: 1,
    unit: 'day',
    weak: true,
  },
  {
    at: '男女',
    pattern: new RegExp(
      `(男|女)性?[ ,，、/:]{0,2}(\\d{1,3})(?=[ ,，、/。;；\\n]|y|$|gcs|因|患|于)(?![ ]?(?:床|年|月|天|次|号|mm|kg|cm|%))`,
      'y',
    ),
    number: 2,
    unit: 'year',
    sex: 1,
  },
  { pattern: /(\d{1,3}) ?\/ ?(男|女)(?=[性 ,，、。;；\n]|$)/y, number: 1, unit: 'year', sex: 2 },
  { at: '五六七八九', pattern: /([五六七八九])旬/y, number: 1, unit: 'year', tens: true },
  {
    at: '我',
    pattern:
      /我(?:家)?(爸爸?|父亲|老公|丈夫|爷爷|外公|姥爷|儿子|哥哥?|弟弟?|妈妈?|母亲|老婆|妻子|奶奶|外婆|姥姥|女儿|姐姐?|妹妹?)[,，]? ?(?:今年|现年)? ?(\d{1,3})(?: ?岁|(?=[,，。；;了\n]))/y,
    number: 2,
    unit: 'year',
    sex: 1,
    weak: true,
  },
  {
    at: 'm',
    pattern:
      /my (dad|father|husband|son|brother|grandad|grandfather|mum|mom|mother|wife|daughter|sister|gran|grandmother)(?:,| is|'s| \() ?(\d{1,3})(?=[,.;) ]|$)(?! ?(?:%|kg|cm|weeks|months|days))/y,
    number: 2,
    unit: 'year',
    sex: 1,
    weak: true,
  },
  {
    pattern: new RegExp(`(\\d{1,2}) ?1/2[- ]year[- ]old(?: ${SEX}\\b)?`, 'y'),
    number: 1,
    unit: 'year',
    part: { group: 0, unit: 'month' },
    sex: 2,
  },
  {
    pattern: /(\d{1,2}) ?(?:years?|yrs?|y) ?(?:and )?(\d{1,2}) ?(?:months?|mths?|mo|m)\b(?! ago)/y,
    number: 1,
    unit: 'year',
    part: { group: 2, unit: 'month' },
  },
  { pattern: new RegExp(`(\\d{1,3})[- ](?:months?)[- ]olds?\\b`, 'y'), number: 1, unit: 'month' },
  { pattern: new RegExp(`(\\d{1,3})[- ](?:weeks?)[- ]olds?\\b`, 'y'), number: 1, unit: 'week' },
  { pattern: new RegExp(`(\\d{1,3})[- ](?:days?)[- ]olds?\\b`, 'y'), number: 1, unit: 'day' },
  { pattern: new RegExp(`(\\d{1,3})[- ]?(?:hours?|hrs?|h)[- ]olds?\\b`, 'y'), number: 1, unit: 'hour' },
  { at: 'd', pattern: /day (\d{1,2}) of life/y, number: 1, unit: 'day' },
  { at: 'd', pattern: /dol ?#?(\d{1,2})\b/y, number: 1, unit: 'day' },
  {
    pattern:
      /(\d{1,2}) ?(?:m\/o|mo|mos|mth|mths)\.?(?:[- ]old)?(?= |[,.;\n]|$)(?! (?:ago|of|hx|history|later|post|follow))/y,
    number: 1,
    unit: 'month',
    weak: true,
  },
  { pattern: /(\d{1,2})[- ](?:wk|wks)[- ]olds?\b/y, number: 1, unit: 'week' },
  { at: '今', pattern: /今年 ?(\d{2,3})(?=[了,，。；; \n]|$)/y, number: 1, unit: 'year' },
  {
    at: 'm',
    pattern:
      /(mr|mrs|ms|miss)\b\.?(?: [^\d\n,.;:]{1,24})?(?:,| is|\.,| \() ?(?:aged |a )?(\d{1,3})(?=[,.);\n]|$| ?(?:yo|y\/o|years?|yrs?|y)\b)/y,
    number: 2,
    unit: 'year',
    sex: 1,
  },
  {
    at: 'as',
    pattern: /(?:age(?:d|\/sex)?|sex) ?[:=]? ?(\d{1,3}) ?(?:y|yrs?|years)? ?[/,] ?(male|female|m|f)\b/y,
    number: 1,
    unit: 'year',
    sex: 2,
  },
  {
    at: 'm',
    pattern: /(mr|mrs|ms|miss)\.? (\d[\dol]{0,2}) ?(?:yo|y\/o|years?|yrs?|y)\b/y,
    number: 2,
    unit: 'year',
    sex: 1,
  },
  { at: 'c', pattern: /chronological(?: age)? (\d{1,2}) months?/y, number: 1, unit: 'month' },
  { pattern: /(\d{1,2})\/12 (?:old )?(?:baby )?(boy|girl|m|f|old)\b/y, number: 1, unit: 'month', sex: 2 },
  { pattern: /(\d{1,2})\/52 (?:old )?(?:baby )?(boy|girl|old)\b/y, number: 1, unit: 'week', sex: 2 },
  { pattern: /(\d{1,2})\/7 (?:old )?(?:baby )?(boy|girl|old)\b/y, number: 1, unit: 'day', sex: 2 },
  {
    at: 'hs',
    pattern:
      /(he|she)(?:'s| is) (?:now |only )?(\d{1,2}) months?(?! ?(?:of|post|into|since|after|preg|gest))/y,
    number: 2,
    unit: 'month',
    sex: 1,
  },
  {
    at: 'hs',
    pattern: /(he|she)(?:'s| is) (?:now |only )?(\d{1,2}) weeks? old/y,
    number: 2,
    unit: 'week',
    sex: 1,
  },
  {
    at: 'tfsneo',
    pattern: new RegExp(
      `((?:(?:${TENS})[- ]?)?(?:${ONES})|${TENS})[- ]years?[- ]olds?(?: ${PERSON}\\b)?`,
      'y',
    ),
    number: 1,
    unit: 'year',
    sex: 2,
  },
  {
    at: 'gmwl',
    pattern: new RegExp(`${PERSON} in (?:his|her) [a-z]{4,9} \\((\\d{2,3})\\)`, 'y'),
    number: 2,
    unit: 'year',
    sex: 1,
  },
  {
    at: 'mfgbwl',
    pattern: new RegExp(`${PERSON} ?(?:,? aged ?|[ (])(\\d{1,3})(?=[,.;)\n]|$| y)`, 'y'),
    number: 2,
    unit: 'year',
    sex: 1,
  },
  {
    pattern: new RegExp(`(\\d[\\dol]{0,2})[- ]?${YEARS}[ ,，、/|)(-]{0,3}${SEX}(?![a-z])`, 'y'),
    number: 1,
    unit: 'year',
    sex: 2,
  },
  {
    at: '男女mfgbwl',
    pattern: new RegExp(`${SEX}[ ,，、/:|·-]{1,3}(\\d{1,3}) ?${YEARS}\\b`, 'y'),
    number: 2,
    unit: 'year',
    sex: 1,
  },
  { pattern: new RegExp(`(\\d[\\do]{0,2})[- ]?(?:yrs?|years?)[- ]olds?\\b`, 'y'), number: 1, unit: 'year' },
  { pattern: /(\d{1,3}) ?(?:y\/o|yo|y\.o\.)(?![a-z])/y, number: 1, unit: 'year' },
  {
    pattern:
      /(\d[\dol]{0,2}) ?(?:yrs?|y)(?=[,.;/) ，。\n]|$)(?! (?:of|on|ago|since|history|post|after|hx|follow))/y,
    number: 1,
    unit: 'year',
    weak: true,
  },
  {
    at: 'a年岁y',
    pattern:
      /(?:aged|age(?: ?\((?:yrs?|years?|y)\))? ?:?|(?:年龄|岁数|年纪|年岁) ?(?:\(岁\))? ?[】\]〕]? ?:?|years of age:?) ?(\d{1,3})(?!\d|\.\d|\+| ?(?:month|week|day|mo\b|wk|岁|周|个?月|天|日))/y,
    number: 1,
    unit: 'year',
  },
  { pattern: /(\d{1,3}) years of age/y, number: 1, unit: 'year' },
  {
    at: 'glmw',
    pattern:
      /(gentleman|lady|man|woman|lad|lass|boy|girl) of (\d{1,2})\b(?! ?(?:months|weeks|days|mths|wks))/y,
    number: 2,
    unit: 'year',
    sex: 1,
  },
  {
    at: 'glmw',
    pattern: /(gent|gentleman|lady|man|woman), (\d{2,3})(?=[,.])/y,
    number: 2,
    unit: 'year',
    sex: 1,
  },
  {
    at: 'hs',
    pattern: /(?:he|she)(?:'s| is) (\d{2,3})(?=[,.; ])(?! ?(?:%|kg|cm|weeks|months|days|mmhg))/y,
    number: 1,
    unit: 'year',
  },
  {
    at: 'oncs',
    pattern: /(?:octogenarian|nonagenarian|centenarian|septuagenarian) \((\d{2,3})\)/y,
    number: 1,
    unit: 'year',
  },
  { pattern: /(\d{2,3})[ /]?(m|f)(?![a-z0-9/^²+])/y, number: 1, unit: 'year', sex: 2, capital: true },
  {
    at: 'mf',
    pattern:
      /(m|f)[ ,，、/]{0,2}\??(\d{2,3})(?=[ ,，。.;/y\n]|$)(?! ?(?:%|kg|cm|mm|bpm|\/|h\b|hours?|hrs?|d\b|days?|wks?\b|weeks?|mo\b|months?))/y,
    number: 2,
    unit: 'year',
    sex: 1,
    capital: true,
  },
  {
    at: 'mf',
    pattern: new RegExp(`(male|female)[ ,/:]{1,3}(\\d{1,3})(?=[ ,.;\n]|$)`, 'y'),
    number: 2,
    unit: 'year',
    sex: 1,
  },
  ...HEADERS,
  {
    at: ',.',
    pattern: /[,.] ?(\d{2}), ?(m|f)(?=[.,; \n]|$)/y,
    number: 1,
    unit: 'year',
    sex: 2,
    capital: true,
  },
]
const NUMBERS = '0123456789一二三四五六七八九十两廿卅'
/** The patterns by the unit they begin with, so that most places are passed at once. */
export const AGE_PATTERNS = new Map<string, AgePattern[]>()
for (const one of PATTERNS) {
  for (const unit of one.at ?? NUMBERS) AGE_PATTERNS.set(unit, [...(AGE_PATTERNS.get(unit) ?? []), one])
}

import type { AgePattern } from '@/lib/clinical/facts/age-patterns'

/** English words for tens, and for numbers below twenty. */
export const TENS = 'twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety'
export const ONES =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen'

const WORD = '(male|female|man|woman|boy|girl|gentleman|gent|lady|lad|lass)'
/** Between the fields of a header: `69 / F`, `52Y | M`, `Age / Gender: 37 Years / Female`. */
const APART = '(?: ?[,/|:;·()-] ?| ){0,2}'
/** `~40`, `approx 50`, `c.70`, `aged about 60`. */
const ABOUT =
  '(?:age[d ]*:? ?)?(?:[~≈?]|c\\.? ?|circa |approx(?:imately)?\\.? ?|about |around |roughly |est(?:imated)?\\.? )'
const ENDS = '(?=[,.;)|/\\n]|$)'
const MONTHS = '(?:months?|mths?|mos?|m/o)(?:[- ]olds?)?'
const WEEKS = '(?:weeks?|wks?)(?:[- ]olds?)?'
const DAYS = '(?:days?|d)(?:[- ]olds?)?'
const NOT_BEHIND = '(?! ?(?:%|kg|cm|mm|mg|ml|bpm|hours?|hrs?|days?|wks?|weeks?|months?)\\b)'

/** A number with its unit and the sex behind it: `18mo F`, `6 wks F`, `4-month-old (boy)`; a bare letter is a capital. */
const unitThenSex = (units: string, unit: AgePattern['unit']): AgePattern[] => [
  {
    pattern: new RegExp(`(\\d{1,3})[- ]?${units}(?![a-z])${APART}${WORD}(?![a-z])`, 'y'),
    number: 1,
    unit,
    sex: 2,
  },
  {
    pattern: new RegExp(`(\\d{1,3})[- ]?${units}(?![a-z])${APART}(m|f)(?![a-z0-9/^²+])`, 'y'),
    number: 1,
    unit,
    sex: 2,
    capital: true,
  },
]
/** `girl of 9 months`, `boy, 6 weeks`. */
const sexThenUnit = (units: string, unit: AgePattern['unit']): AgePattern => ({
  at: 'mfgbwl',
  pattern: new RegExp(
    `${WORD}(?:,? of |, | \\()(\\d{1,3})[- ]?${units}(?=[,.;()\\n]|$| with| who| from)`,
    'y',
  ),
  number: 2,
  unit,
  sex: 1,
})

/** Headers whose beginning another pattern would take for a whole age: 18mo F; 2y 4/12; 3 1/2 years. */
export const LEADING: readonly AgePattern[] = [
  ...unitThenSex(MONTHS, 'month'),
  ...unitThenSex(WEEKS, 'week'),
  ...unitThenSex(DAYS, 'day'),
  sexThenUnit(MONTHS, 'month'),
  sexThenUnit(WEEKS, 'week'),
  // 2y 4/12; 3 1/2 years; 3.5 yr
  {
    pattern: /(\d{1,2}) ?(?:years?|yrs?|y)[, ]{0,2}(\d{1,2})\/12(?!\d)/y,
    number: 1,
    unit: 'year',
    part: { group: 2, unit: 'month' },
  },
  {
    pattern:
      /(\d{1,2})(?:(?: |-)?1[/⁄]2|\.5)[- ]?(?:years?|yrs?|y)(?:[- ]?olds?)?(?=[ ,.;()\n]|$)(?! (?:ago|of|history|later|since|after|post))/y,
    number: 1,
    unit: 'year',
    part: { group: 0, unit: 'month' },
  },
]

/** Headers in which age and sex stand beside each other without a word between: 老王,58,男; F, thirty-six; boy, 7 months. */
export const HEADERS: readonly AgePattern[] = [
  {
    at: 'mfgbwl',
    pattern: new RegExp(`${WORD}${APART}${ABOUT}(\\d{2,3})(?=[ ,.;)|/\\n]|$)${NOT_BEHIND}`, 'y'),
    number: 2,
    unit: 'year',
    sex: 1,
  },
  {
    at: 'mfgbwl',
    pattern: new RegExp(`${WORD} ?[,/|·(-] ?(\\d{2,3})${ENDS}${NOT_BEHIND}`, 'y'),
    number: 2,
    unit: 'year',
    sex: 1,
  },
  {
    at: 'mfgbwl',
    pattern: new RegExp(`${WORD},? of (\\d{1,3}) ?(?:years?|yrs?)(?! (?:duration|history|standing))`, 'y'),
    number: 2,
    unit: 'year',
    sex: 1,
  },
  {
    at: 'mf',
    pattern: new RegExp(`(m|f)${APART}${ABOUT}(\\d{2,3})(?=[ ,.;)|/\\n]|$)${NOT_BEHIND}`, 'y'),
    number: 2,
    unit: 'year',
    sex: 1,
    capital: true,
  },
  {
    at: 'mf',
    pattern: new RegExp(`(m|f) ?[,/|·-] ?(\\d{2,3})(?= ?[,.;)|/\\n]|$)${NOT_BEHIND}`, 'y'),
    number: 2,
    unit: 'year',
    sex: 1,
    capital: true,
  },
  {
    pattern: /(\d{2,3}) ?[/|-] ?(m|f)(?![a-z0-9^²+]|\/(?![a-z]{3}))/y,
    number: 1,
    unit: 'year',
    sex: 2,
    capital: true,
  },
  { at: 'd', pattern: /d(?:ay)?[ #]?(\d{1,2}) of life/y, number: 1, unit: 'day' },
  { at: 'b', pattern: /baby (boy|girl), day (\d{1,2})\b/y, number: 2, unit: 'day', sex: 1 },
  // 女婴 7月; 女婴，7月因…: in July, not seven months old
  {
    at: '男女',
    pattern:
      /([男女])(?:婴|童|孩|宝)[ ,，、/]{0,2}(\d{1,2})[+＋余多]?个?月(?![\d份初中底上下旬日号因入以起间至])/y,
    number: 2,
    unit: 'month',
    sex: 1,
  },
  // 我家宝宝8个月，…
  {
    at: '宝娃孩婴患',
    pattern:
      /(?:宝宝|宝贝|娃娃?|孩子|婴儿|患儿)[,， ]?(?:现在?|才|刚|今年|已)?(\d{1,2}|[一二三四五六七八九十]{1,2})个(?:多|半)?月(?:大|龄|零|了)?(?=[,，。男女 \n]|$)/y,
    number: 1,
    unit: 'month',
    weak: true,
  },
  // 年四十五; 年廿八
  {
    at: '年',
    pattern: /年(?:方|约|近|逾)?([一二三四五六七八九十廿卅]{1,4})(?=[,，。；;\n]|$)/y,
    number: 1,
    unit: 'year',
  },
  { pattern: /(\d{2,3})[,，] ?(男|女)(?=[性,，。;； \n]|$)/y, number: 1, unit: 'year', sex: 2, headed: true },
  // 66/Chi/M: the race between age and sex, as in Singapore.
  {
    at: '123456789',
    pattern: /(\d{1,3})[/ ](?:chi?|mal|ind|eur|cau|oth|chinese|malay|indian|others?)[/ ](m|f)(?![a-z])/y,
    number: 1,
    unit: 'year',
    sex: 2,
  },
  {
    at: ',，',
    pattern: /[,，] ?(\d{1,3})[,，] ?(男|女)(?=[性,，。;； \n]|$)/y,
    number: 1,
    unit: 'year',
    sex: 2,
  },
  {
    at: '老大阿',
    pattern:
      /(老太太?|老奶奶|老妇|阿婆|大妈|大娘|老头|老汉|老大?爷|大爷|老翁|老伯|老先生)[,， ]{0,2}(\d{2,3})(?=[,，。;； \n]|$)/y,
    number: 2,
    unit: 'year',
    sex: 1,
  },
  {
    at: 'mfgbwl',
    pattern: new RegExp(`(male|female|m|f)[ ,/]{1,2}((?:${TENS})(?:[- ](?:${ONES}))?)(?=[,.; \n]|$)`, 'y'),
    number: 2,
    unit: 'year',
    sex: 1,
    capital: true,
  },
  {
    at: 'gmwl',
    pattern: /(gentleman|lady|man|woman) in (?:his|her) (?:\d0'?s|[a-z]{3,5}[- ][a-z]{4,9}) \((\d{2,3})\)/y,
    number: 2,
    unit: 'year',
    sex: 1,
  },
  {
    at: 'mpe',
    pattern:
      /(mr|mrs|ms|miss|mdm|madam|mme|puan|encik)\b\.?(?: (?:[a-z]\.? ?){0,3}[^\d\n,.;:()]{0,24})?(?:,| is|\.,| -| \() ?(?:aged |a )?(\d{1,3})(?=[,.);\n]|$| [-/|]| ?(?:yo|y\/o|years?|yrs?|y)\b)/y,
    number: 2,
    unit: 'year',
    sex: 1,
  },
  {
    at: 'mfgb',
    pattern:
      /(male|female|girl|boy|m|f)[ ,/]{1,2}(\d{1,2}) ?(?:months?|mths?|mo)(?: old)?(?=[,.;() \n]|$)(?! (?:ago|of|hx|history|later|post|follow|into))/y,
    number: 2,
    unit: 'month',
    sex: 1,
  },
  {
    pattern: /(\d{1,2}) ?(m|f) \((?:\d{1,2}) ?(?:years?|yrs?|y)\)/y,
    number: 1,
    unit: 'year',
    sex: 2,
  },
]

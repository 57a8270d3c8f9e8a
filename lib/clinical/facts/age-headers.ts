import type { AgePattern } from '@/lib/clinical/facts/age-patterns'

/** English words for tens, and for numbers below twenty. */
export const TENS = 'twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety'
export const ONES =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen'

/** Headers in which age and sex stand beside each other without a word between: 老王,58,男; F, thirty-six; boy, 7 months. */
export const HEADERS: readonly AgePattern[] = [
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

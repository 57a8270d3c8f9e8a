import type { FoldedText } from '@/lib/clinical/text/fold-text'
import { byForms, type Form } from '@/lib/privacy/by-forms'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import { oneOf } from '@/lib/privacy/one-of'
import words from '@/lib/privacy/ward-forms.json'

/** 床旁, 床头柜, 床上: the furniture, unless a part of the body or a time begins there (床头晕, 床上午, 床下肢). */
const FURNITURE =
  '(?!旁|边|单|垫|铺|栏|位(?!于)|头(?![晕痛疼昏皮部颈孢])|上(?![官午周次月腹肢消呼级报感])|下(?![午周次月肢腹消])|面(?![部色瘫肿]))'
/** 感染科, 骨二科, 老年科特需, 心内科监护室: the department in front of its bed. */
const DEPARTMENT = `${oneOf(words.departments)}[一二三四五六七八九十]?科?`
const PART = oneOf(words.parts)
/** 感染科|12床, 老年科特需|3床, 抢救室2室|6床: where a bed with its number stands behind. */
const BEFORE_BED = new RegExp(
  `((?:${DEPARTMENT}${PART}?|${PART})(?:第?\\d{1,2}(?:室|区|组|间))?(?:特需|监护|抢救|留观|隔离)?)(?=(?:[a-z]-?)?[+加]?\\d{1,3}(?:-\\d{1,2})?[a-z]? ?号?床${FURNITURE})`,
  'dg',
)
/** Bay B, ward 5, level 3: a part of a house with its letter or number. */
const SPACE =
  '(?:ward|unit|wing|block|tower|level|floor|zone|pod|bay|room|rm\\.?|side ?room|cubicle|bed ?space|bed|cot|chair|trolley|incubator|station)'
const MARK = '(?:no\\.? ?)?#?(?:\\d{1,4}[a-z]?|[a-z]\\d{0,3})(?![a-z\\d])'

const FORMS: readonly Form[] = [
  // 3床上腹痛, 加2床头晕: a bed before what its patient has
  [
    'bed',
    new RegExp(
      `(?<![\\d第.a-z/共设有约近编制放开])((?:加|\\+)?\\d{1,3}号?床)(?=[头上下面])${FURNITURE}`,
      'dg',
    ),
    /\d号?床[头上下面]/,
  ],
  // 床位5f-12, 床号:东8-21, 病区b3-07: whatever tells a bed in two parts behind its label
  [
    'bed',
    /(?:床位?号?|床位|病区|病室|房床|房号|位置|机位|舱位|铺位)[ :：#为是]{0,3}((?:[东西南北新老内外]|[a-z]{1,2})?\d{1,3}[a-z]{0,2}[-/]\d{1,3}[a-z]?)(?![\d%.a-z]|-\d)/dg,
    /\d[a-z]{0,2}[-/]\d/,
  ],
  // 日间病房a15, 输液室b3, 观察区c07: a letter with a number behind where one lies
  ['bed', new RegExp(`(${PART}[a-z]-?\\d{1,3}号?位?)(?![\\d.%a-z-])`, 'dg'), /[房室区厅心站][a-z]-?\d/],
  // 3号机位, 5号透析位, 12号暖箱
  [
    'bed',
    /(?<![\d.])(\d{1,3}号(?:机位|透析位|透析机|透析椅|暖箱|温箱|保温箱|辐射台|输液椅|化疗椅|诊床|推床|平车|舱位|铺位|椅位))/dg,
    /\d号/,
  ],
  // 8s-07c, 3e-14a, 7n22-1
  ['bed', /(?<![a-z\d.-])(\d{1,2}(?:n|s|e|w|ne|nw|se|sw)-?\d{1,3}(?:-?[abc]|-\d{1,2}))(?![a-z\d-])/dg],
  // ward 5, bay b, bed 4; level 4 room 12/2; bay 3 bed c
  [
    'bed',
    new RegExp(`(?<![a-z])(${SPACE} ?${MARK}(?:[, /;-]{1,3}${SPACE} ?${MARK}){1,3})`, 'dg'),
    /(?:bed|bay|room|rm|cot|chair|cubicle|space|trolley|incubator|station) ?[a-z\d#]/,
  ],
  // ward 7c/12, bed 12/3 behind its word
  [
    'bed',
    /(?<![a-z])(?:ward|unit|room|rm|loc(?:ation)?|bed)[ :#]{1,3}(\d{1,2}[a-z]\/\d{1,3}[a-z]?|[a-z]\d{1,2}\/\d{1,3})(?![\d/%])/dg,
    /[a-z]\d{1,2}\/\d|\d[a-z]\/\d/,
  ],
  // 4 west rm 412-2, 6 south, bed 14
  [
    'bed',
    /(?<![\d.a-z])(\d{1,2} ?(?:north|south|east|west),? (?:room|rm\.?|bed|bay) ?[a-z]?\d{1,4}(?:-?[a-z\d]{1,2})?)(?![a-z\d])/dg,
    /(?:room|rm|bed|bay)/,
  ],
  // room 512 window bed, 214 door
  [
    'bed',
    /(?<![a-z])((?:room|rm\.?) ?\d{2,4},? (?:window|door|middle|near|far|left|right)(?: (?:bed|side))?)(?![a-z])/dg,
    /(?:room|rm)/,
  ],
]

/** Beds that are told in several parts: the department or the ward, its room, the bed. Linear in the length of the text. */
export function findBedRows({ text }: FoldedText): FoundIdentifier[] {
  const wards = byForms(text, [['bed', BEFORE_BED, /\d[a-z]? ?号?床/]]).map((one) => ({
    ...one,
    as: 'ward' as const,
  }))
  return [...wards, ...byForms(text, FORMS)]
}

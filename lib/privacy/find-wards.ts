import type { FoldedText } from '@/lib/clinical/text/fold-text'
import { byForms, type Form } from '@/lib/privacy/by-forms'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import { oneOf } from '@/lib/privacy/one-of'
import words from '@/lib/privacy/ward-forms.json'

const HAN_NUMBER = '[一二三四五六七八九十]{1,3}'
const NUMBER = `(?:\\d{1,2}|${HAN_NUMBER})`
const SIDE = '[东西南北]'
const DEPARTMENT = `${oneOf(words.departments)}科?`
/** What tells one ward from the next: 二, 12, 7a, b5, 东. */
const MARK = `(?:第?${NUMBER}[a-z]?|[a-z]\\d{0,2}|${SIDE}\\d{0,2})`
/** 各, 12个 and 同一 in front: no ward of its own. */
const COUNTED = '(?<![\\d.a-z各每几数多共有约设同任另某统])'
const BUILDING = `(?:(?:${oneOf(words.buildings)}|${SIDE}|[a-z]\\d?|${NUMBER}号?|${DEPARTMENT})(?:院区|大楼|号楼|楼|座|栋|幢|区|部)|住院部|门诊部)`
/** Units of which a hospital calls the second 骨二 or 心二. */
const SHORT_UNIT = oneOf(`${words.departments} ${words.shortUnits}`)
const FLOOR = `第?${NUMBER}(?:楼层|楼|层|f)(?:[东西南北]侧?|[a-d](?![a-z]))?`
/** Not 房颤, 室性, 室上: the heart has chambers too. */
const ROOM_HEAD = '号?病?(?:房(?![颤扑速性早缺水室角]|间隔)间?|室(?![颤扑速性早缺间上壁内率水温]))'
const ROOM = `[a-z]?\\d{3,4}[a-z]?${ROOM_HEAD}`

/** Wards and rooms with their head, for a ward that is called 二 is nothing without it. */
const WARDS = (
  [
    // 呼吸二病区, 5病区, 7a病房, 精神科男病区
    [
      `${COUNTED}((?:${DEPARTMENT}(?:${MARK}|[男女])|${MARK})(?:病区|病房|病室|护理单元))`,
      /病区|病房|病室|护理单元/,
    ],
    // 神经外科三区, 骨科二区, 普外1区
    [`(${DEPARTMENT}(?:第?${NUMBER}|${SIDE})(?:区(?![域别间分段])|组(?![织胚合分患])))`, /[区组]/],
    // 外三科, 心内一科, 呼吸二 12床
    [
      `(?<![院体室国之以])(${DEPARTMENT.replace('科?', '')}第?${HAN_NUMBER}(?:科(?![室学普主])|(?=[ /-]?\\+?\\d{1,3}床)))`,
      /[一二三四五六七八九十](?:科|[ /-]?\+?\d{1,3}床)/,
    ],
    // 骨二请会诊, 转神外二: the unit alone before what a unit does, or behind a way to it
    [
      `(?<![\\u3400-\\u9fff\\d](?<![转请由从到在往回住送去与和跟]))(${SHORT_UNIT}[一二三四五六七八九])(?=${words.unitDoes}|[,，。;；、:)]|$|\n)`,
      /[一二三四五六七八九]/,
    ],
    // 12f东, 7楼东区, 内分泌12楼西区, 呼吸科11f: a floor with its side or its department, or before a bed
    [
      `${COUNTED}((?:${DEPARTMENT})?\\d{1,2}(?:楼层|楼|层|f)(?:[东西南北]侧?|[a-d](?![a-z]))(?:病?区|[侧段部])?)`,
      /\d(?:楼|层|f)/,
    ],
    [`(${DEPARTMENT}\\d{1,2}(?:楼层|楼|层|f))(?![a-z])`, /\d(?:楼|层|f)/],
    [`(?<![\\d.a-z])(\\d{1,2}(?:楼|层|f)|\\d{1,2}[a-d])(?=[ /-]{0,2}\\+?\\d{1,3}号?床)`],
    // 特需12号房, vip3, ldr2间, 走廊加3
    [
      '(?<![a-z\\d])((?:特需|贵宾|干部|vip|ldr|单人|双人|三人|隔离|负压|待产|家庭)-?(?:病?房|室|间)?[ -]?[a-z]?\\d{1,3}(?:号(?:病?房|室|间|床)?|病?房|室)|ldr-?\\d{1,2}间)',
      /特需|贵宾|干部|vip|ldr|人|隔离|负压|待产|家庭/,
    ],
    ['(?<![a-z\\d])((?:vip|ldr)-?\\d{1,3})(?![\\d.%a-z])', /vip|ldr/],
    ['((?:走廊|过道|大厅|楼道)加?[ -]?\\d{1,2}(?:号|床)?)(?![\\d.%米个张人])', /走廊|过道|大厅|楼道/],
    ['((?:日间|化疗|输液|透析)(?:病房|中心|室)[ -]?\\d{1,3}号?椅)', /椅/],
    // vip2房, 306房
    [`(?<![\\d.a-z])((?:vip|特需|单|双|套)-?\\d{1,3}(?:房|室|间|套))`],
    // 住院部b座11楼1105房, 东区8楼, b区13楼1302室: a building with its floor, or a floor with its room
    [
      `${COUNTED}(${BUILDING}{1,3}${FLOOR}(?:${ROOM})?|${FLOOR}${ROOM})`,
      /[\d一二三四五六七八九十](?:楼|层|f)/,
    ],
    // 特需病房7号, 感染科负压病房2
    [
      `${COUNTED}((?:${DEPARTMENT})?(?:特需|负压|隔离|单人|双人|普通|日间|vip)?病房[ -]?\\d{1,3}号)`,
      /病房[ -]?\d/,
    ],
    [
      `((?:特需|负压|隔离|单人|双人|日间|vip)病房[ -]?\\d{1,3})(?![\\d.%天日人例张间个床次号])`,
      /病房[ -]?\d/,
    ],
    // a栋1202, 7号间
    ['(?<![\\da-z])((?:[a-z]|\\d{1,2}号?)(?:栋|座|幢)\\d{3,4})(?![\\d.])'],
    ['(?<![\\d.])(\\d{1,2}号(?:手术)?间)'],
    // 5诊室, b超3室, 7a护士站
    [
      `${COUNTED}(${MARK}f?号?(?:诊室|诊间|诊区|手术间|术间|护士站|护士台))`,
      /诊室|诊间|诊区|术间|护士站|护士台/,
    ],
    // 5病区502-2
    ['(?<=病区|病房|楼|层|[区室] ?)(\\d{2,4}-\\d{1,2})(?![\\d-])'],
    // r312房
    [`(?<![\\d.a-z-])(${ROOM})`],
    // c区305住员, 3区12-1室: a part of the house with its room
    [
      `${COUNTED}((?:[a-z]|${NUMBER}|${SIDE})(?:区|院|栋|座|楼) ?-?[a-z]?\\d{2,4}(?:-\\d{1,2})?(?:室|房|号)?)(?=[,，。;；、)\\n ]|$|住|的|入|老|患|病|居|长者|床|护|请|来|呼|家|主|现|今|昨|发|诉)`,
      /[区院栋座楼] ?-?[a-z]?\d{2}/,
    ],
    // 2区15床
    [`${COUNTED}((?:[a-z]|${NUMBER}|${SIDE})区)(?=[ /,-]?\\+?\\d{1,3}号?床)`],
    [
      `(?:科室|病区|科别|所在科|病房|护理单元)[: ]{1,2}(${DEPARTMENT}第?${NUMBER}|[a-z]?\\d{1,3}[a-z]?(?:-\\d{1,3})?)(?=[^\\u4e00-\\u9fffa-z\\d.]|$|科|区|病区)`,
      /(?:科室|病区|科别|所在科|病房|护理单元)[: ]/,
    ],
    // tower 3 north, block c level 5, cdu 2 bed 9b
    [
      '(?<![a-z])(?<!(?:nerve|heart|field|plexus|spinal|caudal|bundle|branch|regional|plane|ganglion|av|scalp|digital|sensory|motor|femoral|epidural|iliaca|median|ulnar|beta|cell|trial|study|paraffin|tissue|randomi[sz]ation)[ -])((?:tower|block|wing|building) (?!(?:of|or|at|on|in|is|to|by|as|no|mg|ml)(?![a-z]))[a-z\\d]{1,2}(?! ?(?:ml|mg|mcg|h|hours?|hrs?|min|units?|[:/%-])|[:/%.]\\d)(?:,? (?:level|floor) \\d{1,2}[a-z]?)?(?: (?:north|south|east|west))?)(?![a-z\\d])',
    ],
    [
      '(?<=^|\\n|handover )(\\d{1,2} (?:north|south|east|west))(?= ?(?:$|[\\n,.;:)]|bed|team|nurse|says|rang))',
    ],
    ['(?<![a-z])((?:cdu|amu|mau|sau|ssu|ssw|edu|obs|hdu|acu|eau|asu) \\d{1,2})(?=,? (?:bed|bay|room))'],
    // ward 12 east, to 4 north
    [
      '(?<![a-z])(?:ward|wd|unit|floor|level|l) ?(?:no\\.? ?)?(\\d{1,2}[a-z]? (?:north|south|east|west|[nsew]))(?![a-z])',
    ],
    ['(?<![a-z])(?:to|on|onto|from|at|via) (\\d{1,2} ?(?:north|south|east|west))(?![a-z]| (?:of|side))'],
  ] satisfies (readonly [form: string, needs?: RegExp])[]
).map(([form, needs]): Form => ['bed', new RegExp(form, 'dg'), needs])

/** What every form with this character needs. */
const HAS_BED = /床/
const BEDS = [
  // 普外1区/08床, 急诊留观3床, 透析室6号机
  /(?<=[\u4e00-\u9fff]\/)(\d{1,3}号?床)(?!旁|边|头|上|下|位)/dg,
  // 机位b-12, 3号舱, 透析椅12: where somebody lies or sits by a place with its number
  /(?:机位|铺位|椅位|仓位|舱位|隔间|诊位|透析椅|化疗椅|输液椅|输液位|暖箱|温箱|保温箱|蓝光箱|卡位|隔离舱|病室|寝室|宿舍|房号|室号)(?:号|编号)?[ :：#为是]{0,3}((?=[a-z]{0,2}-?\d)[a-z]{0,2}-?\d{1,4}(?:-\d{1,3})?号?)(?![\d.%℃a-z]|[年月日天次人例个岁])/dg,
  /第(\d{1,3}号?床)(?!旁|边|头|上|下|位)/dg,
  // 床c7, 床 05a, 床b12/3: a letter tells a bed where its number stands behind
  /(?<![\u3400-\u9fffa-z](?<!位于))床[ :#]?([a-z]-?\d{1,3}(?:[/-]\d{1,2})?|\d{1,3}[a-z](?![a-z]))(?![\d.%a-z])/dg,
  // 11f14床, 6楼08床, 加三床
  /(?<=\d(?:f|楼|层))-?(\+?\d{1,3}号?床)(?!旁|边|头|上|下|位|单|垫)/dg,
  /(加[一二三四五六七八九十]{1,3}床)(?!旁|边|头|上|下|位)/dg,
  /((?:走廊|过道)?加床 ?\d{1,2}|(?:走廊|过道)\d{1,2}床|[左右东西南北中前后]\d{1,2}床(?!旁|边|头|上|下|位))/dg,
  /(?<![a-z])(hdu-?[a-z]\d{1,2})(?![a-z\d])/dg,
  new RegExp(
    `((?:${DEPARTMENT})?(?:[epnsrc]?icu|ccu|留观|抢救|监护|观察|重症)室?[ -]?\\+?\\d{1,2}号?床)(?!旁|边|头|上|下|位)`,
    'dg',
  ),
  new RegExp(
    `((?:(?:${DEPARTMENT})?(?:透析|血透|净化)(?:室|中心)|(?<![\\d.]))\\d{1,3}号机)(?![械制构器理会体])`,
    'dg',
  ),
  // eicu-06, not icu 3 天
  /(?<![a-z])((?:[a-z]?icu|ccu|hdu)-\d{1,2})(?![\d%/]|\.\d)/dg,
  // 5w-21, sr2, b14 mr lim
  /(?<![a-z\d.-])(\d{1,2}(?:n|s|e|w|ne|nw|se|sw)-\d{1,3})(?![\d-])/dg,
  // 5n bed 7, b3 bay 2: the ward in front of its bed
  /(?<![a-z\d.-])(\d{1,2}[a-fnsew]|(?!b(?:1|6|12))[a-e]\d{1,2})(?=,? (?:bed|bay|room|rm) ?[a-z]?\d)/dg,
  // room 517-b, 房间508
  /(?<![a-z])(?:room|rm|bed|ward)[ :#]{1,2}(\d{1,4}-[a-z])(?![a-z\d])/dg,
  /房间(?:号)?[ :：]{0,2}([a-z]?\d{1,4}[a-z]?)(?![\d.%℃a-z])/dg,
  // in 4b-12, 7 south bed 22, pod c-4
  /(?<=(?:^|\n|in |to |bed |at |from |on |loc: |loc |\d{6,12} ))(\d{1,2}[a-z]-\d{1,3})(?![\d-])/dg,
  // in w6-21, not in c5-6
  /(?<=(?:^|\n|in |to |bed |at |from |loc: |loc ))([abd-kmnopqruw-z]\d{1,2}-\d{1,2})(?![\d-])/dg,
  // room 412, bed b; in 412a
  /(?<![a-z])(?:room|rm|ward|bay)[ :#]{1,2}(\d{1,4}[a-z]?,? bed [a-z\d]{1,2})(?![a-z\d])/dg,
  /(?<=[a-z] (?:in|from|to) )(\d{3}[a-d])(?=[ .,;:]|$)(?! ?(?:mg|units))/dg,
  /(?<![\u3400-\u9fff])((?:透析?|血透)\d{1,3}号?床)(?!旁|边|头|上|下|位)/dg,
  /(?<![a-z])(?:postnatal|antenatal|maternity|labour|surgical|medical|recovery|rehab\w*|stroke|elderly|children's) ward ([a-h]\d?)(?=[.,;:)\n]|$)/dg,
  /(?<![\d.])(\d{1,2} (?:north|south|east|west))(?=,? bed)/dg,
  /(?<![a-z])(?:pod|bay|zone|cubicle|chair|cube) ([a-z]-?\d{1,2})(?![a-z\d])/dg,
  /(?<![a-z\d])(sr(?:1?\d))(?![a-z\d%/]|\.\d)/dg,
  /(?:^|[\n;.] ?)([a-z]\d{1,2})(?= (?:mr|mrs|ms|miss|mdm|dr)(?![a-z]))/dg,
  // beds 3 and 4, from bed 9 to 17
  /(?<![a-z])beds? (\d{1,3}[a-z]?(?:(?: and| &| to|\/|, ?\d{1,3} (?:and|&)) ?\d{1,3}[a-z]?){1,3})(?= ?[.,;:)—–-]|$| (?:are|is|for|this|today|with|both)(?![a-z]))/dg,
].map((form): Form => ['bed', form, form.source.includes('床') ? HAS_BED : undefined])

/** Wards, floors, rooms and beds by which somebody can be told: their number, letter or side with the department in front. */
export function findWards({ text }: FoldedText): FoundIdentifier[] {
  const wards = byForms(text, WARDS).map((one) => ({ ...one, as: 'ward' as const }))
  return [...wards, ...byForms(text, BEDS)]
}

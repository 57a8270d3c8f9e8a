import type { FoldedText } from '@/lib/clinical/text/fold-text'
import { byForms, type Form } from '@/lib/privacy/by-forms'
import { matchesOf } from '@/lib/privacy/matches-of'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import words from '@/lib/privacy/neighbour-words.json'

const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const DAYS =
  'mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?'

/** Behind the name of a file stands the row that a document was read from. */
const NO_ROW = String.raw`(?<!\.(?:xls[xmb]?|csv|tsv|jsonl?|ndjson|zip)(?![a-z])[^\n]{0,60})`

const HAS_MONTH = /(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/
const HAS_DAY = /(?<![a-z])(?:mon|tue|wed|thu|fri|sat|sun)/

/** What is told by what stands beside it. Every repetition is bounded. */
const FORMS: readonly Form[] = [
  // 身份证后四位4417, 手机尾号 0093
  [
    'id_number',
    /(?:身份证|证件|社保|医保|护照|银行卡|卡号|手机号?|电话|号码|ssn|nhs|mrn)[^\d\n]{0,4}(?:后|末|尾)(?:[四4六6八8三3]|几)?(?:位|号)?(?:数字?)?[ 为是:]{0,2}(\d{3,8}x?)(?!\d)/dg,
  ],
  [
    'id_number',
    /(?:last (?:4|four)(?: of (?:ssn|social|id|mrn|phone))?|ending(?: in)?)[ :#]{1,3}(\d{4})(?!\d)/dg,
  ],
  // 住3幢2单元501
  [
    'address',
    /(?:住|家在|位于|地址|房号)[ :在于是]{0,2}(\d{1,3}(?:幢|栋|号楼|座)(?:\d{1,2}单元)?\d{3,4}室?)(?!\d)/dg,
  ],
  ['bed', /床头卡[ :]{0,2}(\d{1,3})(?!\d)/dg],
  // ext 2219. at the end of a sentence
  [
    'phone',
    /(?<![a-z])(?:ext\.?|extn\.?|extension|bleep|beeper|pager|vocera|spectralink|desk|switchboard|分机|内线|短号|转)[ :#]{0,3}(\d{3,6})(?![\d:%]|\.\d| ?(?:例|个|人|天|h\b|min|mg|ml))/dg,
  ],
  [
    'device',
    /(?<![a-z])(?:serial|s\/n|sn|model|implant|device|udi|ref)(?: (?:no|number|id))?[ .:#]{1,3}([a-z]{0,4}-?\d[\da-z-]{4,20})(?![\da-z])/dg,
  ],
  // Encounter # 8837712, Rx no. 77-12093: whatever the label, behind "no", "id" or a hash.
  [
    'record_number',
    new RegExp(
      String.raw`(?<![a-z])(?!(?:grade|stage|type|phase|class|level|step|table|figure|chapter|version|item|question|guideline|reg(?:imen)?|nct|doi|pmid|isbn|day|week|cycle|dose|lot) )[a-z]{2,14} ?${NO_ROW}(?:#|no\.?|nr\.?|num\.?|number|id|code)[ :#]{0,3}((?=(?:[a-z-]{0,6}\d){5})[a-z]{0,4}-?\d[\da-z]*(?:[-/][\da-z]{1,10}){0,4})(?![\da-z])`,
      'dg',
    ),
  ],
  [
    'record_number',
    new RegExp(String.raw`${NO_ROW}#((?=[a-z-]{0,6}\d)[a-z]{0,4}-?\d{5,12}[a-z]?)(?![\da-z])`, 'dg'),
  ],
  // 市第三人民医院: a hospital by its number.
  ['address', /((?:省|市|区|县)第[一二三四五六七八九十百]{1,3}(?:人民|中心|中医|附属|妇幼|传染病)?医院)/dg],
  // 03/1979: a month of a year.
  ['date', /(?<![\d./-])((?:0?[1-9]|1[0-2])\/(?:19|20)\d{2})(?![\d/])/dg],
  // member ID XEH918273645, group 40021: what stands on the card of an insurer beside its number.
  [
    'account',
    /(?<![a-z])(?:group|grp|rx ?grp|rx ?bin|bin|pcn|rx ?pcn|plan)(?: (?:no\.?|number|id))?[ :#]{1,3}([a-z]{0,4}\d{5,12})(?![\da-z])/dg,
  ],
  // Cot 4, trolley 9, dialysis chair 12: where somebody lies.
  [
    'bed',
    /(?<![a-z])(?:cot|crib|incubator|isolette|bassinet|warmer|trolley|gurney|stretcher|bed ?space|bedspace|recliner|dialysis (?:chair|station)|hallway(?: bed)?|corridor(?: bed)?|hall bed|bay|couch|slot|cube|resus bay|trauma bay|chair)(?: no\.?)? ?#?([a-z]?\d{1,3}[a-z]?)(?![a-z\d%/]|[.:]\d| ?(?:hours?|hrs?|h|days?|weeks?|times|x|min|mins|minutes|patients?|ml|mg|cm|degrees|stands?|reps?|were|are)\b)/dg,
  ],
  // ward C7, wd 14: not ward 12 hours.
  [
    'bed',
    /(?<![a-z-])((?:ward|wd|wards) ?(?:no\.? ?|number )?#?[a-z]?\d{1,3}[a-z]?)(?![a-z\d%/]|[.:]\d| ?(?:hours?|hrs?|h|days?|weeks?|times|x|min|patients?|staff|nurses|beds|rounds?|were|are)\b)/dg,
  ],
  // January 2023 as a month of the course; Tue 3 March; on 2/11
  ['date', new RegExp(`(?<![a-z])((?:${MONTHS})\\.?,? (?:19|20)\\d{2})(?!\\d)`, 'dg'), HAS_MONTH],
  [
    'date',
    new RegExp(
      `(?<![a-z])((?:${DAYS})\\.?,? (?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${MONTHS})(?:,? (?:19|20)\\d{2})?)(?![a-z\\d])`,
      'dg',
    ),
    HAS_DAY,
  ],
  [
    'date',
    new RegExp(
      `(?<![a-z])((?:${DAYS})\\.?,? (?:${MONTHS})\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? (?:19|20)\\d{2})?)(?![a-z\\d])`,
      'dg',
    ),
    HAS_DAY,
  ],
  [
    'date',
    /(?<![a-z])(?:on|since|until|till|from|by|seen|visit|admit(?:ted)?|adm|d\/c|dc'?d?|discharged?|f\/u|appt|due|lmp|edd|dos|done|date|dated|surgery|scan|mri|ct|echo|cxr|labs|last|next|expires?|thru|home|readmitted|transferred|operated|delivered|fell|injury|collapse[sd]?)(?: on| for| of)?[ :]{1,2}(\d{1,2}\/\d{1,2}(?:\/\d{2,4})?)(?![\d/%]| ?(?:mg|ml|mmhg|kpa|units|nrs|points|l\b|r\b|limbs|pain|scale|tablets?|tabs?|of|ampoules?|course|ago|cases|sites))/dg,
  ],
  // cast off 21/6, stent out 14/11: not 5/7, 2/12 or 1/52, which are days, months and weeks
  [
    'date',
    /(?<![a-z])(?:off|out|review|rv|recheck|removed|started|stopped|began|inserted|placed|sited|given|changed|closed|opened|booked|rebooked|moved|til|op|bloods|biopsy|reviewed|clinic|theatre|extubated|intubated)(?: on| for| of)?[ :]{1,2}(?!\d{1,2}\/(?:7|12|52)(?!\d))((?:0?[1-9]|[12]\d|3[01])\/(?:0?[1-9]|1[0-2])(?:\/\d{2,4})?)(?=[,.;)\n]|$| (?:and|with|at|by|after|for|am|pm|under|in)(?![a-z]))/dg,
  ],
  // last Tuesday 12th, seen on the 4th
  [
    'date',
    new RegExp(
      `(?<![a-z])((?:${DAYS})\\.?,? \\d{1,2}(?:st|nd|rd|th))(?![a-z\\d]| (?:day|dose|week|cycle|floor|rib))`,
      'dg',
    ),
    HAS_DAY,
  ],
  [
    'date',
    /(?<![a-z])(?:seen|admitted|discharged|reviewed|operated|fell|booked|due|back|home|transferred|died|born|clinic|theatre)(?: again)? on (the \d{1,2}(?:st|nd|rd|th))(?![a-z\d]| ?(?:day|dose|week|cycle|floor|ward|rib|toe|finger|percentile|attempt|occasion|line|of))/dg,
  ],
  [
    'date',
    new RegExp(`(?<![a-z])((?:${DAYS})\\.?,? \\d{1,2}/\\d{1,2}(?:/\\d{2,4})?)(?![\\d/%])`, 'dg'),
    HAS_DAY,
  ],
  // 于贰零贰肆年拾贰月初九
  [
    'date',
    /([零〇壹贰叁肆伍陆柒捌玖]{2,4}年(?:[零〇壹贰叁肆伍陆柒捌玖拾]{1,3}月(?:初?[零〇壹贰叁肆伍陆柒捌玖拾一二三四五六七八九十]{1,3}[日号]?)?)?)/dg,
  ],
]

const inList = (list: readonly string[]) => list.join('|')
/** 在宁波港上班, 给城南菜场送货: where somebody works or learns, whatever it is called. */
const AT_WORK = new RegExp(
  `(?:在|于|就职|任职|供职|受雇于|退休于|毕业于|就读于|来自|是|系)((?!${inList(words.notPlaces)})[\\u4e00-\\u9fff\\da-z]{2,14}?)(?=(?:的)?(?:${inList(words.work)}))`,
  'dg',
)
/** 供职于蓝海测绘院，: whoever employs stands behind such a word up to a mark. */
const EMPLOYED =
  /(?:供职于?|任职于|就职于?|受聘于|受雇于|服务于|效力于|挂靠于|(?:工作单位|单位|就读学校|学校|雇主|现单位|原单位)(?=[:：])) ?[:：]? ?([\u4e00-\u9fff\da-z()]{3,18}?)(?=[,，。;；、\n ]|$)/dg
const GENERAL = new RegExp(`^(?:${inList(words.general)})+$`)

/** What is said of an employer that is not told. */
const NO_EMPLOYER =
  /^(?:不详|未知|无|保密|退休|待业|失业|务农|农民|自由职业|个体|同前|同上|略|未提供|未填|事业单位|企业|私企|国企|外企|某|当地|外地|离退|家务|打零工|面积|体重|时间|剂量|换算|体表|毫|克|重量|浓度|国际)/
function* atWork(text: string): Generator<FoundIdentifier> {
  for (const match of matchesOf(text, AT_WORK)) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    if (!GENERAL.test(match[1] ?? '')) yield { kind: 'address', from, to, confidence: 'likely' }
  }
  for (const match of matchesOf(text, EMPLOYED)) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    const general = GENERAL.test(match[1] ?? '') || NO_EMPLOYER.test(match[1] ?? '')
    if (!general) yield { kind: 'address', from, to, confidence: 'likely' }
  }
}

/**
 * What only its neighbours give away: ends of numbers, numbers behind any label, days without a year, and where somebody works.
 * Linear in the length of the text.
 */
export function findNeighbours({ text }: FoldedText): FoundIdentifier[] {
  return [...byForms(text, FORMS), ...atWork(text)]
}

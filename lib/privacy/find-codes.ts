import { matchesOf } from '@/lib/privacy/matches-of'
import type { FoldedText } from '@/lib/clinical/text/fold-text'
import { byForms, type Form } from '@/lib/privacy/by-forms'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'

/** A trial, a paper, a sequence or a count of copies has long numbers that name nobody. */
const NOBODY =
  /(?:nct|pmid|pmcid|doi|isbn|issn|isrctn|chictr|genbank|snomed|sctid|loinc|omim|orpha|序列|dna|rna|拷贝|载量|准字|批号|批次|货号|文号|版本|标准|chr|约|达|[×x*^.,/:=<>~-])[\s:(]{0,2}$/
const UNIT =
  /^ {0,2}(?:iu|u\/|u(?![a-z])|copies|cps|拷贝|\/|×|\*|个|ml|mg|ug|μg|ng|g\/|kg|mmol|μ|%|\.\d|,\d|单位|万|亿|元|x10|cells|bp|kb|次|例|人|年|月|日|岁|~|-\d)/
const ROUND = /0{3,}$/
const DAY = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/

/** Eight digits and more that count, measure and cite nothing are the number of somebody, whatever is said of them. */
const BARE = /(?<![\da-z_.-])(\d{8,20}x?)(?![\da-z_])/g
function* bareNumbers(text: string): Generator<FoundIdentifier> {
  for (const { 1: code = '', index: from } of matchesOf(text, BARE)) {
    const to = from + code.length
    const other = ROUND.test(code) || DAY.test(code) || UNIT.test(text.slice(to, to + 8))
    if (other || NOBODY.test(text.slice(Math.max(0, from - 10), from))) continue
    yield { kind: 'record_number', from, to, confidence: 'likely' }
  }
}

const NUMBERED =
  '(?:(?:card|no\\.?|nr\\.?|num\\.?|number|id|ref|file|licen[cs]e|permit)|(?:chi|nhs|mrn|hosp|crn|urn|nhi|hcn|emrn|unit) ?(?:no\\.?|number|#)?)'
/** Card 6039-481-772-kb, hosp number r 772 418, chi no 120341 5678: groups of digits behind what tells a number, six at least. */
const GROUPED = new RegExp(
  `(?<![a-z])${NUMBERED}[ :#.]{1,3}((?=(?:[^\\d\\n]{0,5}\\d){6})[a-z]{0,4}[ -]?\\d{2,8}(?:[ -]\\d{2,8}){1,4}(?:[ -]?[a-z]{1,2})?)(?![\\da-z/%])(?! ?(?:mg|ml|mmhg|units?|bpm))`,
  'dg',
)
/** Hosp no 0048/22. */
const STROKED =
  /(?<![a-z])(?:hosp(?:ital)?|file|case|record|mrn|unit|patient|reg(?:istration)?|ward|admission|folder|chart|opd|ipd|ip|op|hn|crn)\.? ?(?:no\.?|number|num|#|nr\.?)[ :#.]{0,3}([a-z]{0,4}\d{2,8}\/\d{2,8}(?:\/\d{2,6})?)(?![\d/])/dg
const FORMS: readonly Form[] = [
  ['record_number', GROUPED],
  ['record_number', STROKED],
  // oct_40211_os, not nm_000059
  [
    'record_number',
    /(?<![\da-z_.-])((?!(?:n[cgmprtw]|x[mpr]|chr|rs|hsa|ens[a-z]{0,2})_)[a-z]{1,6}\d{0,4}_\d{3,10}(?:_[a-z\d]{1,8}){0,3})(?![\da-z_]|\.\d)/dg,
  ],
  // ID band 00981
  [
    'record_number',
    /(?<![a-z])(?:id |name |patient )?(?:band|wristband|bracelet|id label|sticker)(?: (?:no\.?|number|reads?))?[ :#]{1,3}([a-z]{0,3}\d{5,12})(?![\da-z]|\.\d)/dg,
  ],
  // file 0048/22
  [
    'record_number',
    /(?<![a-z])(?:file|folder|mrn|chart|uhid|hn)[ :#]{1,3}(\d{3,8}\/\d{2,4})(?![\d/]|\.\d)/dg,
  ],
  // Patient ID = 77-A-1203, NMC PIN 98I1234E
  [
    'record_number',
    /(?<![a-z])(?:(?:patient|pt|hospital|hosp|case|study|lab|sample|order|visit)[ _-]?(?:id|no\.?|number|ref)|mrn|pin|nmc(?: pin)?) ?[=:#]?[ ]?(?!(?:19|20)\d\d(?![\da-z-]))((?=(?:[a-z-]{0,5}\d){3})[a-z\d]{1,6}(?:-[a-z\d]{1,8}){0,3})(?![a-z\d-])/dg,
  ],
  // 病理24-10293, 241-D-11823
  [
    'record_number',
    /(?:病理|影像|检查|检验|标本|内镜|住院|门诊|病案|超声|细胞|骨髓|放射)[ :]{0,2}(\d{2}-\d{4,8}|[a-z]{1,3}-?\d{5,12})(?!\d|\.\d)/dg,
  ],
  ['record_number', /(?<![\da-z-])(\d{2,4}-[a-z]-\d{3,8})(?![\da-z-])/dg],
  // 罗天明 21床 1078233
  ['record_number', /床[ ,，/|]{1,3}(\d{6,10})(?![\d.:%/-]| ?(?:ml|mg|iu|u\/|copies|拷贝))/dg],
  // Spec 26L-0098834, ED no E26/81407, Plan ID BCX 20917740
  [
    'record_number',
    /(?<![a-z])(?:spec(?:imen)?|sample|accession|acc|req(?:uest)?|csn|fin|har|(?:ed|a&e|ae|triage|attendance|plan|claim|auth) ?(?:no\.?|number|id|#))[ :#]{1,2}((?=(?:[a-z /-]{0,5}\d){5})[a-z]{0,3}(?: (?=\d{6}))?\d{1,4}(?:[a-z]?[/-]\d{3,9}(?:-\d{1,4})?|[a-z]?\d{4,10}))(?![\da-z]|\.\d)/dg,
  ],
  // 住院号 1 0 2 7 7 5 3: digits that text recognition has parted
  [
    'record_number',
    /(?:住院|病案|病历|门诊|登记|就诊|检查|标本|影像)号?[ :]{0,3}(\d(?: \d){4,17})(?! ?\d|\.\d)/dg,
  ],
  ['phone', /(?:电话|手机|联系方式)[ :]{0,3}(1(?: \d){10})(?! ?\d)/dg],
  ['id_number', /(?:身份证|证件)号?码?[ :]{0,3}(\d(?: [\dx]){14,17})(?! ?\d)/dg],
  // 随访(0093417): a number that begins with nought counts nothing
  [
    'record_number',
    /(?<![\da-z.,:/+-])(0\d{6,9})(?![\da-z:/%+-]|[.,]\d| ?(?:mg|ml|iu|u\/|copies|cells|拷贝))/dg,
  ],
  // UR 1182039, PID 8812034, chart 118223: short labels of a record, which name an illness or a paper too, with digits enough
  [
    'record_number',
    /(?<![a-z])(?:u\.?r\.?|ur ?no\.?|umrn|u\/r|hrn|pid|pt ?id|chart|folder|mcn|mrd|cpi|hcrn|k ?number|bht|nric|reg)(?: ?(?:no\.?|number|#))?[ :#.]{1,3}([a-z]{0,2}\d{6,10}[a-z]?)(?![\da-z/%.-]|,\d| ?(?:mg|ml|iu|u\/|copies|cells))/dg,
  ],
  // UHID AP.0001223, HN24001182(3): points between, a check digit in brackets
  [
    'record_number',
    /(?<![a-z])(?:uhid|mrn|mrd|ip|op|hn|reg|case|patient|hosp(?:ital)?)(?: ?(?:no\.?|number|id|#))?[ :#.]{1,3}([a-z]{1,5}[./]\d{5,12}|[a-z]{1,2}\d{6,9}\([\da-z]\))(?![\da-z])/dg,
  ],
  // PAN ABCPL1234C, IBAN IE29 AIBK 9311 5212 3456 78
  ['id_number', /(?<![a-z\d])([a-z]{3}[abcfghljpt][a-z]\d{4}[a-z])(?![a-z\d])/dg],
  ['account', /(?<![a-z])iban[ :#]{0,3}([a-z]{2}\d{2}(?: ?[a-z\d]{4}){2,7}(?: ?[a-z\d]{1,3})?)(?![a-z\d])/dg],
  // MCI reg 44812, AHPRA MED0001234567: whoever is allowed to practise
  [
    'licence',
    /(?<![a-z])(?:mci|nmc|smc|mmc|imc|ahpra|hcpc|gphc|cpso|mcr|kmc|tnmc|mcrn)(?: ?(?:reg(?:istration)?|no\.?|number|pin|#)){0,2}[ :#.]{1,3}(?!(?:19|20)\d\d(?!\d))([a-z]{0,4}\d{4,12}[a-z]?)(?![\da-z])/dg,
  ],
  // 91-1234-5678-9012: a health account of India
  ['account', /(?<![\d-])(\d{2}-\d{4}-\d{4}-\d{4})(?![\d-])/dg],
  // H1183-20-7: alone in its line or cell.
  ['record_number', /(?<=^|[\n|] ?)([a-z]\d{3,6}-\d{1,3}-\d{1,3})(?= ?(?:[\n|]|$))/dg],
  // 1EG4-TE5-MK73: a beneficiary of Medicare.
  ['account', /(?<![a-z\d-])([1-9][a-z][a-z\d]\d-?[a-z][a-z\d]\d-?[a-z]{2}\d{2})(?![a-z\d])/dg],
  // micro x4417
  ['phone', /(?<=[a-z)] )(x\d{4,5})(?= ?[-–,.;)\n]|$)/dg],
  ['phone', /(?<![a-z])(?:pgr|blp)\.?[ :#]{1,3}(\d{3,6})(?![\d:%/]|\.\d)/dg],
  // QQ 12 34 56 C: a British number of insurance.
  ['id_number', /(?<![a-z\d])([a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d])(?![a-z\d])/dg],
  [
    'account',
    /(?:社保|医保|新农合|农合|参合|合疗|合作医疗)(?:卡|证|号)?[ :#为是]{0,3}([a-z]{0,3}\d[\da-z-]{5,24})(?![\da-z])/dg,
  ],
  // 139****2231, 风中的承诺: what is left of a number, and what somebody is called on a network.
  ['phone', /(?<![\d*])(1[3-9]\d[*x×]{2,8}\d{2,4})(?![\d*])/dg],
  [
    'online',
    /(?:(?:微信|qq|抖音|快手|微博)(?:昵称|名字?|网名)|网名)[ :为是叫“"「]{0,3}([\u4e00-\u9fff\da-z_~·.-]{2,16})/dg,
  ],
  ['online', /(?<![a-z\d])(wxid_[a-z\d]{4,24})/dg],
  [
    'plate',
    /(?:车牌号?|牌照|号牌|车号)[ :为是]{0,3}((?:[\u4e00-\u9fff] ?)?[a-z]?[ ·.-]?[a-z\d]{4,8})(?![a-z\d])/dg,
  ],
  ['address', /(?:邮编|邮政编码)[ :为是]{0,3}(\d{6})(?!\d)/dg],
  [
    'online',
    /(?:(?:微信|v信|威信|快手|抖音|小红书|微博|b站|钉钉|飞书|支付宝|淘宝|陌陌)(?:号码?|id|账号|帐号|同号|名)?[ :为是]{0,3}|(?<![a-z])(?:wx|vx|wechat|weixin|qq|facebook|fb|instagram|insta|twitter|tiktok|telegram|whatsapp|skype|kakao|zalo)(?:号|id|同号)?[ :为是]{1,3})((?=[a-z._-]{0,24}[\d_])(?=[\d._-]{0,24}[a-z])[a-z\d_][a-z\d_.-]{4,29})/dg,
  ],
  [
    'online',
    /(?<![a-z])(?:facebook|fb|instagram|insta|twitter|tiktok|telegram|weibo|x)[ :]{1,3}(@[a-z\d_.]{3,29})/dg,
  ],
]

/** Numbers of persons in forms that no single label tells: long runs of digits, groups behind "no", strokes, and names of accounts. */
export function findCodes({ text }: FoldedText): FoundIdentifier[] {
  return [...byForms(text, FORMS), ...bareNumbers(text)]
}

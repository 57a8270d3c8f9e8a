import { matchesOf } from '@/lib/privacy/matches-of'
import type { IdentifierKind } from '@/lib/privacy/contract'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

/** A pattern whose first group is what identifies. Every repetition is bounded, so a pass is linear in the length. */
interface Rule {
  kind: IdentifierKind
  pattern: RegExp
  confidence: FoundIdentifier['confidence']
  replacement?: string
}

const GAP = '[ :#.为是]{0,4}(?:no\\.? ?|号码?|编号)?[ :#.为是]{0,3}'
const CODE = '((?:[a-z]{1,3} (?=\\d{5}))?[a-z]{0,4}(?:\\d{1,2} (?=\\d{4}))?-?\\d[\\da-z-]{2,19})'
/** A label of Latin letters begins a word; one of Han characters may stand behind a name in Latin letters. */
const labelled = (labels: string, code = CODE) =>
  new RegExp(`(?:(?<![a-z])|(?![a-z]))(?:${labels})${GAP}${code}`, 'dg')

const RECORD_LABELS =
  '住院号|病案号|病理(?=\\d{2,4}-\\d{4})|活检(?=\\d{2,4}-\\d{4})|穿刺(?=\\d{2,4}-\\d{4})|影像(?=\\d{2,4}-\\d{4})|病历号|门诊号|就诊号|就诊卡号|就诊卡|登记号|影像号|检查号|检验号|条码号|条码|标本号|病理号|病理编号|超声号|ct号|磁共振号|x线号|流水号|申请单号|处方号|医嘱号|腕带号|患者id|病人id|patient id|mrn|medical record number|medical record|record number|hospital number|hospital no|hosp number|hosp no|hosp|unit number|unit no|patient number|patient no|prisoner number|prison number|prisoner no|prison no|inmate no|episode number|specimen number|specimen no|sample number|lab number|lab no|chi number|admission number|accession number|accession|case number|visit number|visit no|encounter|hn|case no|acc no|acc|accession no|chart number|chart no|file no|file number|our ref|your ref|ref no|uhid|urn|ur no|crn|empi|nhi|hcn|phn|csn|fin|har|nhs number|nhs no|nhs|account no|enc|order no|req no|pt no|pt id|pat id|patient no|hospital id|hosp id|study id|trial id|lab ref|path ref|histology no|blood no|ref'
const PLAN_LABELS =
  '医保卡号|医保卡|医保号|医保编号|医保编码|医保个人编号|居民健康卡|社保卡号|社保卡|社保号|社会保障号|健康卡号|电子健康卡|保险号|保单号|insurance|policy number|policy|member id|badge|id badge|staff id|staff number|employee id|employee no|payroll|工号|参保号|个人编号|农合证号|健康证号|group number|member number|member no|subscriber id|policy no'
/** Insurers and the words around their numbers, which stand in groups: at least five digits, none far from the next. */
const INSURERS =
  "bupa|axa|aetna|cigna|vitality|aviva|allianz|humana|anthem|kaiser|blue cross|wpa|medicare|medicaid|insurer|policy|subscriber|beneficiary|member|claim|health card|medicare card|aadhaar|aadhar|nric|hkid|ihi|dva(?: file)?|ppsn?|tfn|national insurance|ni number|nino|social security|veterans?['’]? file|ration card|voter id|pre-?auth(?:ori[sz]ation)?"
const INSURED = new RegExp(
  `(?<![a-z])(?:${INSURERS})(?: (?:health|id|no\\.?|number|beneficiary|member|policy|plan|ref)){0,2}[ :#]{1,3}(?=(?:[^\\d\\n]{0,3}\\d){5})([a-z]{0,4} ?-?\\d[\\da-z]*(?:[ -][a-z]{0,4}\\d[\\da-z]*){0,5})`,
  'dg',
)

const RULES: readonly Rule[] = [
  {
    kind: 'record_number',
    pattern: /(?<![a-z])id ?: ?([a-z]{0,4}-?\d[\da-z-]{3,19})/dg,
    confidence: 'likely',
  },
  {
    kind: 'record_number',
    pattern:
      /(?<![a-z])(?:case|file|claim|incident|datix|referral|episode|complaint|crime|police|cad|our|your)(?: (?:ref|reference|no\.?|number|id)){1,2}[ :#]{1,3}([a-z]{0,4}\/?\d{2,6}[/-]\d{2,7})(?![\d/])/dg,
    confidence: 'likely',
  },
  {
    kind: 'age',
    pattern:
      /(?<![a-z])(?:turn(?:ed|ing|s)|aged?) (9\d|1[01]\d)(?![\d.%/°]| ?(?:deg(?:rees?)?|kg|mg|ml|cm|months|days))/dg,
    confidence: 'likely',
  },
  { kind: 'phone', pattern: /(\(\d{3}\) ?\d{3}-\d{4})(?!\d)/dg, confidence: 'certain' },
  {
    kind: 'phone',
    pattern:
      /(?:contact|call|ring|text|reach(?:ed)? (?:on|at))[ :]{1,3}(?:on |at )?(\+?\d[\d -]{7,15}\d)(?!\d)/dg,
    confidence: 'likely',
  },
  {
    kind: 'date',
    pattern:
      /(?<![a-z])(?:dob|d\.o\.b\.?|b\.|date of birth|birth ?date|born)[ :]{1,3}(\d{1,2}[./ -](?:\d{1,2}|[a-z]{3,9})[./ -]{1,2}['’]?\d{2,4})(?!\d)/dg,
    confidence: 'certain',
  },
  {
    kind: 'date',
    pattern:
      /(?<![a-z])(?:admitted|discharged|died|booked|appt|appointment)(?: on| for)?(?: the)? (\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*)(?![a-z])/dg,
    confidence: 'likely',
  },
  { kind: 'date', pattern: /(?<![a-z])(?:dob|d\.o\.b\.?)[ :]{1,3}(\d{6})(?!\d)/dg, confidence: 'certain' },
  { kind: 'phone', pattern: /(\(0\d{1,4}\) ?\d{3,4}[ -]?\d{3,4})(?!\d)/dg, confidence: 'certain' },
  { kind: 'phone', pattern: /(?<![\d-])([48]00-?\d{3,4}-?\d{3,4})(?![\d-])/dg, confidence: 'certain' },
  {
    kind: 'phone',
    pattern:
      /(?:电话|分机|内线|短号|座机|转接|(?<=\d) ?转|bleep|pager|ext\.?|extension)[ :#.为是]{0,3}(\d{3,6})(?![\d.:%次]| ?(?:例|个|人|天|h|min|m))/dg,
    confidence: 'likely',
  },
  { kind: 'record_number', pattern: labelled(RECORD_LABELS), confidence: 'certain' },
  { kind: 'account', pattern: labelled(PLAN_LABELS), confidence: 'certain' },
  { kind: 'account', pattern: INSURED, confidence: 'likely' },
  {
    kind: 'licence',
    pattern: /(?<![a-z\d])([a-z9]{5} ?\d{6} ?[a-z9]{2}\d[a-z]{2})(?![a-z\d])/dg,
    confidence: 'certain',
  },
  {
    kind: 'online',
    pattern: /(?<![a-z\d.])(@(?=[a-z.]{0,28}[_\d])[a-z\d_][a-z\d_.]{2,29})/dg,
    confidence: 'likely',
  },
  {
    kind: 'account',
    pattern: labelled(
      '银行卡号|银行卡|收款账户|退款账户|账户|帐户|户头|银行账号|账号|帐号|bank account|account number|account no|account|acct',
      '(\\d[\\d -]{7,24}\\d)',
    ),
    confidence: 'certain',
  },
  {
    kind: 'id_number',
    pattern: labelled('身份证号码|身份证号|身份证|证件号码|证件号|id card|id number', '([1-9][\\dx*]{7,17})'),
    confidence: 'certain',
  },
  {
    kind: 'id_number',
    pattern: labelled(
      '护照号码|护照号|护照|passport number|passport|通行证号|通行证|回乡证|台胞证|居留证|军官证号|军官证|士兵证|居住证',
      '([a-z\\u4e00-\\u9fff]{0,4}\\d{6,12}[a-z]?(?![a-z\\d])|\\d{2} \\d{6,7})',
    ),
    confidence: 'certain',
  },
  { kind: 'id_number', pattern: /(?<![a-z\d])([eg]\d{8}|[hm]\d{10})(?![\da-z])/dg, confidence: 'likely' },
  // S7341926D, 580712-10-5486: identity cards of Singapore and Malaysia.
  {
    kind: 'id_number',
    pattern: /(?<![a-z\d])([stfgm]\d{7}[a-z]|\d{6}-\d{2}-\d{4})(?![\da-z-])/dg,
    confidence: 'likely',
  },
  { kind: 'id_number', pattern: /(?<!\d)(\d{3}-\d{2}-\d{4})(?![\d-])/dg, confidence: 'likely' },
  { kind: 'id_number', pattern: /(?<![a-z\d])([a-z]{1,2}\d{6}\([\da]\))/dg, confidence: 'certain' },
  {
    kind: 'id_number',
    pattern: /(?:证|证号|证件)[ :#为是]{0,3}([\u4e00-\u9fff]{1,4}字第? ?\d{4,12} ?号?)/dg,
    confidence: 'certain',
  },
  {
    kind: 'phone',
    pattern: labelled(
      '联系电话|小灵通|电话号码|电话|手机号码|手机号|手机|联系方式|座机|固话|传真|telephone|phone|tel|mobile|mob|cell|fax|ph|tel no|contact no|contact number|call ?back(?: number)?|landline|whatsapp|home phone|work phone',
      '(\\+?\\d[\\d -]{5,18}\\d)',
    ),
    confidence: 'certain',
  },
  {
    kind: 'email',
    pattern:
      /(?<![a-z\d._%+-])([a-z\d._%+'’-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){0,3}\.[a-z][a-z\d-]{1,62})/dg,
    confidence: 'certain',
  },
  { kind: 'online', pattern: /((?:https?:\/\/|www\.)[^\s，。；、）)]{3,200})/dg, confidence: 'certain' },
  {
    kind: 'online',
    pattern: labelled('微信id|微信号|微信|wechat|qq号|qq|抖音号|微博', '([a-z\\d][a-z\\d_-]{4,29})'),
    confidence: 'certain',
  },
  {
    kind: 'online',
    pattern: /(?<![\d.])((?:(?:25[0-5]|2[0-4]\d|1?\d{1,2})\.){3}(?:25[0-5]|2[0-4]\d|1?\d{1,2}))(?![\d.])/dg,
    confidence: 'likely',
  },
  {
    kind: 'online',
    pattern: /(?<![\da-f:-])((?:[\da-f]{2}[:-]){5}[\da-f]{2})(?![\da-f:-])/dg,
    confidence: 'certain',
  },
  {
    kind: 'online',
    pattern:
      /(?:user(?: ?name| ?id)?|login|handle|用户名|登录名|网名|昵称)[ :#]{1,3}(?=[a-z._-]{0,20}[\d_])([a-z\d][a-z\d._-]{3,29})/dg,
    confidence: 'likely',
  },
  {
    kind: 'plate',
    pattern:
      /([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z] ?[·.•‧\-:]? ?[a-z\d](?:[·.•])?[a-z\d]{3,4}(?:[a-z\d]|[挂学警港澳领使试超])?)(?![a-z\d])/dg,
    confidence: 'certain',
  },
  {
    kind: 'licence',
    pattern: labelled(
      "dea number|dea no|dea|npi|gmc number|gmc no|gmc|nmc pin|registration number|执业证书编号|执业证号|执业医师证|资格证号|资格证书|医师编码|驾驶证号|驾照|license no|licence no|license number|licence number|license|licence|driver['’]?s licen[cs]e",
      '([a-z]{0,2}(?:\\d{6,24}|\\d{3,4}(?:[ -]\\d{3,5}){1,3}))',
    ),
    confidence: 'certain',
  },
  {
    kind: 'device',
    pattern: labelled(
      '序列号|设备号|植入物编号|起搏器编号|产品编号|serial number|serial|s\\/n|sn|udi|imei',
      '((?=[a-z-]{0,20}\\d)[a-z\\d][a-z\\d-]{4,29})',
    ),
    confidence: 'certain',
  },
  {
    kind: 'bed',
    pattern:
      /(?<![a-z])((?:(?:ward|bay|pod) ?[a-z]?\d{1,3}[a-z]?,? ){1,2}(?:bed|cubicle|side ?room|chair|trolley) ?[a-z]?\d{1,3}[a-z]?|(?:side ?room|isolation room) ?[a-z]?\d{1,3}[a-z]?)(?![a-z\d])/dg,
    confidence: 'certain',
  },
  {
    kind: 'bed',
    pattern:
      /(?<![a-z])((?:hdu|icu|itu|ccu|nicu|picu|micu|sicu|cvicu|cticu|nsicu|ticu|imcu|pcu|sdu|amu|mau|sau|resus|majors) ?(?:bed )?\d{1,2})(?![\da-z:%/~-]|\.\d| ?(?:days?|nights?|hours?|hrs?|h|weeks?|d|times|x|l|ml|mg|months?|years?|patients?|beds)\b)/dg,
    confidence: 'likely',
  },
  {
    kind: 'bed',
    pattern:
      /(?<![a-z])((?:bay|ward|pod|zone|unit|room|rm) ?[a-z\d]{1,5}[, ]{1,2}(?:bed|chair|trolley|cot|incubator) ?[a-z]?\d{1,3})(?![a-z\d])/dg,
    confidence: 'certain',
  },
  {
    kind: 'bed',
    pattern: /床(?:号|位)[ :]{1,3}([\u4e00-\u9fff]{1,4}-?\d{1,3}(?:-\d{1,2})?)(?!\d)/dg,
    confidence: 'certain',
  },
  {
    kind: 'bed',
    pattern:
      /(?<![\u4e00-\u9fffa-z\d](?<![室区]))((?:抢救?|留观?|监护?|加|观察?)\d{1,2})(?=[ ，,、:]{1,2}[\u4e00-\u9fff])(?![ ，,、:]{0,2}(?:个|天|次|年|月|日|小时|例|片|粒|支|分|种|周|倍|人|点))/dg,
    confidence: 'likely',
  },
  {
    kind: 'bed',
    pattern:
      /(?:床号|床位号|床位|病床|(?<![a-z])(?:bed|room|rm|bay|cubicle)(?: no\.?| number)?)[ :#为是]{0,3}((?:加|\+|[a-z]-?)?\d{1,4}(?!\d)(?:-\d{1,2})?(?:[a-z](?![a-z]))?(?:床|号)?)(?! ?(?:hourly|hrly|hours?|hrs?|days?(?! ?\d)|weeks?|times|patients?|nurses?)(?![a-z]))/dg,
    confidence: 'certain',
  },
  {
    kind: 'bed',
    pattern:
      /(?<![\d第.a-z/共设有约近编制放])((?:监护|抢救|留观|观察|重症|加|\+ ?|[a-z]{1,5} ?-?)?\d{1,3}(?:-\d{1,2})?[a-z]? ?号?床)(?!旁|边|头|上(?!官)|下|位|单(?:元|更|被|清|整|污|潮|湿|干)|面|垫|日|以|护|规模|的?病房)/dg,
    confidence: 'certain',
  },
  {
    kind: 'bed',
    pattern:
      /(?<![一二三四五六七八九十第])([一二三四五六七八九十]{1,3}号?床)(?!旁|边|头|上|下|位|单元|面|垫)/dg,
    confidence: 'likely',
  },
  {
    kind: 'age',
    pattern: /(?<![\d.])((?:9\d|1[0-2]\d) ?(?:周岁|岁|y\/o|yo(?![a-z])|yrs?(?![a-z])|y(?![a-z/])))/dg,
    confidence: 'certain',
    replacement: '90岁以上',
  },
  {
    kind: 'age',
    pattern: /(?<![\d.])((?:9[1-9]|1[0-2]\d)(?=[- ]year))/dg,
    confidence: 'certain',
    replacement: '90',
  },
]

/** What a number behind a label of a hospital, an office or a maker is, by the words of the label; the first that fits counts. */
const LABEL_KINDS: readonly [RegExp, IdentifierKind][] = [
  [
    /(?:植入|起搏|支架|假体|耳蜗|瓣膜|晶体|钢板|螺钉|关节|补片|电极|导线|除颤|滤器|封堵器).{0,4}批号/,
    'device',
  ],
  [
    /准字|文号|注册|型号|规格|编码|icd|刊号|标准|doi|pmid|nct|分期|邮编|邮政|版本|房号|门牌|方案|序号|引物|货号|批号|批准|曾用|型$/,
    'age',
  ],
  [/床/, 'bed'],
  [
    /植入|起搏|支架|假体|耳蜗|瓣膜|除颤|呼吸机|轮椅|助听|泵|设备|机身|序列|器械|主机|仪|implant|device|pump|serial/,
    'device',
  ],
  [/执业|资格|驾驶|驾照|操作|许可|医师证|护士证|上岗/, 'licence'],
  [/身份|证件|护照|通行|军官|士兵|警官|出生|居留|居住证|回乡|台胞|学生证|户口|退役|残疾|证明/, 'id_number'],
  [/医保|社保|保险|保单|投保|理赔|卡|账|帐|工号|户|会员|公积金|医疗证|农合/, 'account'],
]
const ANY_LABEL =
  /([\u4e00-\u9fffa-z]{0,10}(?:号码|编号|号|证|保单|卡|账户|帐户|(?<![a-z])id|批号|流水|条码|工牌)) ?(?:no\.?)?[ :#为是.]{0,3}(?<![\d.])([a-z]{0,6}-?\d[\da-z]*(?:-[\da-z]+){0,4})(?![\d.]*(?:mg|ml|床|楼|室|栋))/dg
/** Letters and at least six digits make a number of a system, whatever stands in front. */
const BARE_CODE =
  /(?<![a-z\d.\-/]|(?:准字|批号|lot|batch)[ :#]{0,3})((?:[a-z]{1,5}-?\d{6,12}|[a-z]{1,5}\d{0,4}-\d{2,8}(?:-\d{2,8}){0,2}|[a-z]{1,3}\d{2,4}-\d{4,8}))(?![a-z\d.\-/]| ?(?:mg|ml|iu|u\/))/dg
const NO_CODE =
  /^(?:(?:azd|gsk|ly|bms|mk|pf|abt|jnj|sb|tak|amg|bay|tmc|shr|ibi|bgb|ono|mln|ncb|dtx|sar|reg[nv]|cc|ro)(?=-?\d)|nct|pmid|isrctn|chictr|doi|umin|eudract|cas|gb|ws|iso|ngc|gse|rs|chr|nm|np)/
const digitsIn = (code: string) => code.replace(/[^\d]/g, '').length

function* coded(text: string): Generator<FoundIdentifier> {
  for (const match of matchesOf(text, ANY_LABEL)) {
    const [, label = '', code = ''] = match
    const [from, to] = match.indices?.[2] ?? [0, 0]
    const kind = LABEL_KINDS.find(([words]) => words.test(label))?.[1] ?? 'record_number'
    if (kind === 'age' || digitsIn(code) < 4 || code.length > 30 || NO_CODE.test(code)) continue
    yield { kind, from, to, confidence: 'certain' }
  }
  for (const { 1: code = '', index: from } of matchesOf(text, BARE_CODE)) {
    if (NO_CODE.test(code) || digitsIn(code) < 6) continue
    yield { kind: 'record_number', from, to: from + code.length, confidence: 'likely' }
  }
}

/** Identifiers that their form or the label in front of them gives away: record numbers, beds, cards, plates, mail and the like. */
export function findLabelled({ text }: FoldedText): FoundIdentifier[] {
  const ruled = RULES.flatMap(({ kind, pattern, confidence, replacement }) =>
    matchesOf(text, pattern).map((match) => {
      const [from, to] = match.indices?.[1] ?? [match.index, match.index + match[0].length]
      return { kind, from, to, confidence, ...(replacement === undefined ? {} : { replacement }) }
    }),
  )
  return [...ruled, ...coded(text)]
}

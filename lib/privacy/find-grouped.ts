import { byForms, type Form } from '@/lib/privacy/by-forms'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

/** Between a label and its number. */
const GAP = '(?:号码?|编号|卡号?|证号?)?[ :#.=为是(]{0,4}'
/** 0049 2716, P 2039 118, HN 55-21-09: groups of digits with blanks or strokes between them, the first too short to be a number alone. */
const GROUPS =
  '((?=(?:[ /-]?[\\da-z]){6})(?=(?:[^\\d\\n]{0,4}\\d){5})(?:(?!no|nr|id|ref)[a-z]{1,3}[ -]?\\d{0,5}|\\d{1,5})(?:[ /-]\\d{2,6}(?![\\d.%℃:]|年|月|日|岁|床|次|人|mg|ml)){1,4}(?:[ -]?[\\dx](?:[a-z])?(?![\\da-z]|\\.\\d))?)(?![\\da-z])'

const LABELS: readonly (readonly [Form[0], string])[] = [
  [
    'record_number',
    '(?:住院|病案|病历|门诊|就诊|登记|建档|档案|影像|检查|检验|标本|病理|超声|片子?|放射|腕带|流水|申请单?|处方|诊疗|急诊|体检|随访|床头|内镜|心电图?|ct|mri?|dr|x线)(?:号码?|编号|卡号|[:：])|条形?码|患者id|病人id|(?<![a-z])(?:id|mrn|hosp(?:ital)? (?:no|number)|record (?:no|number)|(?:unit|chart|case|file|folder) (?:no|number)|hn|urn|crn|nhi)\\.?',
  ],
  [
    'account',
    '医保|社保|社会保障|参保|参合|合作医疗|新农合|农合|健康|保险|保单|工伤|生育|银行|存折|公积金|(?<![a-z])(?:qq|medicare|medicaid|medical card|health card|insurance|policy|member(?: id)?|ppsn?|gms)(?: (?:no|number|id))?\\.?',
  ],
  [
    'id_number',
    '身份证|证件|护照|通行证?|港澳证|港澳台?居民证|台胞证|回乡证|居住证|居留证|永居证?|军官证|士兵证|警官证|残疾证|驾驶?证|驾照|签证|(?<![a-z])(?:passport|visa|id card|licen[cs]e|permit|nric|fin|hkid)(?: (?:no|number))?\\.?',
  ],
]

const FORMS: readonly Form[] = [
  ...LABELS.map(([kind, labels]): Form => [kind, new RegExp(`(?:${labels})${GAP}${GROUPS}`, 'dg')]),
  // 病案号 a-0098 431
  [
    'record_number',
    new RegExp(
      `(?:住院|病案|病历|门诊|登记|检查|标本|病理)号?${GAP}([a-z]{1,3}-\\d{2,6} \\d{2,6})(?!\\d)`,
      'dg',
    ),
  ],
  // 身份证尾号2X19: the end of a number with its letter
  [
    'id_number',
    /(?:身份证|证件|护照)[^\d\n]{0,4}(?:尾号|后[四4]位|末[四4]位)[ :为是]{0,2}([\dx]{3,6})(?![\da-z])/dg,
  ],
  // path/24/00917: letters and a year between strokes
  ['record_number', /(?<![a-z\d/])([a-z]{1,6}\/\d{2,4}\/\d{3,8})(?![\d/])/dg],
  // 病理会诊号:hz24/00931, 骨密度编号 bmd 00821
  ['record_number', /号[ :：]{0,2}([a-z]{1,5}\d{0,4}[/ ]\d{3,10})(?![\d/]|\.\d)/dg],
  ['record_number', /(?<![a-z\u4e00-\u9fff]|型号 ?|规格 ?)no[.:] ?(\d{6,12})(?!\d|\.\d)/dg],
  // 证件1234567(8), ssn xxx-xx-6612
  ['id_number', /(?<![\da-z])([a-z]{0,2}\d{6,7}\([\da-z]\))/dg],
  ['id_number', /(?<![a-z\d])((?:[x*]{3}-[x*]{2}|\d{3}-[x*]{2})-\d{4})(?!\d)/dg],
  // claim clm-2024-00817, auth ax/77120, episode e-118-2024, lab 24:b0099817
  [
    'record_number',
    /(?<![a-z])(?:claim|auth(?:ori[sz]ation)?|episode|encounter|visit|case|file|ref|referral|lab|specimen|sample|accession|policy|voucher|invoice|receipt|order|gms|medical card)(?: (?:no\.?|number|id|ref|code))?[ :#]{1,3}((?=[^\s]{0,24}[a-z]|(?:[^\d\s]{0,5}\d){7})(?=(?:[^\d\s]{0,5}\d){5})[a-z]{0,4}\d{0,6}(?:[-/:][a-z]{0,3}\d{2,10}){1,3}[a-z]?|[a-z]{1,2}\d{6,10}[a-z]?)(?![\da-z/])/dg,
  ],
  [
    'record_number',
    /(?<![a-z])(?:group ?(?:&|and) ?save|g&s|x-?match|blood bag|unit)(?: (?:no\.?|number|id))?[ :#]{1,3}((?=(?:[^\d\n]{0,3}\d){6})[a-z]{1,3} ?\d{2,6}(?: \d{2,6}){0,3})(?![\da-z]|\.\d)/dg,
  ],
  [
    'device',
    /(?<![a-z])(?:s\/n|serial(?: (?:no\.?|number))?|udi|imei)[ .:#]{1,3}((?=(?:[^\d\n]{0,3}\d){5})[a-z]{0,4} ?\d{2,8}(?: \d{2,8}){1,3})(?![\da-z]|\.\d)/dg,
  ],
  [
    'device',
    /(?<![a-z])(?:s\/n|serial(?: (?:no\.?|number))?)[ .:#]{1,3}([a-z]{2,5} \d{5,12})(?![\da-z]|\.\d)/dg,
  ],
  // specimen 24S0018823
  [
    'record_number',
    /(?<![a-z])(?:specimen|sample|lab|ref|accession|order|req|case|visit)(?: (?:no|number|id|ref))?[ .:#]{1,3}(\d{2}[a-z]{1,2}\d{5,10})(?![\da-z])/dg,
  ],
]

/** Numbers of persons in groups behind their label, by blanks, strokes and letters between the digits. Linear in the length. */
export function findGrouped({ text }: FoldedText): FoundIdentifier[] {
  return byForms(text, FORMS)
}

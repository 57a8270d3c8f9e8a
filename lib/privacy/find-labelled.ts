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
const CODE = '([a-z]{0,4}-?\\d[\\da-z-]{2,19})'
const labelled = (labels: string, code = CODE) => new RegExp(`(?<![a-z])(?:${labels})${GAP}${code}`, 'dg')

const RECORD_LABELS =
  '住院号|病案号|病历号|门诊号|就诊号|就诊卡号|就诊卡|登记号|影像号|检查号|检验号|条码号|条码|标本号|病理号|病理编号|超声号|ct号|磁共振号|x线号|流水号|申请单号|处方号|医嘱号|腕带号|患者id|病人id|patient id|mrn|medical record number|medical record|record number|hospital number|hospital no|admission number|accession number|accession|case number|visit number|encounter'
const PLAN_LABELS =
  '医保卡号|医保卡|医保号|医保编号|社保卡号|社保卡|社保号|社会保障号|健康卡号|电子健康卡|保险号|保单号|insurance|policy number|policy|member id|工号'

const RULES: readonly Rule[] = [
  {
    kind: 'record_number',
    pattern: /(?<![a-z])id ?: ?([a-z]{0,4}-?\d[\da-z-]{3,19})/dg,
    confidence: 'likely',
  },
  { kind: 'phone', pattern: /(\(\d{3}\) ?\d{3}-\d{4})(?!\d)/dg, confidence: 'certain' },
  { kind: 'record_number', pattern: labelled(RECORD_LABELS), confidence: 'certain' },
  { kind: 'account', pattern: labelled(PLAN_LABELS), confidence: 'certain' },
  {
    kind: 'account',
    pattern: labelled(
      '银行卡号|银行卡|银行账号|账号|帐号|bank account|account number',
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
      '([a-z\\u4e00-\\u9fff]{0,4}\\d{6,12})',
    ),
    confidence: 'certain',
  },
  { kind: 'id_number', pattern: /(?<![a-z\d])([eg]\d{8}|[hm]\d{10})(?![\da-z])/dg, confidence: 'likely' },
  { kind: 'id_number', pattern: /(?<!\d)(\d{3}-\d{2}-\d{4})(?![\d-])/dg, confidence: 'likely' },
  {
    kind: 'phone',
    pattern: labelled(
      '联系电话|电话号码|电话|手机号码|手机号|手机|联系方式|座机|固话|传真|telephone|phone|tel|mobile|cell|fax',
      '(\\+?\\d[\\d -]{5,18}\\d)',
    ),
    confidence: 'certain',
  },
  {
    kind: 'email',
    pattern: /(?<![a-z\d._%+-])([a-z\d._%+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,4})/dg,
    confidence: 'certain',
  },
  { kind: 'online', pattern: /((?:https?:\/\/|www\.)[^\s，。；、）)]{3,200})/dg, confidence: 'certain' },
  {
    kind: 'online',
    pattern: labelled('微信号|微信|wechat|qq号|qq|抖音号|微博', '([a-z\\d][a-z\\d_-]{4,29})'),
    confidence: 'certain',
  },
  {
    kind: 'online',
    pattern: /(?<![\d.])((?:(?:25[0-5]|2[0-4]\d|1?\d{1,2})\.){3}(?:25[0-5]|2[0-4]\d|1?\d{1,2}))(?![\d.])/dg,
    confidence: 'likely',
  },
  {
    kind: 'plate',
    pattern:
      /([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z] ?[·.]? ?[a-z\d]{5,6})(?![a-z\d])/dg,
    confidence: 'certain',
  },
  {
    kind: 'licence',
    pattern: labelled(
      '执业证书编号|执业证号|执业医师证|资格证号|资格证书|医师编码|驾驶证号|驾照|license|licence',
      '([a-z]{0,2}\\d{6,24})',
    ),
    confidence: 'certain',
  },
  {
    kind: 'device',
    pattern: labelled(
      '序列号|设备号|植入物编号|起搏器编号|产品编号|serial number|serial|s\\/n|sn|udi|imei',
      '([a-z\\d][a-z\\d-]{4,29})',
    ),
    confidence: 'certain',
  },
  {
    kind: 'bed',
    pattern:
      /(?:床号|床位号|床位|bed(?: no\.?| number)?)[ :#为是]{0,3}((?:加|\+|[a-z]-?)?\d{1,4}(?:-\d{1,2})?(?:床|号)?)/dg,
    confidence: 'certain',
  },
  {
    kind: 'bed',
    pattern:
      /(?<![\d第.a-z/共设有约近编制放])((?:加|\+ ?|[a-z]-?)?\d{1,3}(?:-\d{1,2})? ?号?床)(?!旁|边|头|上(?!官)|下|位|单元|面|垫|日|以|护|规模|的?病房)/dg,
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
    pattern: /(?<![\d.])((?:9\d|1[0-2]\d) ?(?:周岁|岁))/dg,
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

/** Identifiers that their form or the label in front of them gives away: record numbers, beds, cards, plates, mail and the like. */
export function findLabelled({ text }: FoldedText): FoundIdentifier[] {
  return RULES.flatMap(({ kind, pattern, confidence, replacement }) =>
    [...text.matchAll(pattern)].map((match) => {
      const [from, to] = match.indices?.[1] ?? [match.index, match.index + match[0].length]
      return { kind, from, to, confidence, ...(replacement === undefined ? {} : { replacement }) }
    }),
  )
}

import type { FoldedText } from '@/lib/clinical/text/fold-text'
import { byForms, type Form } from '@/lib/privacy/by-forms'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import { alternatives } from '@/lib/privacy/one-of'
import words from '@/lib/privacy/organisation-words.json'

const EMPLOYERS = alternatives(words.employers)
/** Where a place may begin: a mark, or what leads to a place. */
const AT = '(?<=^|[,，。;；:：、\\n (（]|[于在到至自从往经过住居位寄去沿])'
const NO_PLACE =
  '(?!事发|发生|位于|地点|路过|经过|请|寄|[在于到从至自][\u4e00-\u9fff]|[这那某该本同各每通血气尿消呼传导]|一条|旁|静脉|电|神经)'
const WAY = '(?:路|街|道|巷|大道|大街|公路|国道|省道|高架|环线)'
const SIDE = '(?:[东西南北]{1,2}(?:角|侧|边|面|向)?)'

const FORMS: readonly Form[] = [
  // 学府路与长青街交叉口东侧, 学府路人民路路口: where two ways meet
  [
    'address',
    new RegExp(
      `${AT}(${NO_PLACE}[\\u4e00-\\u9fff]{2,10}${WAY}(?:与|和|、|/|-| )?[\\u4e00-\\u9fff\\d]{1,8}${WAY}的?(?:交叉|交汇|交界|相交|十字|丁字)?(?:路口|口|处)?${SIDE}?)`,
      'dg',
    ),
    /[路街道巷架线].{1,9}[路街道巷架线]/,
  ],
  // 环湖东路立交桥下, 学府路路口, 解放街南侧: a way with what stands by it
  [
    'address',
    new RegExp(
      `${AT}(${NO_PLACE}[\\u4e00-\\u9fff]{2,8}(?:路|街|大道)(?:路口|街口|道口|立交桥|天桥|人行桥|地下通道|隧道|地铁站|公交站|桥头|桥下|十字口|[东西南北](?:侧|段|头|口))(?:下|上|旁|边|附近|处|口)?)`,
      'dg',
    ),
    /[路街道](?:[路街道]口|立交|天桥|人行|地下|隧道|地铁|公交|桥|十字|[东西南北])/,
  ],
  // g15高速k1203处, 国道318线26公里
  [
    'address',
    /((?:g|s|x)?\d{1,4}(?:[\u4e00-\u9fff]{0,4}高速|国道|省道|县道|线)(?:[\u4e00-\u9fff]{0,4}(?:段|方向))?k?\d{1,4}(?:\+\d{1,3}m?|公里)?(?:处|段)?)/dg,
    /高速|国道|省道|县道|线/,
  ],
  // 平江市邮政信箱12分箱, 102信箱7分队
  [
    'address',
    /((?:(?![请寄至到在于])[\u4e00-\u9fff]{2,6}[省市县区镇])?(?:邮政)?(?:专用)?信箱 ?\d{1,6}号?(?:-\d{1,5})?(?:分箱|分队|附\d{1,4}号?)?|(?:[\u4e00-\u9fff]{2,6}[省市县区镇])?\d{1,6}(?:号)?信箱(?:-?\d{1,5})?(?:分箱|分队|号)?)/dg,
    /信箱/,
  ],
  // 现居蓝湾半岛3栋2202: an estate with its house
  [
    'address',
    /(?:现居|居住?于|住在?|租住|暂住|家在|家住|搬至|搬到|住址|地址|寄至|寄到|送至|送到)[ :：于在]?((?![于在])[\u4e00-\u9fff]{2,10}\d{1,3}(?:号楼?|栋|幢|座|期)-?\d{0,4}(?:单元)?-?\d{0,4}(?:室|房|号)?)(?![\d.]|床)/dg,
    /\d(?:号|栋|幢|座|期)/,
  ],
  // 饿了么西湖站, 顺丰城南网点: an employer with the name of its station
  [
    'address',
    new RegExp(
      `((?:${EMPLOYERS})[\\u4e00-\\u9fff\\d]{1,8}?(?:站点?|店|网点|仓库?|分部|分店|门店|营业部|基地|园区|中心|分公司|厂区))`,
      'dg',
    ),
    new RegExp(EMPLOYERS),
  ],
  // 益生堂药行: a chemist by the name of its hall
  [
    'address',
    /((?!在|从|到|去|由|自|某|该|一家)[\u4e00-\u9fff]{2,3}[堂斋阁轩号](?:大?药房|药店|药材行|药材店|药行|药铺|药号|国药|参茸行|草药店|草药铺|中医|医馆|诊所|门诊))/dg,
    /[堂斋阁轩号][大药国参草中医诊门]/,
  ],
  // the old lock on Tanner Street: what stands by a way
  [
    'address',
    /(?<=(?:near|by|at|outside|behind|opposite|beside|under|from|to) )((?:the )?(?:[a-z][a-z'’-]{1,14} ){0,2}(?:bridge|underpass|station|bus stop|shop|pub|park|church|library|car park|garage|market|school|subway|roundabout|playground|pier|lock|towpath|cafe|bank|post office|chip shop|kiosk|corner) (?:on|in|off|at|of) (?:[a-z][a-z'’-]{1,16} ){1,3}(?:road|rd|street|st|lane|avenue|ave|drive|way|hill|square|close|terrace|crescent)\b)/dg,
    / (?:on|in|off|at|of) [a-z'’ -]{2,50}(?:road|rd|street|st|lane|ave|drive|way|hill|square|close|terrace|crescent)/,
  ],
]

/** Places told by what meets or stands there: crossings, bridges, boxes of the post, stations of employers. Linear in the length. */
export function findCrossings({ text }: FoldedText): FoundIdentifier[] {
  return byForms(text, FORMS)
}

import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import type { FoldedText } from '@/lib/clinical/text/fold-text'
import { byForms, type Form } from '@/lib/privacy/by-forms'
import { matchesOf } from '@/lib/privacy/matches-of'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import { hasHan, isHanUnit, isSmallCode } from '@/lib/privacy/han-units'
import { findOrigins } from '@/lib/privacy/find-origins'
import { chainOfPlaces, PLACES } from '@/lib/privacy/place-chains'
import { alternatives } from '@/lib/privacy/one-of'
import words from '@/lib/privacy/organisation-words.json'

const trie = (phrases: readonly string[]) => phraseTrie(phrases.map((phrase) => [phrase, true] as const))
const SUFFIXES = trie(words.suffixes)
const GENERIC = trie(words.generic)
const STOPS = trie(words.stops)
const BRANDS = trie(words.brands)
/** Words of names that hold a word which ends one: 新能源, 自动化. */
const KEPT = trie(words.kept)
/** What may stand in the name of an organisation. */
const inName = (unit: number): boolean => isHanUnit(unit) || isSmallCode(unit)
const LONGEST = 20
/** What goes on behind the first ending of a name; bounded, so that a text of endings alone stays linear. */
const LONGEST_REST = 40

/** The place where the name of an organisation that ends at `to` begins: behind the last word that cannot belong to it. */
function beginningOf(text: string, at: number): number {
  let from = at
  while (at - from < LONGEST && inName(text.charCodeAt(from - 1))) from -= 1
  let begin = from
  for (let i = from; i < at; i += 1) {
    const stop = STOPS.at(text, i)[0]
    const branded =
      [i - 1, i].some((place) => BRANDS.at(text, place).some(({ to }) => to > i)) ||
      (stop !== undefined &&
        [i - 2, i - 1, i].some((place) =>
          KEPT.at(text, place).some(({ to }) => to >= stop.to && (place < i || to > stop.to)),
        ))
    if (stop && !branded && stop.to <= at && PLACES.at(text, i).every(({ to }) => to <= stop.to)) {
      begin = stop.to
    }
  }
  return begin
}

const OF_PLACE = /^[州县旗]$/
const ANY_PLACE = /^[外各某邻他两三几多等每该本我全原]$/

/** 四方, 八达: a numeral that counts, measures or numbers nothing is a part of a name. */
const NUMERAL = /^[一二三四五六七八九十百千万]$/
const NUMBERS =
  /^(?:[一二三四五六七八九十百千万第年月日号级甲乙丙等家间所个座位名类种处批期届次人床楼层院中小幼医厂矿局处分公附大队连团组社区县市省科室病班车建冶航钢棉纺局]|公里)/
/** 四海市妇幼保健院, 石桥镇小学: two or three characters before the mark of a place are its name. */
const TOWN = /^([\u4e00-\u9fff]{2,3})[市县区镇乡](?![医属直级立内外域委政])/

/** How many characters of a name tell one organisation from another: 当地人民医院 has none, 同济医院 two although 同 alone is general. */
function ownCharacters(text: string, from: number, to: number): number {
  if (BRANDS.at(text, from).some((brand) => brand.to <= to)) return 2
  const town = TOWN.exec(text.slice(from, Math.min(to, from + 4)))?.[1]
  if (town !== undefined && !GENERIC.at(text, from).some((word) => word.to - from > 1)) return 2
  let own = 0
  for (let at = from; at < to;) {
    const numeral = NUMERAL.test(text[at] ?? '') && at + 1 < to && !NUMBERS.test(text.slice(at + 1, at + 3))
    const generic = GENERIC.at(text, at).find((word) => !(numeral && word.to === at + 1))
    const place = PLACES.at(text, at)[0]
    // 明州大学, 滕县医院: one character before the mark of a place is the name of one.
    if (own === 1 && at === from + 1 && OF_PLACE.test(text[at] ?? '') && !ANY_PLACE.test(text[from] ?? '')) {
      own += 1
    }
    if (place && place.to <= to && !(generic && generic.to >= place.to)) {
      own += place.to - at
      at = place.to
    } else if (generic && generic.to <= to) at = generic.to
    else {
      own += 1
      at += 1
    }
  }
  return own
}

/** An organisation goes on with another: 四川大学华西医院, 淮北矿工总医院. */
function lastSuffix(text: string, from: number): number {
  let end = from
  for (let at = from; at - end <= 8 && at - from <= LONGEST_REST && inName(text.charCodeAt(at)); at += 1) {
    const generic = GENERIC.at(text, at)[0]
    if (generic && generic.to - at > 1 && SUFFIXES.at(text, at).length === 0) {
      at = generic.to - 1
      continue
    }
    if (STOPS.at(text, at).length > 0) break
    const suffix = SUFFIXES.at(text, at)[0]
    if (suffix) {
      end = suffix.to
      at = suffix.to - 1
    }
  }
  return end
}

/** 东湖花园8-2-301: house, stair and flat behind the name of an estate. */
const HOUSE_NUMBER =
  /^\d{1,4}(?:(?:[栋幢座号]?-\d{1,4}){1,3}|[栋幢座]|号楼?)(?:\d{1,2}单元)?(?:\d{1,4}(?:室|房|号)?)?(?![\d天岁月年%])/

/** Employers, schools, hospitals and other organisations with a name of their own. */
function* organisations(text: string): Generator<FoundIdentifier> {
  let last = 0
  for (let i = 0; i < text.length; i += 1) {
    const suffix = SUFFIXES.at(text, i)[0]
    if (!suffix) continue
    const from = Math.max(last, beginningOf(text, i))
    const end = lastSuffix(text, suffix.to)
    const to = end + (HOUSE_NUMBER.exec(text.slice(end, end + 20))?.[0].length ?? 0)
    // 金色家园12-2-301: a house number makes a general name one of its own.
    if (ownCharacters(text, from, i) < (to > end ? 1 : 2) || i - from < 2) continue
    yield { kind: 'address', from, to, confidence: 'likely' }
    last = to
    i = to - 1
  }
}

const NUMBERED_SCHOOL =
  /(?<![\u3400-\u9fff])([\u4e00-\u9fff]{2,4}[一二三四五六七八九十]{1,2}[中小])(?=[^\u3400-\u9fff]|$|退休|上学|就读|读书|学生|老师|教师|毕业|高[一二三中]|初[一二三中]|[一二三四五六]年级)/dg

const ATTENDED =
  /(?:就读于?|在读于?|就学于|上学于|毕业于|考入|转学至)([\u4e00-\u9fff]{2,8}?(?:[一二三四五六七八九十]{1,2}(?:[中小](?!学)|幼)|外国语(?:学校|中学|小学)?|附小|附中|实小|实中|实验(?:学校|中学|小学|幼儿园)?))/dg

/** 县一中高三, 实验二小三年级, 浙大研究生, 喀左县农民: schools by number, universities in short, counties of people. */
const OF_PEOPLE = [
  /((?:[省市县区镇]|实验)第?[一二三四五六七八九十]{1,2}[中小](?!学))(?=[^\u3400-\u9fff]|$|退休|上学|就读|读书|学生|老师|教师|毕业|高[一二三中]|初[一二三中]|[一二三四五六]年级|教书)/dg,
  /(?<![东西南北华湖河山\u4e00-\u9fff](?<![在于读系是为，]))((?:北|清华|人|浙|复旦|交|同济|南|武|中|华科|川|吉|山|厦|哈工|西交|兰|郑|苏|暨|湖|云|贵|宁|青|藏|新|海|辽|黑)大)(?=研究生|本科|博士|硕士|毕业|教授|老师|在读|学生|读|[一二三四]年级|大[一二三四])/dg,
  /(?<![\u3400-\u9fff](?<![在系是为由从]))((?![本该某各全外贫山])[\u4e00-\u9fff]{2,3}[县旗镇乡村])(?=农民|牧民|村民|居民|渔民|人(?=[，,。；;、( ]|$)|籍)/dg,
  /(?<![\u3400-\u9fff](?<![在系是为由从]))([\u4e00-\u9fff]{2,5}(?:物流|快运|货运|电力|燃气|水务|出租|保险|证券|地产|装饰|建材|餐饮|酒楼|纺织|服饰|机械|电子|科技|化工|药业|制药|食品|乳业|酒业|钢铁|重工|水泥|陶瓷|传媒|搬家|家政|物业|人寿|财险|速递|速运|快递|外卖|汽修|汽配|矿业|煤业|水产|农资|种业|轮胎|橡胶|玻璃|家具|门窗|五金|印刷|包装|塑料|造纸|皮革|鞋业|玩具|电器|通信|软件|网络|航空|海运|船务|港务|地铁|公交|客运|环卫|园林|路桥|市政|消防|安保|旅行社|眼镜|珠宝|美容|健身|印务|影业|置业|钢构|摩托|轮船|化纤|染织|制衣|电镀|铸造|驿站|酒楼|酒店|饭店|车队|车行))(?=的?(?:[印缝车钳焊电木瓦漆铣磨锅铆管机][刷纫]?工|[\u4e00-\u9fff]{1,2}工(?=[,，。;；、 ]|$)|站长|厂长|质检员?|仓管员?|后厨|外教|教员|前台|司机|职工|员工|工人|柜员|经理|会计|业务员|销售|主管|保安|退休|理赔员?|客服|老板|店主|店长|店员|技师|师傅|快递员|骑手|保洁|出纳|文员|技术员|工程师|学徒|操作工|装卸工|搬运工|教练|导游|飞行员|空姐|船员))/dg,
  // 江城理工大二, 就读省师大: a university in short before the year, or behind what is done there
  /(?<![\u3400-\u9fff](?<![在系是为读自到考从、，]))((?!就读|在读|毕业|考入|考取|转学|来自|现在|今年)[\u4e00-\u9fff]{1,4}(?:理工|师大|科大|工大|农大|医大|财大|政法|交大|外院|体院|美院|音乐学院|师院|医专|职院|高职|电大|党校|卫校|技校|师范))(?=大[一二三四五]|研[一二三]|博[一二三]|[,，。;；、 ]|$|学生|在读|本科|硕士|博士|毕业|教师|老师|教授|退休|宿舍|校医)/dg,
  // 益民粮油店店主, 红星汽修铺老板: a shop before who keeps it
  /(?<![\u3400-\u9fff](?<![在系是为、，]))([\u4e00-\u9fff]{3,8}(?:店|铺|馆|坊|行|社|城|场|厅|吧|屋|楼|庄|堂|站|队|班|部))(?=(?:的)?(?:店主|老板娘?|店长|店员|掌柜|伙计|厨师|服务员|收银员|学徒))/dg,
]
/** 外院浙二病理会诊, 市一就诊: a hospital by its short name before what is done there. */
const SHORT_HOSPITAL = new RegExp(
  `((?:浙一|浙二|浙大[一二四]|爱康国宾|美年大健康|慈铭|瑞慈|邵逸夫|邵医|华西|湘雅(?:二|三)?|协和|瑞金|中山|华山|仁济|同济|西京|唐都|齐鲁|安贞|阜外|天坛|宣武|积水潭|和睦家|龙华|曙光|新华|长海|长征|东方肝胆|盛京|湘雅附[一二三]|301|北医[一三]院|(?:省|市)(?:一|二|三|四|五|六|立|人民|妇保|肿瘤|中医院?)|[县区州](?:一|二|三|四)院)(?:医院|院)?)(?=会诊|就诊|住院|体检|手术|检查|治疗|病理|转|诊断|出院|门诊|行|做|住|复查|随访|产检|建档|分娩|建议|开|输液|透析|化疗|放疗|挂号|专家|的(?:片子?|报告|病历|检查|化验|药|医生|专家|诊断|手术|ct|mr|pet)|回来|看过?|查过?)`,
  'dg',
)
/** 省人医, 县二院, 转附一院: a hospital by its number or its letters, wherever it stands. */
const HOSPITAL_NUMBER =
  /(?<![\u4e00-\u9fff](?<![在由从到至往转回经去于赴自被送返的、，]))((?:[\u4e00-\u9fff]{2,3}(?<![各该本某外我])|[京津沪渝杭甬绍嘉衢苏锡扬镇徐浙皖赣鄂湘粤川黔滇陕甘青宁鲁豫冀晋辽吉黑温](?=大))?(?:[省市县区州]|附属?|大)(?:第?[一二三四五六七八九十]{1,2}院(?![校前内外感])|人医|中医院?|妇保院?|妇幼院?|儿医|立医院|传染病院|精神病院|五官科医院))/dg
const NUMBERED_WORKS = new RegExp(
  `((?:[省市县区国]|${words.trades.join('|')}){1,3}(?:第?[一二三四五六七八九十]{1,2})(?:分?厂|局|分?公司|矿|车间|大?队|建|处))(?![\\u4e00-\\u9fff]?科)`,
  'dg',
)
/** 顺丰快递员, 跑滴滴: a brand is a workplace before who works there, or behind how. */
/** The longer first: 阿里巴巴 before 阿里. */
const EMPLOYERS = alternatives(words.employers)
const BRANDED = new RegExp(
  `(?<=[跑送开在给为])((?:${EMPLOYERS}))|((?:${EMPLOYERS}))(?=快递员|外卖员|骑手|员工|职工|工人|店员|收银员|司机|保安|保洁|经理|店长|流水线|生产线|车间|工厂|上班|工作|打工|退休|的?(?:工程师|程序员|技术员|销售))`,
  'dg',
)
/** Works, hospitals and schools that their form alone gives away. */
const BY_FORM: readonly Form[] = [
  ['address', ATTENDED],
  // 第七中学: a school by its number
  [
    'address',
    /(?<![\u4e00-\u9fff](?<![在从到是系于由自至]))(第[一二三四五六七八九十]{1,3}(?:中学|小学|幼儿园|高中|初中|职中|高级中学|实验小学|实验中学))/dg,
    /第[一二三四五六七八九十]/,
  ],
  // 郑大一附院, 二附院, 医大附二: a hospital of a university by its number
  [
    'address',
    /((?:(?![在至到转从去往于由])[\u4e00-\u9fff]{1,2}大|(?![在至到转从去往于由])[\u4e00-\u9fff]{0,2}医大?|省|市)(?:[一二三四五]附院?|附[一二三四五]院?)(?![月年日个次种级度类张页份件图])|[一二三四五]附院|附[一二三四五]院|附属[一二三四五]院)/dg,
    /附/,
  ],
  // 北大人民, 浙大邵逸夫, 省肿瘤穿刺: a university or a province with what tells its hospital
  [
    'address',
    /((?:北大|浙大|川大|中大|武大|山大|西交大?|交大|复旦|南大|中南|华中|吉大|苏大|安医|南医大?|福医|重医|广医|河医|哈医大?|首医|天医|温医)(?:人民|第?[一二三四五]院?|口腔|华西|齐鲁|同济|协和|仁济|瑞金|邵逸夫|儿院|妇院|儿童|妇产|肿瘤|眼科|湘雅|附[一二三四]院?|中山|鼓楼|江苏)(?:医?院)?)(?=[\u4e00-\u9fffa-z，,。;；、]|$)/dg,
    /北大|浙大|[川中武山交南苏吉]大|复旦|中南|华中|[安南福重广河哈首天温]医/,
  ],
  [
    'address',
    /((?:省|市)(?:肿瘤|胸科|儿童|妇幼|传染病?|精神|口腔|眼科|骨科|心脏|脑科|结核|皮肤病?|职防|疾控))(?=穿刺|病理|活检|骨穿|基因|会诊|就诊|住院|化疗|放疗|手术|复查|查|出院|转|诊断|ct|mr|pet|来|看|做|开)/dg,
    /[省市](?:肿瘤|胸科|儿童|妇幼|传染|精神|口腔|眼科|骨科|心脏|脑科|结核|皮肤|职防|疾控)/,
  ],
  ['address', NUMBERED_WORKS, /[一二三四五六七八九十](?:分?厂|局|分?公司|矿|车间|大?队|建|处)/],
  ...[BRANDED, SHORT_HOSPITAL, HOSPITAL_NUMBER, ...OF_PEOPLE].map((form): Form => ['address', form]),
]

/** 在朝阳门外大街摆摊: a street or an estate alone, behind where somebody is. */
const STREET =
  /(?:在|住[在于]?|到|位于|沿|去)((?!于)[\u4e00-\u9fff]{2,7}?(?:(?<![入通尿旁气回套管支径退思电线短断胆血液门])路|大街|大道|胡同|弄堂|小区|新村|公寓)(?:\d{1,5}号)?)(?=[摆开卖上被骑散走遭口附近,，。;；、 ]|路口|$|\d)/dg
const NO_STREET = /^(?:[某该本同这那每各整一两几附近]|小区|公寓|社区|居住|老旧)/
function* streets(text: string): Generator<FoundIdentifier> {
  for (const match of matchesOf(text, STREET)) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    if (!NO_STREET.test(match[1] ?? '')) yield { kind: 'address', from, to, confidence: 'likely' }
  }
}

/** 余杭五院, 杭二中高三: the number of its town, or the town by one character, tells a hospital or a school. */
const NUMBERED =
  /^(?:第?[一二三四五六七八九十]{1,2}院(?![一-龥](?<!治|做|转|住|会|就|的|手|出|门|复|急|建|看|开|病|检|查|诊|行|体|回|心|神|骨|妇|儿))|[一二三四五六七八九十]{1,2}中(?!学)(?=高[一二三]|初[一二三]|退休|老师|教师|学生|就读|读书|毕业))/
const TOWN_IN_SHORT = /^[京津沪渝杭甬绍嘉衢舟苏锡扬镇徐淮泰蓉穗深榕厦济郑洛]$/

function* numbered(text: string): Generator<FoundIdentifier> {
  for (let i = 0; i < text.length; i += 1) {
    const short =
      TOWN_IN_SHORT.test(text[i] ?? '') &&
      !/[\u3400-\u9fff](?<![在于从由到转至往是自读去回经])/.test(text[i - 1] ?? '')
    const to = chainOfPlaces(text, i)
    for (const at of [to, ...(short ? [i + 1] : [])]) {
      const own = at > i ? NUMBERED.exec(text.slice(at, at + 8))?.[0] : undefined
      if (own !== undefined) yield { kind: 'address', from: i, to: at + own.length, confidence: 'likely' }
    }
    if (to > i) i = to - 1
  }
}

/** 金华五中: a school by the number of its town. */
function* schools(text: string): Generator<FoundIdentifier> {
  for (const match of matchesOf(text, NUMBERED_SCHOOL)) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    if (PLACES.at(text, from).length > 0) yield { kind: 'address', from, to, confidence: 'likely' }
  }
}

/** Organisations and places of origin of folded Chinese text. Linear in the length. */
export function findOrganisations({ text }: FoldedText): FoundIdentifier[] {
  if (!hasHan(text)) return []
  return [
    ...organisations(text),
    ...findOrigins(text),
    ...numbered(text),
    ...schools(text),
    ...byForms(text, BY_FORM),
    ...streets(text),
  ]
}

import { matchesOf } from '@/lib/privacy/matches-of'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import type { FoldedText } from '@/lib/clinical/text/fold-text'
import { hasHan, isHanUnit, isSmallCode } from '@/lib/privacy/han-units'
import places from '@/lib/privacy/place-words.json'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'

const LABELS = phraseTrie(places.labels.map((label) => [label, true] as const))
const PROVINCES = phraseTrie(places.provinces.map((name) => [name, true] as const))
const SUFFIXES = phraseTrie(places.suffixes.map((suffix) => [suffix, true] as const))
/** Suffixes that begin an address although no province or label stands in front. */
const OPENING = new Set(places.opening)
const NOT_PLACES = phraseTrie(places.notPlaces.map((word) => [word, true] as const))
const HASH = 35
const DASH = 45
/** What may stand in a part of an address. */
const inName = (unit: number): boolean =>
  isHanUnit(unit) || isSmallCode(unit) || unit === HASH || unit === DASH
const LONGEST_SEGMENT = 12

/** A blank beside a house number: 文三路 268 号 3 幢. */
const beside = (text: string, at: number): boolean =>
  text[at] === ' ' && (/\d/.test(text[at - 1] ?? '') || /\d/.test(text[at + 1] ?? ''))

/** One part of an address: up to twelve characters ending in a suffix such as 市, 路, 号. The first suffix that is reached ends it. */
function segmentEnd(text: string, from: number): { to: number; suffix: string } | null {
  for (let at = from + 1; at - from <= LONGEST_SEGMENT; at += 1) {
    if (!inName(text.charCodeAt(at - 1)) && !beside(text, at - 1)) return null
    const suffix = SUFFIXES.at(text, at)[0]
    // 泉州市: a city's name may end like a prefecture.
    if (suffix && text[at] === '州' && text[suffix.to] === '市') continue
    // 讲座, 支座: a building has its letter or number in front.
    if (suffix && text[at] === '座' && !/[\da-z]/.test(text[at - 1] ?? '')) continue
    // 鼓楼区: the name of a district may end like another place.
    const second = at - from === 1 && suffix?.to === at + 1
    if (second && /[区县镇乡]/.test(text[suffix.to] ?? '')) continue
    if (suffix) return { to: suffix.to, suffix: text.slice(suffix.from, suffix.to) }
  }
  return null
}

/** How far consecutive parts reach from `from`, and how many they are. */
function chainFrom(text: string, from: number): { to: number; parts: number } {
  let to = from
  let parts = 0
  for (;;) {
    const province = PROVINCES.at(text, to)[0]
    const next = province && text[province.to] !== '市' ? { to: province.to } : segmentEnd(text, to)
    if (!next || parts > 12) return { to: tail(text, to), parts }
    to = next.to
    parts += 1
  }
}

/** A house number that ends an address without 号: `12-3-501`. */
const tail = (text: string, to: number) =>
  to +
  (/^ ?\d{1,5}(?:-\d{1,5}){0,3}(?! ?[年月日岁天次个\d:.%])/.exec(text.slice(to, to + 24))?.[0].length ?? 0)

const CLAUSE_END = /[，,。;；\n()]/
const LABEL_GAP = /^[ :为是在于]{0,3}/

function* labelled(text: string): Generator<FoundIdentifier> {
  for (const { from: label, to } of LABELS.matches(text)) {
    const gap = LABEL_GAP.exec(text.slice(to, to + 3))?.[0] ?? ''
    const from = to + gap.length
    const chain = chainFrom(text, from)
    const sure = places.clauseLabels.includes(text.slice(label, to)) || PROVINCES.at(text, from).length > 0
    if (chain.parts >= (sure ? 1 : 2) && PLACE_END.test(text.slice(from, chain.to))) {
      yield { kind: 'address', from, to: chain.to, confidence: 'certain' }
      continue
    }
    if (!gap.includes(':') || places.clauseLabels.every((word) => text.slice(label, to) !== word)) continue
    let end = from
    while (end - from < 40 && end < text.length && !CLAUSE_END.test(text[end] ?? '')) end += 1
    if (end - from >= 2) yield { kind: 'address', from, to: end, confidence: 'likely' }
  }
}

const PLACE_END =
  /省|市|区|县|乡|镇|村|路|街|道|巷|弄|号|栋|幢|楼|室|组|屯|庄|苑|园|旗|州|盟|里|单元|公司|学校|大学|厂/

/** 炎症区, 病变区: a part of the body. */
const OF_ILLNESS = /[症病瘤炎癌灶损痛梗肿腺]/

/** 中山北路, 上虞区: names of places that begin with a word which begins none. */
const CALLED_SO = /^(?:中[山兴华央]|上[海城虞]|下[城沙]|前进|内江|外滩)/

/** Where an address without a label may begin: at a province, or at a name of two or three characters before 市, 县, 区. */
function openingAt(text: string, at: number): boolean {
  if (PROVINCES.at(text, at).length > 0) return true
  if (NOT_PLACES.at(text, at).length > 0 && !CALLED_SO.test(text.slice(at, at + 2))) return false
  const segment = segmentEnd(text, at)
  if (segment && OF_ILLNESS.test(text.slice(at, segment.to))) return false
  return segment !== null && OPENING.has(segment.suffix) && segment.to - at <= 5 && segment.to - at >= 3
}

/** The hamlet behind a village, up to the end of the clause: 彭殿村后垵. */
const hamlet = (text: string, { to, parts }: { to: number; parts: number }): number =>
  parts >= 3
    ? (/^[\u4e00-\u9fff]{1,4}(?=[,，。;；、）) \n]|$)/.exec(text.slice(to, to + 5))?.[0].length ?? 0)
    : 0

/** 高原地区农村, 沿海渔村: a kind of country, not a place. */
const LANDSCAPE =
  /^(?:高原|高海拔|低海拔|沿海|沿江|沿湖|内陆|平原|丘陵|盆地|草原|山区|牧区|林区|矿区|库区|湖区|湖沼|水网|郊区|农村|城市|城镇|边境|边远|偏远|贫困|欠发达|发达|缺碘|高碘|缺硒|高氟|高砷|寒冷|高寒|热带|亚热带|温带|潮湿|干旱|西部|东部|南部|北部|中部|西北|东北|华北|华南|华东|西南|华中|流行|非流行|高发|低发|疫源|水源)(?:地区|地带|农村|乡村|渔村|山村|牧区|山区|林区|城镇|城市|乡镇|区)/

/** 河南驻马店地区食管癌高发: where an illness is common, unless somebody is of there. */
const isRegion = (text: string, from: number, to: number): boolean =>
  /地区$/.test(text.slice(from, to)) && /^(?![的人籍来农牧居])[\u4e00-\u9fff]/.test(text.slice(to, to + 1))

function* unlabelled(text: string): Generator<FoundIdentifier> {
  for (let i = 0; i < text.length;) {
    if (!openingAt(text, i)) {
      i += 1
      continue
    }
    const landscape = LANDSCAPE.exec(text.slice(i, i + 6))?.[0]
    if (landscape !== undefined) {
      i += landscape.length
      continue
    }
    const chain = chainFrom(text, i)
    const confirmed = chain.parts >= 2 && chain.to - i >= 5 && !isRegion(text, i, chain.to)
    if (confirmed) {
      yield { kind: 'address', from: i, to: chain.to + hamlet(text, chain), confidence: 'likely' }
    }
    i = confirmed ? chain.to : i + 1
  }
}

/** 东门外柳湾村, 城北铜匠巷三号: a clause that is a hamlet or a house of a lane, and nothing else. */
const HOUSE =
  '(?:[一二三四五六七八九十百〇零\\d]{1,5}号(?:附[一二三四五六七八九十\\d]{1,3}号?)?(?:[\\u4e00-\\u9fff\\d-]{0,8}(?:室|房|楼|院|单元|店|铺|旁|隔壁|对面))?)'
const CLAUSE = new RegExp(
  `(?<=^|[,，。;；、:：“”"(（\\n ])((?!(?:快递|邮寄|寄|送|搬|租|位于|地处|现在|原在|家在|家|居|住|来|在|于|同|因|由|从|到|去|回|本|该|某|外|全|这|那|患|病|家住|现住|就诊|自|沿|走))[\\u4e00-\\u9fff]{2,10}(?:[村屯寨庄岙坳塆湾堡](?:[\\u4e00-\\u9fff\\d]{1,4}(?:组|队|社|号|屯))?|(?:巷|胡同|弄|弄堂|街|大街|里弄|坊|大院)${HOUSE}?|(?:路|大道|街道|桥|门|里)${HOUSE}))(?=[,，。;；、)）“”"\\n ]|$)`,
  'dg',
)
const NO_HAMLET =
  /(?:农|山|乡|渔|新|城中|牧|外|本|邻|同|全|各|该|每|进|下|回|出|驻)村$|^(?:[一二三四五六七八九十\d两几多]+|农|山|新|乡|偏远|自然|行政|附近|周边|隔壁|一个|某个|两个)[村屯寨庄]|逛街|上街$/
function* clauses(text: string): Generator<FoundIdentifier> {
  if (!/[村屯寨庄岙坳塆湾堡巷弄街坊院]|胡同|\d号|[一二三四五六七八九十]号/.test(text)) return
  for (const match of matchesOf(text, CLAUSE)) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    if (!NO_HAMLET.test(match[1] ?? '')) yield { kind: 'address', from, to, confidence: 'likely' }
  }
}

/** What ends the name of a street. */
const WAYS =
  '(?:parade|quay|wharf|cottages?|villas|mansions|heights|broadway|esplanade|crescent|close|gardens|grove|hill|square|park|row|mews|walk|highway|parkway|circle|trail|green|view|rise|street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|way|place|terrace)'
const ENGLISH = new RegExp(
  `(?:\\b(?:flat|apartment|apt|unit) ?[a-z\\d]{1,4},? )?\\b\\d{1,5}(?:-\\d{1,5})?[a-z]? (?:(?!(?:by|with|for|seen|and|in|on|at|to|from|was|were|is|are|had|has|mg|ml|mcg|g|units?|days?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|times|patients?|cm|mm|kg|of|per|a|an|or|if|not|no|then|but|as|after|before|under|over|since|when|his|her|their|my|our) )[a-z][a-z'.-]{1,20} ){1,4}${WAYS}\\b\\.?(?:,? {0,2}(?:apt|apartment|unit|suite|#) ?[a-z0-9-]{1,6})?(?:, ?[a-z]['a-z-]{2,24}(?= ?,| [a-z]{1,2}\\d|\\.|$| with| and))?(?:,? {0,2}[a-z]{1,2}\\d[a-z\\d]? \\d[a-z]{2})?`,
  'g',
)
const HAS_WAY = new RegExp(` ${WAYS}\\b`)
const POST_BOX = /\bp\.?o\.? ?box \d{1,6}(?:, [a-z ]{2,30} [a-z]{2,3} \d{4,5})?/g
const ENGLISH_LABEL = /(?:address ?:|lives at|resides at|residing at) {0,3}([^\n;。]{5,80})/dg

function* english(text: string): Generator<FoundIdentifier> {
  for (const { 0: surface, index: from } of HAS_WAY.test(text) ? matchesOf(text, ENGLISH) : []) {
    yield { kind: 'address', from, to: from + surface.length, confidence: 'likely' }
  }
  for (const { 0: surface, index: from } of matchesOf(text, POST_BOX)) {
    yield { kind: 'address', from, to: from + surface.length, confidence: 'certain' }
  }
  for (const match of matchesOf(text, ENGLISH_LABEL)) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    const stop = text.slice(from, to).search(/\. |,? (?:presents|with|phone|tel|mrn|who)\b/)
    yield { kind: 'address', from, to: stop > 0 ? from + stop : to, confidence: 'certain' }
  }
}

/** Postal addresses: behind a label, or at least two administrative parts in a row. */
export function findAddresses({ text }: FoldedText): FoundIdentifier[] {
  const chinese = hasHan(text) ? [...labelled(text), ...unlabelled(text), ...clauses(text)] : []
  return [...chinese, ...english(text)]
}

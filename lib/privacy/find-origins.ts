import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import { matchesOf } from '@/lib/privacy/matches-of'
import { chainOfPlaces, PLACES } from '@/lib/privacy/place-chains'

const ORIGIN =
  /(?:老家|户口所在地|户口|户籍地|家在|家是|娘家|婆家|迁居|移居|随迁至|下放到|插队于|旅居|客居|籍贯|原籍|祖籍|户籍|现居|现住|家住|居住在|居住于|居住|居|住在|来自|出生于|出生在|出生地|生于|长居|久居|返回|返|开户行|人在|定居|务工于|打工于)[ :为是在于]{0,3}/g
const TAIL = /^[\u4e00-\u9fff]{1,4}(?:市|区|县|镇|乡|村|旗|州|街道|路)/
/** 老家河南周口，: what no table knows, up to a mark. */
const REST = /^[\u4e00-\u9fff]{2,3}(?=[,，、。;；)]|$)(?<!人|籍|农村|市区|郊区)/
/** 来深圳打工: where somebody went to do what people do there. */
const WENT = /(?:来|到|去|赴|在)(?=[\u4e00-\u9fff])/g
const THERE =
  /^(?:市|区|县)?(?:打工|务工|工作|上班|上学|读书|旅游|旅行|出差|经商|做生意|做买卖|带孙|带娃|居住|生活|养老|定居|探亲|就医|看病|求医|做|开店|摆摊|送外卖|跑车|当|种地|养|干活|包工)/

/** 老家甘肃静宁, 现居乌鲁木齐米东区: place names behind a word for origin or residence. */
function* origins(text: string): Generator<FoundIdentifier> {
  for (const match of matchesOf(text, ORIGIN)) {
    const from = match.index + match[0].length
    const to = chainOfPlaces(text, from)
    if (to > from) {
      const tail = (TAIL.exec(text.slice(to, to + 6)) ?? REST.exec(text.slice(to, to + 4)))?.[0].length ?? 0
      yield { kind: 'address', from, to: to + tail, confidence: 'likely' }
    }
  }
}

function* gone(text: string): Generator<FoundIdentifier> {
  for (const { index } of matchesOf(text, WENT)) {
    const from = index + 1
    const to = chainOfPlaces(text, from)
    if (to > from && THERE.test(text.slice(to, to + 5))) {
      yield { kind: 'address', from, to, confidence: 'likely' }
    }
  }
}

const DEPARTED = /(?:从|自)(?=[\u4e00-\u9fff])/g

/** 从广东湛江返回: place names between 从 and a word for coming. */
function* departed(text: string): Generator<FoundIdentifier> {
  for (const { index, 0: word } of matchesOf(text, DEPARTED)) {
    const from = index + word.length
    const to = chainOfPlaces(text, from)
    const tail =
      to > from
        ? /^([\u4e00-\u9fff]{0,3}?)(?:返|回|归|出发|转[来入至到]|过来|来[的我本院]|坐[车火飞高动]|赶[来到]|送[来到])/.exec(
            text.slice(to, to + 6),
          )
        : null
    if (tail) yield { kind: 'address', from, to: to + (tail[1]?.length ?? 0), confidence: 'likely' }
  }
}

/** 贵州毕节来的, 云南昭通过来打工, 黑龙江鹤岗来沪: who comes from there. */
const ARRIVED =
  /^(?:那边|那里|老家|农村|乡下|山里)?(?:过来|来)(?:的|打工|务工|就诊|看病|求医|治|[沪京杭宁汉穗深蓉渝津](?![\u4e00-\u9fff]{0,2}[药汤])|我院|本院|院|此)/
/** 安徽阜阳的，湖南邵阳那边的: two places in a row up to a mark or a person. */
const OF_THERE =
  /^(?:那边|那里|一带|乡下|农村|山里|老家)?(?:的(?=[,，。;；、)）\n]|$|病人|患者|老人|农民|民工|务工|小孩|孩子|产妇|孕妇|大[爷妈叔姐]|老乡)|人(?=[,，。;；、)）\n]|$))/
/** What may stand in front of a single place: a mark, or who it is. */
const WHO_IS = /(?:^|[^\u3400-\u9fff]|[是从由自打系]|病人|患者|外地|家里)$/
const COUNTED_PLACE = /^[一二三四五六七八九十东西南北中]/

function* comers(text: string): Generator<FoundIdentifier> {
  for (let i = 0; i < text.length; i += 1) {
    const place = PLACES.at(text, i)[0]
    if (!place) continue
    const to = chainOfPlaces(text, i)
    const behind = text.slice(to, to + 8)
    const told = !COUNTED_PLACE.test(text.slice(i, i + 1)) && WHO_IS.test(text.slice(Math.max(0, i - 2), i))
    const arrived = (to > place.to || told) && ARRIVED.test(behind)
    if (arrived || (to > place.to && OF_THERE.test(behind))) {
      yield { kind: 'address', from: i, to, confidence: 'likely' }
    }
    i = to - 1
  }
}

const COUNTY =
  /^(?:[县旗乡镇村]|地区(?![\u4e00-\u9fff](?<![的人籍来农牧]))|自治州|州(?=[\u4e00-\u9fff]{1,4}[县市]))/
const BELONGS = /^(?:籍|来(?:诊|院|我院)|人(?=[，,。；;、（( ]|$)|[市县区镇乡]?人(?=[，,。；;、（( ]|$))/

/** 福海县牧民; 哈密人: a known place with its county mark, or that somebody belongs to, at the beginning of a clause. */
function* known(text: string): Generator<FoundIdentifier> {
  for (let i = 0; i < text.length; i += 1) {
    const place = PLACES.at(text, i)[0]
    if (!place) continue
    const to = chainOfPlaces(text, i)
    const surface = text.slice(i, to)
    const opens = !/[\u3400-\u9fff]/.test(text[i - 1] ?? '')
    const mark = COUNTY.exec(text.slice(to, to + 6))?.[0].length ?? 0
    const marked = mark > 0 || /.{2}[县旗乡镇村]$/.test(surface)
    if (marked || (opens && BELONGS.test(text.slice(to, to + 3)))) {
      yield { kind: 'address', from: i, to: to + mark, confidence: 'likely' }
    }
    i = to - 1
  }
}

/** Where somebody comes from, has gone to or belongs to, in folded Chinese text. Linear in the length. */
export function findOrigins(text: string): FoundIdentifier[] {
  return [...origins(text), ...departed(text), ...gone(text), ...known(text), ...comers(text)]
}

import { matchesOf } from '@/lib/privacy/matches-of'
import { isCompoundSurname, isFrequentSurname, isSurname, wordCost } from '@/lib/privacy/names/name-costs'
import { isFunctional, isHan } from '@/lib/privacy/names/name-context'
import type { HanName } from '@/lib/privacy/names/name-lattice'

/** 张姓患者, 李氏: a surname told as such. */
const OF_SURNAME =
  /([\u3400-\u9fff])(?:姓(?=[,，。;；、]|$)|[姓氏](?=患者|病人|男|女|老|家属|医|护|先生|司机|同|青年|村民|工人))/g
function* ofSurname(text: string): Generator<HanName> {
  for (const { 1: surname = '', index: from } of matchesOf(text, OF_SURNAME)) {
    if (isFrequentSurname(surname) && !isHan(text[from - 1])) {
      yield { from, to: from + 1, form: 'surname', sure: false }
    }
  }
}

/** 术者蒋, 助手韩、杨: surnames alone behind who did it, up to a mark. */
const DONE_BY =
  /(?:术者|主刀|助手|一助|二助|三助|第[一二三]助手|麻醉|麻醉师|麻醉者|器械|巡回|洗手护士|记录者?|签名|签字|带教|值班|主班|责护|主管|经治|管床|责任护士|责任护|二线|一线|三线|值班护士|值班医生|值班医师|住院总|规培|实习|村医|校医|上级|书写|审核|报告|检查者|操作者|执行者|核对者?|交班者?|接班者?) ?[:：]? ?([\u3400-\u9fff]{1,2}(?:[、/][\u3400-\u9fff]{1,2}){0,4})(?=[,，。;；\n) ]|$)/dg
function* doneBy(text: string): Generator<HanName> {
  for (const match of matchesOf(text, DONE_BY)) {
    const start = match.indices?.[1]?.[0] ?? 0
    for (const { 0: unit, index } of (match[1] ?? '').matchAll(/[^、/]+/g)) {
      const surname =
        isFrequentSurname(unit) || isCompoundSurname(unit) || (isSurname(unit) && !isFunctional(unit))
      if (surname && !DONE_BY_WORD.test(unit)) {
        const from = start + index
        yield { from, to: from + unit.length, form: 'surname', role: 'clinician', sure: false }
      }
    }
  }
}
const DONE_BY_WORD = /[无见同略是否缺待暂有未签章人者空全高平左右安方常单双明白黄成时]/

/** 牛主治汇报, 郗主治:同意: the grade alone as a title, which is a verb behind the name of a formula. */
const GRADED =
  /(?<![\u3400-\u9fff](?<![请由嘱经和与、报告知联系向找问给]))([\u3400-\u9fff])(?:主治|主任?医|副主任?|副高|住院总|总住院)(?=[:：,，。;；、\n) ]|$|汇报|查房|说|指示|认为|示|建议|同意|看|来|会诊|意见|交代|补充|到场|签|处|已|也|在|去|电话|回复|考虑|嘱|要求|组)/g
function* graded(text: string): Generator<HanName> {
  for (const { 1: surname = '', index: from } of matchesOf(text, GRADED)) {
    if (isFrequentSurname(surname) || (isSurname(surname) && !isFunctional(surname))) {
      if (!/[方药汤该其为故由的副正主可能本]/.test(surname)) {
        yield { from, to: from + 1, form: 'surname', role: 'clinician', sure: false }
      }
    }
  }
}

/** 蒋妈妈, 权家老二, 张氏兄弟, 银姓患者, 郑局, 许太打来: what is said of somebody behind the surname alone. */
const SAID_BEHIND =
  /(?<![\u3400-\u9fff](?<![请由嘱经和与跟、给找问床东居师士]))([\u3400-\u9fff])(?:[妈爸](?:妈|爸|(?=[说诉问来在打]))|家(?=老[大二三幺]|[儿女媳婿孙]|[两三]?(?:姐妹|兄弟|弟兄))|氏(?=兄弟|姐妹|姐弟|兄妹|父子|母子|父女|母女|夫妇|家族|家人|三兄)|姓(?=患者|病人|患儿|男|女|老|家属|司机|青年)|[局处董](?=[说问打来在已血今的,，。;:：]|$)|太(?=[说诉问来在打给叫]))/g
function* saidBehind(text: string): Generator<HanName> {
  for (const { 0: whole, 1: surname = '', index: from } of matchesOf(text, SAID_BEHIND)) {
    const kept = whole[1] === '姓' ? isSurname(surname) : isFrequentSurname(surname) && !isFunctional(surname)
    if (kept && wordCost(whole.slice(0, 2)) === undefined) {
      yield { from, to: from + 1, form: 'surname', sure: false }
    }
  }
}

/** 滚女士, 仰先生: a single character between a mark and a title is a surname, whatever the tables say. */
const BEFORE_TITLE =
  /(?<![\u3400-\u9fff\da-z])(?![老小男女该此那这每某位大好贵令尊本我你他她其外产患病和与请由经让叫给对向陪找问有无各全名个单])([\u3400-\u9fff])(?=女士|先生|小姐|太太|阿姨|大爷|大妈|大叔|大婶|大姐|大哥|阿婆|阿公|奶奶|爷爷|老太|老师傅|师傅)/g
function* beforeTitle(text: string): Generator<HanName> {
  for (const { index: from } of matchesOf(text, BEFORE_TITLE)) {
    yield { from, to: from + 1, form: 'surname', sure: false }
  }
}

/** 请安主任, 由水教授: behind a request a surname before a title, also one that is a word. */
const ASKED =
  /[请由经嘱让叫找向跟和与给问等听按遵报]([\u3400-\u9fff])(?=副?主任(?!医师?(?:和|、|或|级|职|资格))|主治|教授|院长|护士长|护长|医生|大夫|医师|老师|护士|博士|师傅|工(?=修|来|处|看|检)|总(?=[来看批]))/dg
const NO_ASKED = /[和同向应由时从因候全代各相主何该本正总副外某老小大新单双两首上]/
function* asked(text: string): Generator<HanName> {
  for (const match of matchesOf(text, ASKED)) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    const surname = match[1] ?? ''
    if (isSurname(surname) && !NO_ASKED.test(surname)) {
      yield { from, to, form: 'surname', role: 'clinician', sure: false }
    }
  }
}

/** Z某: a letter instead of the surname. */
const LETTERED = /(?<![a-z\d])[a-z]某{1,2}(?=[^\u3400-\u9fff]|$|[男女因于诉今自])/g
function* lettered(text: string): Generator<HanName> {
  for (const { 0: surface, index: from } of matchesOf(text, LETTERED)) {
    yield { from, to: from + surface.length, form: 'other', sure: false }
  }
}

/** Surnames alone that 姓, a role in front or a grade behind gives away. */
export function* surnamesByRole(text: string): Generator<HanName> {
  yield* beforeTitle(text)
  yield* asked(text)
  yield* lettered(text)
  yield* saidBehind(text)
  yield* ofSurname(text)
  yield* doneBy(text)
  yield* graded(text)
}

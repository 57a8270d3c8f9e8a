import { matchesOf } from '@/lib/privacy/matches-of'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import {
  beginsWardWord,
  givenCost,
  isCompoundSurname,
  isFrequentSurname,
  isSurname,
  wordCost,
} from '@/lib/privacy/names/name-costs'
import {
  actEndsAt,
  isFunctional,
  isHan,
  isKindOfPeople,
  isPlaceholder,
  predicateAt,
  rightContext,
  type cuesOf,
} from '@/lib/privacy/names/name-context'
import type { HanName } from '@/lib/privacy/names/name-lattice'
import words from '@/lib/privacy/names/name-words.json'

const THINGS = new Set(words.things.split(' '))
const STATES = new Set(words.states.split(' '))
const PETS = new Set(words.pets.split(' '))
/** 小鱼, 阿强, 朵朵, 铁蛋: how somebody is called at home. */
const AT_HOME = /^(?:[小阿大老二三][\u4e00-\u9fff]|([\u4e00-\u9fff])\1|[\u4e00-\u9fff][娃妞蛋丫剩仔狗囡])$/
/** Doubled characters that are grammar, relatives or a way to do something: 慢慢, 奶奶, 仅仅. */
const NO_PET =
  /^[爸妈奶爷姥哥姐弟妹叔姑舅婆公太伯婶慢常天人刚仅渐等往多好大小轻重略微稍默频阵点片次个种时处缓偏单双足久每日夜年家]/

/** A word of the language that is not told by itself as a name is hardly one above this share. */
const RARE = -10.9
/** A character below this stands in no given name. */
const NO_GIVEN = -20

/** A character above this is common in given names. */
const COMMON = -7

/** Whether a word tells how somebody is sooner than who. */
export const isState = (word: string): boolean => STATES.has(word)

const NO_SURNAME = /[无见同略是否缺待暂有未签章人者空全高平左右安方常单双明白黄成时男女已不]/
/** Whether what stands alone where somebody signs is a surname sooner than a word. */
export const isSoleSurname = (unit: string): boolean =>
  isCompoundSurname(unit) ||
  ((isFrequentSurname(unit) || (isSurname(unit) && !isFunctional(unit))) && !NO_SURNAME.test(unit))

/** What may stand in a slot: no word at all or a rare one, a thing that persons are called by, a word of states, or what is no name. */
type Reading = 'name' | 'thing' | 'state' | 'no'

/** Surnames that begin what is done sooner than a name: 来拿药, 保管, 于元月. */
const ACTS = /^[于来保管有会可要去做开下上用服取送看打向后时经从]/

/** Whether a word that the language hardly has is how somebody is called at home. */
export const isPetName = (word: string): boolean =>
  AT_HOME.test(word) &&
  !(word[0] === word[1] && NO_PET.test(word)) &&
  !Array.from(word).some((unit) => givenCost(unit) < NO_GIVEN) &&
  (wordCost(word) ?? -Infinity) < RARE

/** Whether persons are called by a word. */
export const isThing = (word: string): boolean => THINGS.has(word) || PETS.has(word) || isPetName(word)

/** How what stands in a slot reads; `told` where a label or the cells around leave nothing but a name. */
function readingOf(text: string, { from, to, told }: { from: number; to: number; told: boolean }): Reading {
  const word = text.slice(from, to)
  if (isKindOfPeople(word) || isPlaceholder(word)) return 'no'
  if (isThing(word)) return 'thing'
  if (STATES.has(word)) return 'state'
  const surname = isCompoundSurname(word.slice(0, 2)) || isSurname(word[0] ?? '')
  if (!surname || beginsWardWord(text, from)) return 'no'
  // 患者之妻明某花: a surname that is a word of every ward, with two characters that are common in given names.
  const common = word.length === 3 && givenCost(word[1] ?? '') > COMMON && givenCost(word[2] ?? '') > COMMON
  const ordinary = isFunctional(word[0] ?? '') && !isFrequentSurname(word[0] ?? '') && !common
  if (!told && (ordinary || ACTS.test(word))) return 'no'
  // 谈了可能, 向其家属: characters of grammar and illness stand in no name.
  if (Array.from(word.slice(1)).some((unit) => givenCost(unit) < NO_GIVEN)) return 'no'
  const cost = wordCost(word)
  // 高血压, 白细胞: a longer word than a pair of characters begins here.
  const longer = [2, 3, 4].some((length) => (wordCost(text.slice(from, from + length)) ?? -99) > RARE)
  return (cost === undefined || cost < RARE) && !longer ? 'name' : 'no'
}

/** Lengths of names that begin at a place, the likelier first. */
const lengthsAt = (text: string, at: number): readonly number[] =>
  isCompoundSurname(text.slice(at, at + 2)) ? [4, 3] : [3, 2]

/** Where a run of Han characters ends, at most seven on. */
function runEnd(text: string, at: number): number {
  let to = at
  while (to - at < 7 && isHan(text[to])) to += 1
  return to
}

const GAP = /^ ?[:|(]? ?/
/** What somebody beside the patient does. */
const PREDICATE =
  /^(?:于[\d今昨前上本凌]|之[父母妻夫子女兄弟姐妹]|补充|目击|发现|通知|交接|指导|解释|安排|转述|证实|否认|评估|主持|到场|面谈|陪同|陪伴|陪护|报告|汇报|到场|代签|会诊|查看|指示|建议|交代|交班|接班|值班|核对|记录|审核|带教|主刀|麻醉|来电|电话|告知|联系|反映|代述|代诉|送来|提供|知情|签署|在场|护送|陪|守|喂|帮|去|来|打|问|认|在(?!于)|抱|扶|照看|照顾|做饭|买|取|送|说|讲|哭|吃|喝|用药|服|发烧|发热|咳|拉肚子|吐|烧)/

/** Whether what somebody beside the patient does begins at a place. */
export const doesAt = (text: string, at: number): boolean => PREDICATE.test(text.slice(at, at + 2))

interface Page {
  text: string
  cues: ReturnType<typeof cuesOf>
  dictionary: Dictionary
}

/** Behind a label with its colon stands a name up to a mark; behind a role up to a mark or to what is told of somebody. */
function* behindCues({ text, cues, dictionary }: Page): Generator<HanName> {
  for (const [end, { role, kind }] of cues) {
    if (role === undefined) continue
    if (text[end - 1] === '床' && !/[\d一二三四五六七八九十号]/.test(text[end - 2] ?? '')) continue
    const gap = GAP.exec(text.slice(end, end + 3))?.[0] ?? ''
    const told = /[:|]/.test(gap)
    const from = end + gap.length
    const verb = kind === 'label' && !told && (role === 'other' || actEndsAt(text, end))
    if (verb || !isHan(text[from])) continue
    const limit = runEnd(text, from)
    for (const length of lengthsAt(text, from)) {
      const to = from + length
      if (to > limit) continue
      const closed = to === limit
      if (!closed && (told || !(predicateAt(text, to) || doesAt(text, to)))) continue
      const reading = readingOf(text, { from, to, told })
      const clinical = dictionary.phrases.at(text, from).some((phrase) => phrase.to >= to)
      if (reading === 'no' || (clinical && reading === 'name')) continue
      // 患者安静，家属明白: a state is told behind a person, a thing is not.
      if (!told && reading === 'state' && (closed || role === 'patient')) continue
      if (!told && gap === '' && clinical && role === 'patient') continue
      yield { from, to, form: 'full', role, sure: told }
      break
    }
  }
}

const OPENS = /^[^\u3400-\u9fffa-z\d·]?$/
/** 请丁香医生: somebody is asked, told or met. */
const ASKED = /[请由找经嘱与和跟向给叫让]/
/** 和平诉切口痛: what only a person does. */
const SAYS = /^(?:诉|自诉|主诉|称|拒绝|要求|表示)/
/** 江河嗜睡, 云朵入院: what is told of a patient alone; a state is told so too. */
const TOLD =
  /^(?:神清|嗜睡|昏睡|入院|出院|转科|转入|转出|已镇静|已插管|已拔管|拔管|未眠|夜眠|放疗|化疗|透析|(?:今日|昨日|今天|昨天|今晨|昨夜|昨晚)(?!起|停|加|减|换|用|服|排|新|取))/
/** 石头（31床）: where somebody lies, in brackets. */
const PLACED = /^ ?[(] ?(?:\+|加|[a-z])?\d{1,3}(?:-\d{1,2})?号?床/
const DEPARTMENT = /[科室部院区组班级位名]$/

/** 高兴主任查房, 丁香(女儿)签字, 江山，住院号: at the beginning of a clause before what only a person has. */
function* beforeTitles({ text, dictionary }: Page): Generator<HanName> {
  for (let from = 0; from < text.length; from += 1) {
    const before = text[from - 1] ?? ''
    if (!isHan(text[from]) || !(OPENS.test(before) || ASKED.test(before))) continue
    for (const length of lengthsAt(text, from)) {
      const to = from + length
      if (to > runEnd(text, from)) continue
      const right = rightContext(text, to)
      const says = SAYS.test(text.slice(to, to + 2)) || TOLD.test(text.slice(to, to + 3))
      const placed = PLACED.test(text.slice(to, to + 12))
      const described = right.described === true && isThing(text.slice(from, to))
      const owner =
        described ||
        says ||
        placed ||
        right.title !== undefined ||
        right.owns === true ||
        (right.role === 'relative' && right.weight >= 4)
      if (!owner || DEPARTMENT.test(text.slice(from, to))) continue
      const reading = readingOf(text, { from, to, told: true })
      if (reading === 'no' || (reading === 'state' && (says || placed || right.title === 'relation'))) {
        continue
      }
      if (reading === 'name' && dictionary.phrases.at(text, from).some((phrase) => phrase.to >= to)) continue
      yield { from, to, form: 'full', sure: false, ...(right.role ? { role: right.role } : {}) }
      break
    }
  }
}

/** 父向南，母平安，姐丁香均体健: who the relatives are, up to how they are. */
const KIN_LISTED =
  /(?<![\u3400-\u9fff])([父母夫妻兄弟姐妹哥嫂爷奶])([\u4e00-\u9fff]{2,3}?)(?=[,，、。;；(]|均|体健|健在|已故|去世|病故|患|\d{2}岁|$)/dg
const HOW_THEY_ARE = /[健亡故世病症癌炎瘤压糖史血脂]$|^(?:均|皆|都|已|有|无|健|患|死|早)/

/** The names of a list of relatives, each told by one character. */
export function* listedKin(text: string): Generator<HanName> {
  for (const match of matchesOf(text, KIN_LISTED)) {
    const [, kin = '', name = ''] = match
    const [from, to] = match.indices?.[2] ?? [0, 0]
    if (HOW_THEY_ARE.test(name) || wordCost(kin + name.slice(0, 1)) !== undefined) continue
    // 车祸去世: a word that nobody is called by.
    if (readingOf(text, { from, to, told: true }) === 'no') continue
    yield { from, to, form: 'full', role: 'relative', sure: false }
  }
}

/** 11 游子吟 肺炎: a line of a list of beds. */
const LISTED = /(?:^|\n)\+?\d{1,3} ([\u4e00-\u9fff]{2,4}) (?=[\u4e00-\u9fff\d])/dg
/** |07|丁香|58|: a cell between the number of a bed and an age or a sex. */
const CELL =
  /[|\t] ?(?:\+?\d{1,3}(?:-\d{1,2})?床?|[a-z]\d{1,2}) ?[|\t] ?([\u4e00-\u9fff]{2,4}) ?[|\t] ?(?:[男女]|\d{1,3} ?(?:岁|y)? ?[|\t\n])/dg
function* cells(text: string): Generator<HanName> {
  for (const match of [...matchesOf(text, CELL), ...matchesOf(text, LISTED)]) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    const named = readingOf(text, { from, to, told: true }) !== 'no'
    if (named) yield { from, to, form: 'full', role: 'patient', sure: true }
  }
}

/**
 * Names in places where hardly anything but a name stands, by what they are not: behind a label or a role, before a title or what a
 * person has, and in a list of beds; a word is taken there if persons are called by it. Linear in the length.
 */
export function* namesInSlots(page: Page): Generator<HanName> {
  yield* behindCues(page)
  yield* beforeTitles(page)
  yield* cells(page.text)
}

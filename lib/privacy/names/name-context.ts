import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isFrequentSurname, isTranscription, wordCost } from '@/lib/privacy/names/name-costs'
import contexts from '@/lib/privacy/names/name-contexts.json'

/** Whose name it may be, as the words around it tell. */
export const ROLES = ['patient', 'relative', 'clinician', 'other'] as const
export type Role = (typeof ROLES)[number]

/** What stands in front of a name, and how much that speaks for one (natural logarithm). */
export interface LeftContext {
  kind: 'label' | 'role' | 'kin' | 'verb' | 'clause' | 'surname' | 'inside'
  weight: number
  role?: Role
}

/** What stands behind a name. */
export interface RightContext {
  weight: number
  role?: Role
  title?: 'person' | 'relation'
  /** The sex, the age or the people of a person stand behind: whatever is in front is a name. */
  described?: boolean
  /** A number of the person's stands behind. */
  owns?: boolean
}

export const isHan = (unit: string | undefined): boolean =>
  unit !== undefined && unit.length === 1 && unit >= '\u3400' && unit <= '\u9fff'

const rolesOf = (table: Readonly<Record<string, readonly string[]>>, kind: Cue['kind']) =>
  Object.entries(table).flatMap(([role, words]) =>
    words.map((word) => [word, { kind, role: role as Role }] as const),
  )

interface Cue {
  kind: 'label' | 'role' | 'verb'
  role?: Role
}

/** Later entries win: a label that is a role word too keeps its role, a role word that is a verb too stays one. */
const CUES = phraseTrie<Cue>([
  ...contexts.verbs.map((word) => [word, { kind: 'verb' }] as const),
  ...rolesOf(contexts.roles, 'role'),
  ...rolesOf(contexts.labels, 'label'),
])
const KIN = new Set(contexts.kin)

const WEIGHTS = { label: 3, role: 2.5, kin: -1, verb: -1.5, clause: -2.5, surname: 3, inside: -9 } as const
const GAP = /[ \t:、(|/是为]{1,3}$/
const CODE = /[a-z\d]/
const PEOPLE = /[\u4e00-\u9fff][族籍]$/

const NAMING = /[人者名我他她]叫$|名为$|取名$|叫做$/
/** Labels that are verbs too where no colon stands behind: 核对腕带. */
const ACTS = new Set(contexts.acts)
/** Whether a word that ends at a place is such a verb. */
export const actEndsAt = (text: string, at: number): boolean => ACTS.has(text.slice(at - 2, at))

const context = (kind: LeftContext['kind'], role?: Role): LeftContext => ({
  kind,
  weight: WEIGHTS[kind],
  ...(role ? { role } : {}),
})

const BED_NUMBER = /[\d一二三四五六七八九十号位邻旁壁a-z]/

/** The cue words of a folded text by the place where they end: the longest at each. */
export function cuesOf(text: string): ReadonlyMap<number, Cue> {
  const cues = new Map<number, Cue>()
  for (let from = 0; from < text.length; from += 1) {
    for (const { to, value } of CUES.at(text, from)) {
      // 蛇床子: a bed has its number in front.
      if (to === from + 1 && text[from] === '床' && !BED_NUMBER.test(text[from - 1] ?? '')) continue
      const known = cues.get(to)
      if (!known || (known.kind === 'verb' && value.kind !== 'verb')) cues.set(to, value)
    }
  }
  return cues
}

/** What stands in front of a place of folded text. */
export function leftContext(text: string, at: number, cues: ReadonlyMap<number, Cue>): LeftContext {
  const before = text[at - 1]
  if (!isHan(before)) {
    const gap = GAP.exec(text.slice(Math.max(0, at - 3), at))?.[0] ?? ''
    const cue = gap === '' ? undefined : cues.get(at - gap.length)
    if (cue?.role) return context(gap.includes(':') || gap.trim() === '' ? 'label' : 'role', cue.role)
    return context(CODE.test(before ?? '') ? 'inside' : 'clause')
  }
  const cue = cues.get(at)
  if (cue?.role) {
    const named = NAMING.test(text.slice(Math.max(0, at - 2), at))
    if (cue.kind === 'label' && actEndsAt(text, at)) return context('verb', cue.role)
    return context(named ? 'label' : 'role', cue.role)
  }
  if (before === '姓') return context('surname')
  if ((before === '族' || before === '籍') && PEOPLE.test(text.slice(Math.max(0, at - 2), at))) {
    return context('role', 'patient')
  }
  if (KIN.has(before ?? '') && !isHan(text[at - 2])) return context('kin', 'relative')
  return context(cue ? 'verb' : 'inside')
}

const RELATIONS = phraseTrie(contexts.titles.kin.map((word) => [word, true] as const))
const TITLES = phraseTrie<Role>([
  ...contexts.titles.other.map((word) => [word, 'other'] as const),
  ...contexts.titles.lay.map((word) => [word, 'patient'] as const),
  ...contexts.titles.clinician.map((word) => [word, 'clinician'] as const),
])
const SHORT_TITLES = new Set(contexts.shortTitles)
const EPONYM_HEADS = phraseTrie(contexts.eponymHeads.map((word) => [word, true] as const))
const SEX =
  /^(?:[ \t,，、(|/]{0,3}[男女]性?(?:婴|童|孩)?[ \t,，、)|/]{0,2}\d|[ \t,，、(|/]{1,3}[男女]性?(?:[^\u3400-\u9fffa-z]|$))/
const AGE = /^[ \t,，、(]{1,2}(?:现年)?\d{1,3} ?(?:岁|个?月龄|y\b|yo\b)/
const PEOPLE_BEHIND = /^[,，、( ]{1,2}[\u4e00-\u9fff]{1,6}[族籍](?:[,，。、);； ]|$)/
const MAY_DESCRIBE = /^[男女 \t,，、(|/]/
/** 霍去疾微信ID: what only a person has. */
const OWNED =
  /^[ ,，(:]?(?:微信|电话|手机|住院号|病案号|门诊号|身份证|护照|床号|联系(?:电话|方式)|出生于|生于|签[名字])/
/** 薄建国（父）, 王静(女儿). */
const KIN_BEHIND =
  /^ ?[(](?:患者|病人|患儿|其|系|关系[:为]?)?(?:之)?(?:长|次|大|小|养|继)?(?:父|母|妻|夫|子|女|儿|兄|弟|姐|妹|爷|奶|外|祖|婆|公|岳|媳|婿|嫂|叔|姑|姨|舅|侄|甥|孙|爱人|配偶|老伴|家属|监护人|同事|朋友|邻居)[^)]{0,6}[)]/
const PREDICATES = phraseTrie(contexts.predicates.map((word) => [word, true] as const))
/** 方向明肌酐升到243: what is told of a patient begins here. */
export const predicateAt = (text: string, at: number): boolean => PREDICATES.at(text, at).length > 0
const DOSE = /^ ?\d+(?:\.\d+)? ?(?:mg|g|ug|μg|ml|片|粒|支|iu|u|%)/

/** What stands behind a place of folded text. */
export function rightContext(text: string, at: number): RightContext {
  const behind = text.slice(at, at + 14)
  if (MAY_DESCRIBE.test(behind) && (SEX.test(behind) || AGE.test(behind) || PEOPLE_BEHIND.test(behind))) {
    return { weight: 5, role: 'patient', described: true }
  }
  const title = TITLES.at(text, at)[0]
  if (title) return { weight: 4, role: title.value, title: 'person' }
  if (RELATIONS.at(text, at).length > 0) return { weight: 2, role: 'patient', title: 'relation' }
  if (KIN_BEHIND.test(behind)) return { weight: 4, role: 'relative' }
  if (OWNED.test(behind)) return { weight: 3, role: 'patient', owns: true }
  if (!isHan(text[at])) return { weight: DOSE.test(behind) ? -6 : 1.5 }
  return { weight: 0 }
}

/** Whether a title begins at a character: 陈小姐 is no 陈小. */
export const splitsTitle = (text: string, at: number): boolean =>
  TITLES.at(text, at).some(({ to }) => to - at === 2)

/** 魏老, 李总, 滕姐: short titles make a name of a surname alone only at the beginning of a clause. */
export const shortTitleAt = (text: string, at: number): boolean => SHORT_TITLES.has(text[at] ?? '')

/** 史密斯骨折, 李斯特菌: the name of a discoverer is no identity. */
export const eponymEndsAt = (text: string, at: number): boolean => {
  const head = EPONYM_HEADS.at(text, at)[0]
  // 术后 and 核对 are words of their own; a head of one character stands alone.
  return head !== undefined && (head.to - at > 1 || wordCost(text.slice(at, at + 2)) === undefined)
}

/** 史|蒂文斯-约翰逊综合征 */
const LONGEST_EPONYM = 10

const transcribed = (text: string, from: number, to: number): boolean => {
  for (let at = from; at < to; at += 1) if (!isTranscription(text[at] ?? '')) return false
  return true
}

/** 霍夫|曼征, 维格纳|肉芽肿: characters of transcription go on up to the head of an eponym. */
export const eponymGoesOnAt = (text: string, from: number, to: number): boolean => {
  if (to - from > 2 && transcribed(text, from, to - 1) && eponymEndsAt(text, to - 1)) return true
  if (!transcribed(text, from, to)) return false
  for (let at = to; at - to <= LONGEST_EPONYM; at += 1) {
    if (eponymEndsAt(text, at)) return true
    if (!isTranscription(text[at] ?? '') && !(at > to && /^[-–—·氏]$/.test(text[at] ?? ''))) return false
  }
  return false
}

const DRUG = new Set(contexts.drugCharacters)
const DRUG_ENDING = new RegExp(`(?:${contexts.drugEndings.join('|')})`)
const LONGEST_DRUG = 8
const inDrug = (unit: string): boolean => isTranscription(unit) || DRUG.has(unit)
const allInDrug = (units: string): boolean => units !== '' && Array.from(units).every(inDrug)

/** 兰伯特-伊顿肌无力, 霍纳征: a stroke joins two discoverers; a head has gone into the name. */
const hyphenated = (text: string, from: number, to: number): boolean =>
  /^[-–—][\u3400-\u9fff]/.test(text.slice(to, to + 2)) ||
  /^[\u3400-\u9fff][-–—]/.test(text.slice(from - 2, from))

/** 美法仑用于: what only a medicine is for. */
const OF_DRUG = /^(?:(?:可|适|常|主要|也|仅|多)?用于|禁用|慎用|忌用|联用|剂量|血药|耐药|可致|可引起)/

/** 佩|吉特病, 倍他|洛尔, 马西泮: a part of a longer transcription or of the name of a drug is no name. */
export const insideTranscription = (
  text: string,
  { from, to, inside }: { from: number; to: number; inside: boolean },
): boolean => {
  if (!allInDrug(text.slice(from, to))) return false
  if (hyphenated(text, from, to)) return true
  if (inside && inDrug(text[from - 1] ?? '')) return true
  let end = to
  while (end - from < LONGEST_DRUG && inDrug(text[end] ?? '')) end += 1
  return DRUG_ENDING.test(text.slice(from + 1, end)) || OF_DRUG.test(text.slice(end, end + 4))
}

/** 孔源性, 徐缓状: a word before 性 or 状 is an adjective, unless 性别, 性格 or 状态 begins there. */
export const adjectiveEndsAt = (text: string, at: number): boolean =>
  /^(?:性(?![别格情欲功生]|$)|状(?!态|况|告))/.test(text.slice(at, at + 2))

/** A sex between commas or brackets behind a name. */
export const sexListedAt = (text: string, at: number): boolean =>
  /^ ?[,，、(] ?[男女]性? ?[,，、)/]/.test(text.slice(at, at + 7))

const WEAK_HEADS = phraseTrie(contexts.weakHeads.map((word) => [word, true] as const))

/** 曹志祥|肝功能, 董春兰|评估: a whole name that nothing foreign is written like, or a short one behind a role or a verb, may stand before what heads other eponyms. */
export const isOwnName = (
  text: string,
  { from, to, asked }: { from: number; to: number; asked: boolean },
): boolean =>
  (asked ||
    ((to - from >= 3 || (isFrequentSurname(text[from] ?? '') && !isFunctional(text[from] ?? ''))) &&
      !transcribed(text, from, to))) &&
  WEAK_HEADS.at(text, to).length > 0

const KINDS_OF_PEOPLE = new Set(contexts.kindsOfPeople)

/** 左利手, 初产妇: what somebody is, not what somebody is called. */
export const isKindOfPeople = (word: string): boolean => KINDS_OF_PEOPLE.has(word)

/** 丁香女士: a word before the title of a person is a name unless it tells a kind of people (高龄女士). */
export const isAddressed = (text: string, from: number, to: number): boolean =>
  /^(?:先生|女士|小姐|太太|夫人|大爷|大妈|大叔|大婶|阿姨)/.test(text.slice(to, to + 2)) &&
  !KINDS_OF_PEOPLE.has(text.slice(from, to)) &&
  !KINDS_OF_PEOPLE.has(text.slice(from, from + 2))

/** Surnames that are words of every ward far more often. */
const FUNCTIONAL = new Set(contexts.functional.split(''))
export const isFunctional = (unit: string): boolean => FUNCTIONAL.has(unit)

const NOT_TITLED = contexts.notTitled
export const endsUntitled = (text: string, at: number): boolean =>
  NOT_TITLED.some((word) => text.startsWith(word, at - word.length))

const PLACEHOLDERS = new Set(contexts.placeholders)
export const isPlaceholder = (value: string): boolean => PLACEHOLDERS.has(value)

import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import type { FoldedText } from '@/lib/clinical/text/fold-text'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import { isFrequentSurname, isSurname, surnamesAt, wordCost } from '@/lib/privacy/names/name-costs'
import {
  isFunctional,
  isHan,
  isPlaceholder,
  leftContext,
  cuesOf,
  predicateAt,
} from '@/lib/privacy/names/name-context'
import { readNames, type HanName } from '@/lib/privacy/names/name-lattice'

const MASKED_NAME = /^(?:某{1,2}|[×*〇○△]{1,3}|xx{1,2})(?![a-z])/

/** 张姓患者, 李氏: a surname told as such. */
const OF_SURNAME =
  /([\u3400-\u9fff])[姓氏](?=患者|病人|男|女|老|家属|医|护|先生|司机|同|青年|村民|工人|[,，。;；、]|$)/g
function* ofSurname(text: string): Generator<HanName> {
  for (const { 1: surname = '', index: from } of text.matchAll(OF_SURNAME)) {
    if (isFrequentSurname(surname) && !isHan(text[from - 1]))
      yield { from, to: from + 1, form: 'surname', sure: false }
  }
}

/** 术者蒋, 助手韩、杨: surnames alone behind who did it, up to a mark. */
const DONE_BY =
  /(?:术者|主刀|助手|一助|二助|三助|第[一二三]助手|麻醉|麻醉师|麻醉者|器械|巡回|洗手护士|记录者?|签名|签字|带教|值班|主班|责护|主管|经治|管床|上级|书写|审核|报告|检查者|操作者|执行者|核对者?|交班者?|接班者?) ?[:：]? ?([\u3400-\u9fff](?:[、/][\u3400-\u9fff]){0,4})(?=[,，。;；\n) ]|$)/dg
function* doneBy(text: string): Generator<HanName> {
  for (const match of text.matchAll(DONE_BY)) {
    const start = match.indices?.[1]?.[0] ?? 0
    for (const [i, unit] of Array.from(match[1] ?? '').entries()) {
      if (isFrequentSurname(unit) && !DONE_BY_WORD.test(unit)) {
        yield { from: start + i, to: start + i + 1, form: 'surname', role: 'clinician', sure: false }
      }
    }
  }
}
const DONE_BY_WORD = /[全高平左右安方常单双明白黄成时]/

/** 王某, 李××: a surname with the rest left out. */
function* leftOut(text: string): Generator<HanName> {
  for (let i = 0; i < text.length; i += 1) {
    for (const { to } of surnamesAt(text, i)) {
      const rest = MASKED_NAME.exec(text.slice(to, to + 3))?.[0]
      // 因某医院, 经某药: an indefinite word is no name.
      if (
        !rest ||
        (rest === '某' && /^[些种个天日次医省市县]/.test(text.slice(to + 1))) ||
        (rest.startsWith('*') && isFunctional(text[i] ?? ''))
      ) {
        continue
      }
      yield { from: i, to: to + rest.length, form: 'surname', sure: true }
    }
  }
}

const EXPLICIT =
  /(?:姓名|名字|小名|乳名|大名|曾用名|化名|昵称)(?: {0,2}[:|] {0,2}|(?=[\u4e00-\u9fff]{2,3}(?:[,，。;；、 ]|$)))/g
const BOUNDARY = /^[^\u3400-\u9fff]|^$/

const SPACED_NAME = /^[\u3400-\u9fff]{1,2} [\u3400-\u9fff]{1,2}(?![\u3400-\u9fff])/

/** Behind 姓名: whatever stands there, two to four characters up to a boundary. */
function* explicit(text: string): Generator<HanName> {
  for (const match of text.matchAll(EXPLICIT)) {
    const from = match.index + match[0].length
    let to = from
    while (to - from < 5 && isHan(text[to])) to += 1
    const spaced = SPACED_NAME.exec(text.slice(from, from + 6))?.[0]
    if (spaced) {
      yield { from, to: from + spaced.length, form: 'full', role: 'patient', sure: true }
      continue
    }
    if (to - from < 2 || to - from > 4 || isPlaceholder(text.slice(from, to))) continue
    if (BOUNDARY.test(text.slice(to, to + 1))) yield { from, to, form: 'full', role: 'patient', sure: true }
  }
}

const MIXED = /(?<![\u3400-\u9fffa-z])[\u3400-\u9fff][a-z]{3,12}(?=[,，。;、:： ]|$)/g

/** 李kevin: a surname with a given name in Latin letters. */
function* mixed({ text, original, starts }: FoldedText): Generator<HanName> {
  for (const { 0: surface, index: from } of text.matchAll(MIXED)) {
    const capital = original[starts[from + 1] ?? 0] ?? ''
    if (isSurname(surface.slice(0, 1)) && /[A-Z]/.test(capital)) {
      yield { from, to: from + surface.length, form: 'full', sure: false }
    }
  }
}

const DIMINUTIVE = /[小老](?=[\u3400-\u9fff])/g
/** What a person called 老张 does, or nothing at all. */
const DOES =
  /^(?:[^\u3400-\u9fff\da-z.%]|$|[说诉讲问答的今昨又也却在去来已还想要家儿女妻太从把被跟和与给让叫陪今明刚正再仍则先总没不吃喝睡吐咳发血复查术入出转住拒签同体胸头腹夜凌早晚中下上输排翻走坐站起醒回开换打测抽做请哭找负值带接送管写记交情食精尿大肚腿手脚眼心])/
/** 床|老张, 跟|老张: no longer word ends in front of it. */
const MAY_PRECEDE = /[士师生长妈爸说床号和跟与给让叫找问向对陪请是的嘱由托帮替代让同约、]$/
/** Surnames that make words with 小 and 老 too. */
const NOT_CALLED = /[白黄金牛马龙车鱼包米麦叶管毛时方单项年公成房左左关平师文应水山安全常花虎乐景明强]/

/** 老张又咳血, 6床小李: a surname alone behind 小 or 老. */
function* diminutives(text: string): Generator<HanName> {
  for (const { index } of text.matchAll(DIMINUTIVE)) {
    const from = index + 1
    const surname = text[from] ?? ''
    const before = text[index - 1]
    if (!isFrequentSurname(surname) || NOT_CALLED.test(surname)) continue
    if (isHan(before) && !MAY_PRECEDE.test(before ?? '')) continue
    if (wordCost(text.slice(index, from + 1)) !== undefined && /[a-z\d]/.test(before ?? '')) continue
    if (
      !DOES.test(text.slice(from + 1, from + 2)) ||
      (text[from + 1] !== '说' && wordCost(text.slice(from, from + 2)) !== undefined)
    ) {
      continue
    }
    yield { from, to: from + 1, form: 'surname', sure: false }
  }
}

const CALLED_BY_AH =
  /(?<![\u3400-\u9fff](?<![里叫跟和给问对让是请由]))阿(?![司片托莫奇胶婆姨公伯爷妈爹昔米维替普苯卡德加贝瑞波法达仑立帕西扎糖是卡戈])[\u4e00-\u9fff](?=[说讲称诉问来去打给她他的在])/g
const DOUBLED = /([\u4e00-\u9fff])\1(?=[妈爸]|奶奶|爷爷|外婆|外公|姥姥|姥爷|家长)/g
const NOT_DOUBLED = /[爸妈奶爷姥哥姐弟妹叔姑舅婆公宝太伯婶慢常天人刚仅渐等]/

/** 阿芬说, 盼盼妈: what somebody is called at home. */
function* petNames(text: string): Generator<HanName> {
  for (const { index: from } of text.matchAll(CALLED_BY_AH)) {
    yield { from, to: from + 2, form: 'other', sure: false }
  }
  for (const { 1: unit = '', index: from } of text.matchAll(DOUBLED)) {
    if (!NOT_DOUBLED.test(unit)) yield { from, to: from + 2, form: 'other', role: 'patient', sure: false }
  }
}

/** 1–4 周和 12–16 周: a unit of time behind a number, and what joins the next; 宝宝 is every child. */
const isGeneral = (text: string, { from, to }: HanName): boolean =>
  text.slice(from, to) === '宝宝' ||
  (/\d ?$/.test(text.slice(Math.max(0, from - 2), from)) &&
    /^周[和与或后内前以起至末各共]$/.test(text.slice(from, to)))

/** Names that touch, or stand at both sides of a dot, are parts of one: 阿依古丽·买买提. */
function joined(text: string, names: readonly HanName[]): HanName[] {
  const whole: HanName[] = []
  for (const name of names) {
    const last = whole.at(-1)
    const between = last ? text.slice(last.to, name.from) : ''
    const other = last?.form === 'other' || name.form === 'other'
    if (last && (/^[·•・]$/.test(between) || (between === '' && other))) {
      const role = last.role ?? name.role
      whole[whole.length - 1] = { ...last, to: name.to, form: 'other', ...(role ? { role } : {}) }
    } else whole.push(name)
  }
  return whole
}

/** 阿卜杜拉·某某: names with the dot of a transcription, of parts that no table knows. */
function* dotted(text: string): Generator<HanName> {
  if (!text.includes('·')) return
  const cues = cuesOf(text)
  for (let dot = text.indexOf('·'); dot >= 0; dot = text.indexOf('·', dot + 1)) {
    let from = dot
    let to = dot + 1
    while (dot - from < 6 && isHan(text[from - 1]) && !cues.get(from)?.role) from -= 1
    while (to - dot < 7 && isHan(text[to]) && !wordAt(text, to) && !predicateAt(text, to)) to += 1
    const left = leftContext(text, from, cues)
    if (dot - from >= 2 && to - dot >= 3) {
      yield { from, to, form: 'other', sure: false, ...(left.role ? { role: left.role } : {}) }
    }
  }
}

const wordAt = (text: string, at: number) => (wordCost(text.slice(at, at + 2)) ?? -Infinity) > -12

/** A word so common is not taken for a person's name again only because somebody is called so. */
const COMMON = -11.5

/** The surname's length of a full name. */
const surnameOf = (name: string): number =>
  surnamesAt(name, 0)
    .map(({ to }) => to)
    .filter((to) => to < name.length)
    .at(-1) ?? 0

/** The parts of a name with dots. */
const partsOf = (name: string) => name.split('·').filter((part) => part.length >= 2 && part !== name)

interface Called {
  name: string
  form: HanName['form']
}

/** A name that the case has masked, with the form that it has. */
const calledOf = (name: string): Called => ({
  name,
  form: name.length === 1 ? 'surname' : surnameOf(name) > 0 ? 'full' : 'other',
})

/** Where the persons of a text or its case stand again: in full, by the given name alone, as 小王, 老王 or 王姐. */
function* again(text: string, names: readonly Called[]): Generator<HanName> {
  const forms = new Map<string, HanName['form']>()
  const surnames = new Set<string>()
  for (const { name, form } of names) {
    if (form !== 'surname' && (wordCost(name) ?? -Infinity) < COMMON) forms.set(name, form)
    if (form === 'surname') surnames.add(name.replace(/[某×*〇○△x]+$/, ''))
    for (const part of form === 'other' ? partsOf(name) : []) forms.set(part, 'other')
    if (form !== 'full') continue
    const length = surnameOf(name)
    const given = name.slice(length)
    surnames.add(name.slice(0, length))
    if (given.length >= 2 && (wordCost(given) ?? -Infinity) < COMMON) forms.set(given, 'full')
  }
  const trie = phraseTrie(forms)
  for (const { from, to, value } of trie.matches(text)) yield { from, to, form: value, sure: false }
  for (const surname of surnames) yield* familiar(text, surname)
}

const FAMILIAR_BEFORE = /[小老]$/
const FAMILIAR_BEHIND = /^[姐哥叔婶姨总工老]/

/** 邓妻子要求, 何的胸片: the surname alone, once the person is known. */
const OF_KNOWN =
  /^(?:妻|夫|父|母|子诉|女儿|儿子|丈夫|老伴|家属|患者|病人|某|的(?:胸|血|片|检|化|病|家|主|床|心|肝|肾|肺|伤|切|引|管|药|报|结)|女士|先生)/

function* familiar(text: string, surname: string): Generator<HanName> {
  if (surname === '') return
  for (let at = text.indexOf(surname); at >= 0; at = text.indexOf(surname, at + 1)) {
    const to = at + surname.length
    const called =
      FAMILIAR_BEFORE.test(text.slice(at - 1, at)) && wordCost(text.slice(at - 1, to)) === undefined
    const behind =
      FAMILIAR_BEHIND.test(text.slice(to, to + 1)) && wordCost(text.slice(to, to + 2)) === undefined
    const own =
      !isHan(text[at - 1]) &&
      OF_KNOWN.test(text.slice(to, to + 3)) &&
      wordCost(text.slice(at, to + 1)) === undefined
    if ((called && at > 0) || behind || own) yield { from: at, to, form: 'surname', sure: false }
  }
}

/** A given name of the text with one more character is that name and the beginning of a word: 嘉慧术后. */
function withoutRunOn(text: string, names: readonly HanName[]): HanName[] {
  const given = new Set(
    names
      .filter(({ form }) => form === 'full')
      .map(({ from, to }) => text.slice(from, to))
      .map((name) => name.slice(surnameOf(name)))
      .filter(({ length }) => length === 2),
  )
  return names.filter(
    ({ from, to, sure, form }) =>
      sure || form !== 'full' || to - from < 3 || !given.has(text.slice(from, from + 2)),
  )
}

/**
 * Chinese names of folded text: those that a label, a relation, a title or a description gives away, those that read better as
 * names than as words, then every place where the same persons or those that the case knows stand again. Linear in the length for a
 * bounded number of surnames.
 */
export function findHanNames(
  folded: FoldedText,
  dictionary: Dictionary,
  known: readonly string[] = [],
): FoundIdentifier[] {
  const { text } = folded
  const read = joined(text, readNames(text, dictionary)).filter((name) => !isGeneral(text, name))
  const found = withoutRunOn(text, [
    ...read,
    ...leftOut(text),
    ...ofSurname(text),
    ...doneBy(text),
    ...explicit(text),
    ...mixed(folded),
    ...dotted(text),
    ...diminutives(text),
    ...petNames(text),
  ])
  const called = [
    ...found.map(({ from, to, form }) => ({ name: text.slice(from, to), form })),
    ...known.filter((name) => isHan(name[0])).map(calledOf),
  ]
  return [...found, ...again(text, called)].map(({ from, to, sure, role }) => ({
    kind: 'name',
    from,
    to,
    confidence: sure ? 'certain' : 'likely',
    ...(role ? { role } : {}),
  }))
}

import { matchesOf } from '@/lib/privacy/matches-of'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import type { FoldedText } from '@/lib/clinical/text/fold-text'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import { givenCost, isCompoundSurname, isSurname, surnamesAt, wordCost } from '@/lib/privacy/names/name-costs'
import {
  isFunctional,
  isHan,
  isPlaceholder,
  leftContext,
  cuesOf,
  predicateAt,
} from '@/lib/privacy/names/name-context'
import { diminutives, isCalled, petNames } from '@/lib/privacy/names/called-names'
import { addressEnd } from '@/lib/privacy/names/forms-of-address'
import { listedKin, namesInSlots } from '@/lib/privacy/names/name-slots'
import { namesByFrame } from '@/lib/privacy/names/names-by-frame'
import { namesBetweenMarks } from '@/lib/privacy/names/names-between-marks'
import { namesInRows } from '@/lib/privacy/names/names-in-rows'
import { surnamesByRole } from '@/lib/privacy/names/surnames-by-role'
import { readNames, type HanName } from '@/lib/privacy/names/name-lattice'

const MASKED_NAME =
  /^(?:[×*〇○△][\u4e00-\u9fff](?![\u4e00-\u9fff])|某{1,2}|[×*〇○△]{1,3}|xx{1,2})(?![a-z])|^x(?=[,，( ][男女\d])/

/** 王某, 李××: a surname with the rest left out. */
function* leftOut(text: string): Generator<HanName> {
  if (!/[某×*〇○△]|xx|[\u4e00-\u9fff]x[,，( ]/.test(text)) return
  for (let i = 0; i < text.length; i += 1) {
    for (const { to } of surnamesAt(text, i)) {
      const rest = MASKED_NAME.exec(text.slice(to, to + 3))?.[0]
      // 因某医院, 经某药: an indefinite word is no name.
      if (
        !rest ||
        (rest === '某' && /^[些种个天日次医省市县]/.test(text.slice(to + 1))) ||
        (rest.startsWith('*') && isFunctional(text[i] ?? '') && (i > 0 || rest.length < 2))
      ) {
        continue
      }
      yield { from: i, to: to + rest.length, form: 'surname', sure: true }
    }
  }
}

const EXPLICIT =
  /(?:姓名|名字|小名|乳名|大名|曾用名|化名|昵称|绰号|外号|诨名|诨号|本名|真名|原名|艺名|法名|(?<=[小乳]名[^。\n]{0,12})学名)(?: {0,2}[:|] {0,2}|(?=[\u4e00-\u9fff]{2,3}(?:[,，。;；、 ]|$)))/g
const BOUNDARY = /^[^\u3400-\u9fff]|^$/

const SPACED_NAME = /^[\u3400-\u9fff]{1,2} [\u3400-\u9fff]{1,2}(?![\u3400-\u9fff])/

/** Behind 姓名: whatever stands there, two to four characters up to a boundary. */
function* explicit(text: string): Generator<HanName> {
  for (const match of matchesOf(text, EXPLICIT)) {
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
  for (const { 0: surface, index: from } of matchesOf(text, MIXED)) {
    const capital = original[starts[from + 1] ?? 0] ?? ''
    if (isSurname(surface.slice(0, 1)) && /[A-Z]/.test(capital)) {
      yield { from, to: from + surface.length, form: 'full', sure: false }
    }
  }
}

/** 1–4 周和 12–16 周: a unit of time behind a number, and what joins the next; 宝宝 is every child. */
const isGeneral = (text: string, { from, to }: HanName): boolean =>
  text.slice(from, to) === '宝宝' ||
  (/\d ?$/.test(text.slice(Math.max(0, from - 2), from)) &&
    /^周[和与或后内前以起至末各共]$/.test(text.slice(from, to)))

/** Above this a character is common in given names, and above that a pair of characters is a common word. */
const GOOD_GIVEN = -6.5
const COMMON_PAIR = -12
/** 于谦|和晨起血糖, 蓝某|平复诊: before what is told of a patient what joins two persons, or is common in given names, ends the name. */
const withLastCharacter = (text: string, name: HanName): HanName => {
  const next = text[name.to] ?? ''
  const pair = wordCost(text.slice(name.to, name.to + 2)) ?? -Infinity
  return name.form === 'full' &&
    name.to - name.from === 2 &&
    (next === '和' || (givenCost(next) > GOOD_GIVEN && pair < COMMON_PAIR && !predicateAt(text, name.to))) &&
    (predicateAt(text, name.to + 1) || (next !== '和' && REVISITS.test(text.slice(name.to + 1, name.to + 3))))
    ? { ...name, to: name.to + 1 }
    : name
}
/** What somebody is told to come for. */
const REVISITS = /^(?:复诊|复查|就诊|会诊|查房|手术|住院|随访|面谈|签字|咨询|挂号|加号|换药|拆线|取药|开药)/

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

/** Where a list goes on: 胰岛素、沙库必曲. */
const LISTED = /^[、/+和与及]$/
const IN_DRUG = /^[\u4e00-\u9fff]{0,3}/

/** 胰岛素、沙库必曲停药: an item of a list beside a medicine is one too, however it is written. */
function listedWithDrug(text: string, { from, to, role, sure }: HanName, { phrases }: Dictionary): boolean {
  if (sure || role) return false
  const isDrug = (at: number, end?: number) =>
    phrases.at(text, at).some((phrase) => {
      const drug = phrase.value.some(({ concept }) => concept.kind === 'drug')
      return drug && (end === undefined || phrase.to === end)
    })
  if (LISTED.test(text[from - 1] ?? '')) {
    for (let at = from - 3; at >= 0 && at >= from - 10; at -= 1) if (isDrug(at, from - 1)) return true
  }
  const rest = IN_DRUG.exec(text.slice(to, to + 3))?.[0].length ?? 0
  return [to, to + 1, to + 2]
    .slice(0, rest + 1)
    .some((mark) => LISTED.test(text[mark] ?? '') && isDrug(mark + 1))
}

/** A blank inside a run of Han characters. */
const PARTED = /\p{Script=Han}[^\p{L}\p{N}\p{P}\p{S}]+\p{Script=Han}/u

/**
 * Chinese names of folded text: those that a label, a relation, a title or a description gives away, those that read better as
 * names than as words, then every place where the same persons or those that the case knows stand again. Linear in the length for a
 * bounded number of surnames. With `onlyParted` the lattice reads no sentence but those whose characters blanks part.
 */
export function findHanNames(
  folded: FoldedText,
  dictionary: Dictionary,
  { known = [], onlyParted = false }: { known?: readonly string[]; onlyParted?: boolean } = {},
): FoundIdentifier[] {
  const { text, original, starts, ends } = folded
  const wanted = (from: number, to: number) =>
    !onlyParted || PARTED.test(original.slice(starts[from], ends[to - 1]))
  const kin = [...listedKin(text)]
  const kinEnds = new Map(kin.map(({ from, to }) => [from, to]))
  const lattice = readNames(text, dictionary, wanted).map((name) => withLastCharacter(text, name))
  const read = joined(text, lattice).filter(
    (name) =>
      !isGeneral(text, name) &&
      kinEnds.get(name.from + 1) !== name.to &&
      !listedWithDrug(text, name, dictionary),
  )
  const taken = new Uint8Array(text.length)
  for (const { from, to, sure } of read) taken.fill(!sure && to - from === 1 ? 1 : 2, from, to)
  const free = ({ from, to }: HanName) => taken.subarray(from, to).every((mark) => mark === 0)
  /** 向|阳医师: a surname alone that a whole name ends with is a part of it. */
  const whole = ({ from, to }: HanName) => !taken.subarray(from, to).includes(2)
  const page = { text, cues: cuesOf(text), dictionary }
  const slots = [
    ...[...kin, ...namesInSlots(page)].filter(free),
    ...[...namesBetweenMarks(page)].filter(whole),
  ]
  const found = withoutRunOn(text, [
    ...read,
    ...slots,
    ...leftOut(text),
    ...surnamesByRole(text),
    ...explicit(text),
    ...mixed(folded),
    ...dotted(text),
    ...diminutives(text),
    ...petNames(text),
    ...namesByFrame(folded),
    ...namesInRows(text, [...read, ...slots], dictionary),
  ])
  const called = [
    ...found.map(({ from, to, form }) => ({ name: text.slice(from, to), form })),
    ...known.filter((name) => isHan(name[0])).map(calledOf),
  ]
  return [...found, ...again(text, called)].map(({ from, to, sure, role, form }) => ({
    kind: 'name',
    from: form === 'surname' && to - from === 1 && isCalled(text, from) ? from - 1 : from,
    to: form === 'surname' || isCompoundSurname(text.slice(from, to)) ? addressEnd(text, to) : to,
    confidence: sure ? 'certain' : 'likely',
    ...(role ? { role } : {}),
  }))
}

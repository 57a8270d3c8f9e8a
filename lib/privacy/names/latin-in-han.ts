import type { Span } from '@/lib/clinical/contract'
import { matchesOf } from '@/lib/privacy/matches-of'
import type { LatinClasses, LatinPage } from '@/lib/privacy/names/latin-classes'
import { PINYIN_SURNAMES } from '@/lib/privacy/names/latin-headers'
import { HAN_HEAD } from '@/lib/privacy/names/latin-surroundings'
import { ALL_CAPITALS } from '@/lib/privacy/names/latin-tokens'
import { isPinyin, plainLatin } from '@/lib/privacy/names/latin-words'

const WORD = "[A-Z][a-zA-Z'’-]{1,20}"
const NAME = `(${WORD}(?: (?:${WORD}|[A-Z]\\.?(?![A-Za-z]))){0,3})`
/** 患者Li Na复查, 外教Peter，: behind who somebody is. */
const BEHIND_ROLE = new RegExp(
  `(?:患者|病人|患儿|产妇|家属|家长|联系人|监护人|医生|医师|大夫|护士|主任|教授|老师|外教|外宾|留学生|翻译|丈夫|妻子|儿子|女儿|母亲|父亲|爱人|先生|太太|朋友|同事|室友|姓名|名叫|我是|我叫) ?[:：]? ?${NAME}(?![A-Za-z\\d])`,
  'dg',
)
/** Mary诉头痛, Peter的家属: before what is told of somebody. */
const BEFORE_DEED = new RegExp(
  `(?<![A-Za-z\\u3400-\\u9fff\\d-])${NAME}(?=(?:自|主)?诉|说|称|今[天日晨早晚]|昨[天日晚夜]|要求|拒绝|表示|入院|出院|来诊|复诊|的(?:家属|家人|妈|爸|丈夫|妻子|孩子|床|血)|家属|家里|[,，] ?(?:男|女|\\d{1,3} ?岁)|[（(](?:男|女|\\d{1,3}岁|外教|外宾|外籍|留学生|患者|病人|家属|女儿|儿子|妻子|丈夫|母亲|父亲|护士|医生|翻译)| (?:男|女) )`,
  'dg',
)

/** Whether the words can be a person: names of the tables, words that no table knows, or a surname and a given name in pinyin. */
function isPerson(words: readonly string[], classes: LatinClasses, behindRole: boolean): boolean {
  if (words.every((word) => ALL_CAPITALS.test(word))) return false
  const [first = '', second = ''] = words
  const pinyin = words.length === 2 && PINYIN_SURNAMES.has(first) && isPinyin(second)
  if (pinyin || (words.length === 2 && words.every((word) => isPinyin(word)))) return true
  const kinds = words.map((word) => (word.length < 3 ? 'word' : classes.of(word)))
  if (kinds.includes('name')) return !kinds.includes('eponym')
  return behindRole && kinds.every((kind) => kind === 'unknown')
}

/** N.T.Hoa: initials with points and a name close behind. */
const CLOSE_INITIALS =
  /(?<![A-Za-z\u3400-\u9fff\d.])((?:[A-Z]\.){1,3}[A-Z][a-z]{2,20})(?![A-Za-z\u3400-\u9fff\d.])/dg

/** WYNNE W Y N N E, surname spelled P-R-Y-C-E: letters that spell the word in front of them, or a name. */
const SPELLED = /(?<![A-Za-z\u3400-\u9fff\d])((?:[A-Z][ -]){2,14}[A-Z])(?![A-Za-z\u3400-\u9fff\d])/dg
const SPELLING =
  /(?:spel(?:t|led|ling)(?: as)?|surname|last name|first name|forename|拼写|拼作|拼音)[ :：]{0,3}$/i

/** 患者zhang wei要求: a name in pinyin without capitals behind who somebody is. */
const SMALL_PINYIN =
  /(?:患者|病人|患儿|产妇|家属|姓名|联系人|签名|名叫|我叫) ?[:：]? ?([a-z]{2,6} [a-z]{2,12})(?![a-z\d])/dg
/** L.M.，男: initials before a sex or an age. */
const DESCRIBED_INITIALS =
  /(?<![A-Za-z\u3400-\u9fff\d.])((?:[A-Z]\.){2,3})(?=[,，（( ]{1,2}(?:男|女|\d{1,3} ?岁))/dg
/** 妻Ana陪同: a relative told by one character. */
const BEHIND_KIN =
  /(?<![\u3005\u3007\u3400-\u9fff](?<!其))[父母夫妻子女兄弟姐妹]([A-Z][a-z'’-]{1,20}(?: [A-Z][a-z'’-]{1,20}){0,2})(?=[\u3005\u3007\u3400-\u9fff,，。;；（(]|$)/dg

function* small({ text, plain, classes }: LatinPage): Generator<Span> {
  const place = (match: RegExpExecArray): Span => {
    const [start, end] = match.indices?.[1] ?? [0, 0]
    return { start, end, surface: text.slice(start, end) }
  }
  for (const match of matchesOf(text, SMALL_PINYIN)) {
    if (match[1]?.split(' ').every((word) => isPinyin(word))) yield place(match)
  }
  for (const match of matchesOf(plain, DESCRIBED_INITIALS)) yield place(match)
  for (const match of matchesOf(plain, BEHIND_KIN)) {
    const kin = place(match)
    const kinds = kin.surface.split(' ').map((word) => classes.of(word))
    if (kinds.every((kind) => kind !== 'word' && kind !== 'eponym')) yield kin
  }
}

function* spelled({ text, plain }: LatinPage): Generator<Span> {
  for (const { 1: letters = '', index: start } of matchesOf(plain, SPELLED)) {
    const word = plainLatin(letters.replace(/[ -]/g, ''))
    const before = text.slice(Math.max(0, start - 30), start)
    const spelt = plainLatin(before).lastIndexOf(word)
    if (spelt < 0 && !SPELLING.test(before)) continue
    // What is spelled stands directly in front: both are one.
    const from =
      spelt >= 0 && spelt + word.length >= before.trimEnd().length - 1 ? start - before.length + spelt : start
    const end = start + letters.length
    yield { start: from, end, surface: text.slice(from, end) }
  }
}

/** Names in Latin letters that the Chinese words around give away, and names that are spelled letter by letter. */
export function* latinInHan(page: LatinPage): Generator<Span> {
  const { text, plain, classes } = page
  for (const [form, behindRole] of [
    [BEHIND_ROLE, true],
    [BEFORE_DEED, false],
  ] as const) {
    for (const match of matchesOf(plain, form)) {
      const [start, end] = match.indices?.[1] ?? [0, 0]
      const surface = text.slice(start, end)
      const words = surface.split(/[ .]+/).filter((word) => word.length > 1)
      if (HAN_HEAD.test(text.slice(end, end + 4)) || !isPerson(words, classes, behindRole)) continue
      yield { start, end, surface }
    }
  }
  for (const { 1: initials = '', index: start } of matchesOf(plain, CLOSE_INITIALS)) {
    const surface = text.slice(start, start + initials.length)
    const kind = classes.of(surface.split('.').at(-1) ?? '')
    if (kind === 'name' || kind === 'unknown') yield { start, end: start + surface.length, surface }
  }
  yield* small(page)
  yield* spelled(page)
}

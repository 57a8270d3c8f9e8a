import type { Span } from '@/lib/clinical/contract'
import type { LatinClasses } from '@/lib/privacy/names/latin-classes'
import { PINYIN_SURNAMES } from '@/lib/privacy/names/latin-headers'
import { HAN_HEAD } from '@/lib/privacy/names/latin-surroundings'
import { ALL_CAPITALS } from '@/lib/privacy/names/latin-tokens'
import { isPinyin, plainLatin } from '@/lib/privacy/names/latin-words'

const WORD = "\\p{Lu}[\\p{Ll}\\p{Lu}'’-]{1,20}"
const NAME = `(${WORD}(?: (?:${WORD}|\\p{Lu}\\.?(?![\\p{Script=Latin}]))){0,3})`
/** 患者Li Na复查, 外教Peter，: behind who somebody is. */
const BEHIND_ROLE = new RegExp(
  `(?:患者|病人|患儿|产妇|家属|家长|联系人|监护人|医生|医师|大夫|护士|主任|教授|老师|外教|外宾|留学生|翻译|丈夫|妻子|儿子|女儿|母亲|父亲|爱人|先生|太太|朋友|同事|室友|姓名|名叫|我是|我叫) ?[:：]? ?${NAME}(?![\\p{Script=Latin}\\d])`,
  'dgu',
)
/** Mary诉头痛, Peter的家属: before what is told of somebody. */
const BEFORE_DEED = new RegExp(
  `(?<![\\p{L}\\d-])${NAME}(?=(?:自|主)?诉|说|称|今[天日晨早晚]|昨[天日晚夜]|要求|拒绝|表示|入院|出院|来诊|复诊|的(?:家属|家人|妈|爸|丈夫|妻子|孩子|床|血)|家属|家里|[,，] ?(?:男|女|\\d{1,3} ?岁)|[（(](?:男|女|\\d{1,3}岁)| (?:男|女) )`,
  'dgu',
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
const CLOSE_INITIALS = /(?<![\p{L}\d.])((?:\p{Lu}\.){1,3}\p{Lu}\p{Ll}{2,20})(?![\p{L}\d.])/dgu

/** WYNNE W Y N N E, surname spelled P-R-Y-C-E: letters that spell the word in front of them, or a name. */
const SPELLED = /(?<![\p{L}\d])((?:\p{Lu}[ -]){2,14}\p{Lu})(?![\p{L}\d])/dgu
const SPELLING =
  /(?:spel(?:t|led|ling)(?: as)?|surname|last name|first name|forename|拼写|拼作|拼音)[ :：]{0,3}$/i

/** 患者zhang wei要求: a name in pinyin without capitals behind who somebody is. */
const SMALL_PINYIN =
  /(?:患者|病人|患儿|产妇|家属|姓名|联系人|签名|名叫|我叫) ?[:：]? ?([a-z]{2,6} [a-z]{2,12})(?![a-z\d])/dg
/** L.M.，男: initials before a sex or an age. */
const DESCRIBED_INITIALS = /(?<![\p{L}\d.])((?:\p{Lu}\.){2,3})(?=[,，（( ]{1,2}(?:男|女|\d{1,3} ?岁))/dgu
/** 妻Ana陪同: a relative told by one character. */
const BEHIND_KIN =
  /(?<![\p{Script=Han}](?<!其))[父母夫妻子女兄弟姐妹](\p{Lu}[\p{Ll}'’-]{1,20}(?: \p{Lu}[\p{Ll}'’-]{1,20}){0,2})(?=[\p{Script=Han},，。;；（(]|$)/dgu

function* small(text: string, classes: LatinClasses): Generator<Span> {
  const place = (match: RegExpExecArray): Span => {
    const [start, end] = match.indices?.[1] ?? [0, 0]
    return { start, end, surface: text.slice(start, end) }
  }
  for (const match of text.matchAll(SMALL_PINYIN)) {
    if (match[1]?.split(' ').every((word) => isPinyin(word))) yield place(match)
  }
  for (const match of text.matchAll(DESCRIBED_INITIALS)) yield place(match)
  for (const match of text.matchAll(BEHIND_KIN)) {
    const kinds = (match[1] ?? '').split(' ').map((word) => classes.of(word))
    if (kinds.every((kind) => kind !== 'word' && kind !== 'eponym')) yield place(match)
  }
}

function* spelled(text: string): Generator<Span> {
  for (const { 1: letters = '', index: start } of text.matchAll(SPELLED)) {
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
export function* latinInHan(text: string, classes: LatinClasses): Generator<Span> {
  for (const [form, behindRole] of [
    [BEHIND_ROLE, true],
    [BEFORE_DEED, false],
  ] as const) {
    for (const match of text.matchAll(form)) {
      const [start, end] = match.indices?.[1] ?? [0, 0]
      const surface = text.slice(start, end)
      const words = surface.split(/[ .]+/).filter((word) => word.length > 1)
      if (HAN_HEAD.test(text.slice(end, end + 4)) || !isPerson(words, classes, behindRole)) continue
      yield { start, end, surface }
    }
  }
  for (const { 1: surface = '', index: start } of text.matchAll(CLOSE_INITIALS)) {
    const kind = classes.of(surface.split('.').at(-1) ?? '')
    if (kind === 'name' || kind === 'unknown') yield { start, end: start + surface.length, surface }
  }
  yield* small(text, classes)
  yield* spelled(text)
}

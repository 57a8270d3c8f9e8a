import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import { matchesOf } from '@/lib/privacy/matches-of'
import {
  beginsWardWord,
  givenCost,
  givenMean,
  isCompoundSurname,
  isSurname,
  wordCost,
} from '@/lib/privacy/names/name-costs'
import { isHan, isKindOfPeople, isPlaceholder } from '@/lib/privacy/names/name-context'
import type { HanName } from '@/lib/privacy/names/name-lattice'
import { isSoleSurname, isState, isThing } from '@/lib/privacy/names/name-slots'
import words from '@/lib/privacy/names/slot-words.json'

/** A word of the language is no item of a list of persons unless it is rarer than this. */
const RARE = -12
/** A character below this stands in no given name; on the average those of an item are above the second. */
const NO_GIVEN = -20
const GIVEN = -10.5
const MARK = /[、/／,，;；:：。.()（）\n ]/
/** What ends the last person of a list: 及全体, 等三人, 均在场. */
const LIST_ENDS = /^(?:[及和与等均共都皆]|[两三四五六七八九十\d]+[人位名])/
const LONGEST_ITEM = 4

/** Whether characters may be a name beside another one. */
function mayStandBeside(text: string, { from, to }: { from: number; to: number }, dictionary: Dictionary) {
  const word = text.slice(from, to)
  const length = isCompoundSurname(word.slice(0, 2)) ? 2 : 1
  const given = Array.from(word.slice(length))
  if (given.length < 1 || given.length > 2 || isKindOfPeople(word) || isPlaceholder(word) || isState(word)) {
    return false
  }
  if (isThing(word)) return true
  if (given.some((unit) => givenCost(unit) < NO_GIVEN) || beginsWardWord(text, from)) return false
  if (dictionary.phrases.at(text, from).some((phrase) => phrase.to > from + 1)) return false
  return givenMean(given) > GIVEN && (wordCost(word) ?? -99) < RARE
}

/** 单某、曲某、折惠英及: what stands between a known person of a list and its next mark. */
function* listedBeside(text: string, names: readonly HanName[], dictionary: Dictionary): Generator<HanName> {
  const itemBehind = (at: number) => {
    let to = at
    while (
      to - at <= LONGEST_ITEM &&
      isHan(text[to]) &&
      !(to - at > 1 && LIST_ENDS.test(text.slice(to, to + 3)))
    ) {
      to += 1
    }
    return to
  }
  const persons = names.filter(({ form, to, from }) => form !== 'surname' && to - from > 1)
  const reached = new Set(persons.map(({ from }) => from))
  for (const { to, role } of persons) {
    let end = to
    // Each item is read once, so that a long list stays linear.
    while (/[、／/]/.test(text[end] ?? '') && !reached.has(end + 1)) {
      const from = end + 1
      reached.add(from)
      end = itemBehind(from)
      if (!mayStandBeside(text, { from, to: end }, dictionary)) break
      yield { from, to: end, form: 'full', sure: false, ...(role ? { role } : {}) }
    }
  }
  for (const { from: start, role } of persons) {
    if (!/[、／/]/.test(text[start - 1] ?? '')) continue
    const end = start - 1
    let from = end
    while (end - from <= LONGEST_ITEM && isHan(text[from - 1])) from -= 1
    if (
      !(from === 0 || MARK.test(text[from - 1] ?? '')) ||
      !mayStandBeside(text, { from, to: end }, dictionary)
    ) {
      continue
    }
    yield { from, to: end, form: 'full', sure: false, ...(role ? { role } : {}) }
  }
}

const oneOf = (list: string) => `(?:${list.split(' ').join('|')})`
const DOER = `${oneOf(words.doers)}[${words.doerEnds.replaceAll(' ', '')}]`
/** Where a surname stands alone whatever it means: 文/冷双签, 送检人毕, 5/17 管:, 08:00 耿:. */
const ALONE: readonly (readonly [form: RegExp, needs: RegExp])[] = [
  [
    /(?<![\u3400-\u9fff])([\u3400-\u9fff])[/／、] ?([\u3400-\u9fff])(?= ?(?:双签|双人|双核|核对|共同|同签|签[名字]|复核|查对|交接|代签|值班|交班|接班))/dg,
    /[签核班对接]/,
  ],
  // 交:仉 接:逄: who gives and who takes
  [
    /(?<![\u3400-\u9fff])(?:交|送|甲|交班|送检)[:：] ?([\u3400-\u9fff])[ ,，;；]{1,3}(?:接|收|乙|接班|接收)[:：] ?([\u3400-\u9fff])(?=[,，。;；\n ]|$)/dg,
    /[交送甲班检][:：]/,
  ],
  [new RegExp(`${DOER}[:： ]?([\\u3400-\\u9fff])(?=[,，。;；、\\n) ]|$)`, 'dg'), /[人者员]/],
  [
    /(?:^|[\n。;；,，]) ?(?:(?:1[0-2]|0?[1-9])[./-](?:3[01]|[12]\d|0?[1-9])|\d{1,2}月\d{1,2}[日号]|(?:[01]?\d|2[0-3]):[0-5]\d) ?([\u3400-\u9fff]{1,2})(?=[:：])/dg,
    /\d[./:月-]\d/,
  ],
]

const SEX_OR_SIDE = /[男女左右]/
/** Which of the places of one row hold a surname: both of 文/冷 where both may be one, any surname behind a day, else one that hardly is a word. */
function surnamesOf(text: string, spans: readonly (readonly [number, number])[]) {
  const mayBe = ([from, to]: readonly [number, number]) =>
    isSurname(text.slice(from, to)) && !SEX_OR_SIDE.test(text.slice(from, to))
  const [first] = spans
  const rowed = first !== undefined && /\d[日号]? ?$/.test(text.slice(Math.max(0, first[0] - 3), first[0]))
  if ((spans.length > 1 || rowed) && spans.every(mayBe)) return spans
  return spans.filter(([from, to]) => isSoleSurname(text.slice(from, to)))
}

function* aloneInRows(text: string): Generator<HanName> {
  for (const match of ALONE.flatMap(([form, needs]) => (needs.test(text) ? matchesOf(text, form) : []))) {
    const spans = (match.indices ?? []).slice(1).filter((span) => span !== undefined)
    for (const [from, to] of surnamesOf(text, spans)) {
      yield { from, to, form: 'surname', role: 'clinician', sure: false }
    }
  }
}

/** 阿珍:, 阿强,: how somebody is called at home, alone between marks. */
const AH =
  /(?<=^|[,，。;；:：、“"\n@]|[里叫跟和给问对让是请由找与])(阿(?![司片托莫奇胶婆姨公伯爷妈爹昔米维替普苯卡德加贝瑞波法达仑立帕西扎糖是戈魏斯]|尔)[\u4e00-\u9fff])(?=[,，:：。、;；”"]|$|说|讲|问|来|去|打|给|她|他|的|在|今|昨|又|也|没|不|还|要|想|血|发)/dg
/** 那位盛夏,: behind what points to a person. */
const POINTED =
  /(?:[那这]位|有位|一位|(?:那|这)个叫|有个叫|名叫|自称|唤作|人称|外号|网友|病友|群友|楼主)([\u4e00-\u9fff]{2,3})(?=[,，。;；:：、\n]|$|说|问|讲|又|的)/dg

/** 马某德,回族: whoever opens a clause before a people or a country; 胖婶又: how somebody is called for how she looks; 单名一个磊字. */
const OPENS_CLAUSE: readonly RegExp[] = [
  /(?<=^|[。;；:：\n])([\u4e00-\u9fff·]{2,9})(?=[,，(（](?:[男女][,，])?[\u4e00-\u9fff]{1,5}[族籍](?:[,，)）。]|人))/dg,
  /([胖瘦黑白花高矮红麻俏靓](?:婶|姐|叔|哥|嫂|姨|妞))(?=说|讲|问|又|不|没|也|的|来|去|今|昨|反映|告诉|帮|给|打|[,，。:：]|$)/dg,
  /(?:单名|名)(?:一个|是|为)?([\u4e00-\u9fff])字/dg,
]
/** How everybody is addressed: 一位阿姨. */
const ADDRESS = /^(?:阿[姨婆公伯]|[大老小][爷妈叔婶哥姐孩伙姑娘人太师爹弟妹]|男|女)/
const NO_PERSON = /患者|病人|该[男女患]|同志|[族籍男女]|主诉|既往|本例|病例/

function* pointedAt(text: string, dictionary: Dictionary): Generator<HanName> {
  for (const match of matchesOf(text, AH)) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    yield { from, to, form: 'other', sure: false }
  }
  for (const match of OPENS_CLAUSE.flatMap((form) => matchesOf(text, form))) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    if (NO_PERSON.test(match[1] ?? '') || isKindOfPeople(match[1] ?? '')) continue
    yield { from, to, form: 'other', sure: false }
  }
  for (const match of matchesOf(text, POINTED)) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    if (ADDRESS.test(match[1] ?? '')) continue
    const surname = isSurname(text[from] ?? '') || isCompoundSurname(text.slice(from, from + 2))
    const called =
      isThing(text.slice(from, to)) || (surname && mayStandBeside(text, { from, to }, dictionary))
    if (called) yield { from, to, form: 'full', sure: false }
  }
}

/** Names that a row, a list or who points to somebody gives away: beside the persons already found. Linear in the length. */
export function* namesInRows(
  text: string,
  names: readonly HanName[],
  dictionary: Dictionary,
): Generator<HanName> {
  yield* listedBeside(text, names, dictionary)
  yield* aloneInRows(text)
  yield* pointedAt(text, dictionary)
}

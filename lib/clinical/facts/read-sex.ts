import type { FactOf } from '@/lib/clinical/contract'
import { DONOR, OTHERS, type FoundAge } from '@/lib/clinical/facts/read-age'
import { addressed, leadUp } from '@/lib/clinical/facts/address'
import { isGeneralQuestion } from '@/lib/clinical/facts/general-question'
import words from '@/lib/clinical/facts/persons.json'
import { signOfSex } from '@/lib/clinical/facts/sign-of-sex'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

type Sex = FactOf<'sex'>['value']
interface FoundSex {
  from: number
  to: number
  value: Sex
  /** Of a child that is born in the sentence. */
  born?: boolean
  /** How surely it is the patient's: 2 in the header or of the patient by name, 1 a word for a person, 0 a title. */
  rank: 0 | 1 | 2
}
const spelled = <T>(value: T, phrases: readonly string[]) => phrases.map((phrase) => [phrase, value] as const)

/** Null marks words that hold the root and say nothing of the patient. */
const PLAIN = phraseTrie<Sex | null>([
  ...spelled('male' as const, [
    '男性',
    '男孩',
    '男婴',
    '男童',
    '男患',
    '老年男',
    '青年男',
    '中年男',
    '先生',
    '男病人',
    '男童患',
    '老汉',
    '♂',
    '老头',
    '老大爷',
    '大爷',
    '老翁',
    '老伯',
    '男士',
    '男患者',
    '性别男',
    '性别:男',
    '男生',
    '男学生',
    'sex m',
    'sex: m',
    'sex:m',
    'gender m',
    'gender: m',
    'gender:m',
  ]),
  ...spelled('male' as const, ['male', 'ma1e', 'man', 'boy', 'gentleman', 'gent', 'mr', 'schoolboy']),
  ...spelled('female' as const, [
    '女性',
    '女孩',
    '女婴',
    '女童',
    '女患',
    '老年女',
    '青年女',
    '中年女',
    '女士',
    '小姐',
    '♀',
    '老太',
    '老太太',
    '老妇',
    '老奶奶',
    '老妪',
    '阿婆',
    '大妈',
    '大娘',
    '女患者',
    '孕产妇',
    '产妇',
    '孕妇',
    '女病人',
    '性别女',
    '性别:女',
    '女生',
    '女学生',
    'sex f',
    'sex: f',
    'sex:f',
    'gender f',
    'gender: f',
    'gender:f',
    '初产妇',
    '经产妇',
  ]),
  ...spelled('female' as const, [
    'female',
    'fema1e',
    'woman',
    'girl',
    'lady',
    'mrs',
    'ms',
    'miss',
    'schoolgirl',
    'primip',
    'primigravida',
    'multiparous',
  ]),
  ...spelled(null, [
    '女性化',
    '男性化',
    '女性朋友',
    '男性朋友',
    '男性生殖',
    '女性生殖',
    '男性乳腺',
    '女性激素',
    '男性激素',
    '女儿',
    '子女',
    '女婿',
    'old man',
    'no man',
    'red man',
    'red-man',
    'man-made',
    'ms contin',
    'male pattern',
    'female pattern',
    'first lady',
    'baby girl clothes',
  ]),
])
const LETTERS: Readonly<Record<string, Sex>> = { 男: 'male', 女: 'female' }
const BEFORE = /^$|[,，、 :;/|(（。.·\-】\]〕》」)\n岁半者别月天日\d]$/
const BLANK = /[ \t\u3000\u00a0]/
const BEFORE_AGE = /^ ?[,，]? ?\d{1,3}[+＋余多]? ?岁/
const AFTER = /^$|^[,，、 ;/|)）。.·\-【[〔《「(\n\d患因]/
const RELATIVE = new RegExp(`(?:${words.relatives})[^，。；;\\n,.]{0,10}$`)
const BORN = new RegExp(`(?:${words.births})[^。；;\\n.]{0,10}$`)
/** A word for a person that stands beside an age of the patient, names the field, or is the patient by name. */
const FIELD = /^(?:性别|sex|gender|[♂♀])/
const BESIDE = /^[ ,，、/:;(（)）]{0,2}(?:年龄|age|aged)?[ :：]{0,2}$/
const OF_PATIENT_BEFORE =
  /(?:患者|病人|患儿|该患|受者|性别[:： ]?|\b(?:patient|pt|sex|gender)\b[: ]?)(?:[是为系,，: ]| is| was){0,3}(?:an? )?(?:[a-z-]+ ){0,2}$|\bthis (?:[a-z-]+ ){0,3}$/
const OF_PATIENT_AFTER = /^性?(?:患者|病人|患儿| patient)/
const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', '先生', '女士', '小姐'])

/** gent is gentamicin unless it is somebody: an old gent, Gent aged 62. */
const GENT_BEFORE =
  /\b(?:an?|this|the|old|aged|yo|y\/o|elderly|pleasant|lovely|frail|fit|well|retired|young) $/
const GENT_AFTER = /^(?: aged| of|,| \()? ?\d{2}\b(?! ?(?:mg|mcg))|^ (?:with|who|from|came|presented|in)\b/
const GENT_NAME = /^ (?:level|trough|peak|dose|iv|od|\d)/

/** MR is a valve, a scan or a slow tablet, ms a time: a title has its own capitals and a name, or an age, behind it. */
function isPerson(folded: FoldedText, from: number, to: number): boolean {
  const { text } = folded
  const word = text.slice(from, to)
  const behind = text.slice(to, to + 12)
  if (word === 'gent') {
    const before = text.slice(Math.max(0, from - 12), from)
    if (GENT_NAME.test(behind)) return false
    return GENT_BEFORE.test(before) || GENT_AFTER.test(behind)
  }
  if (!/^(?:mr|ms|miss)$/.test(word)) return true
  const written = originalSpan(folded, from, to).surface
  return /^M[a-z]+$/.test(written) && /^\.? ?[^\s\d.;)]|^, ?\d|^ \d[\dol]{0,2} ?y/.test(behind)
}

/** How far an age may stand from the word. */
const NEAR = 6
const GAPS = Array.from({ length: NEAR + 1 }, (_, i) => i)
/** Where the patient's ages begin and end. */
interface AgeEdges {
  begins: ReadonlySet<number>
  ends: ReadonlySet<number>
}

/** The rank of a word for a person between `from` and `to`. */
function rankOf(
  text: string,
  { from, to }: { from: number; to: number },
  { begins, ends }: AgeEdges,
): FoundSex['rank'] {
  const word = text.slice(from, to)
  if (FIELD.test(word) || /患|病人/.test(word)) return 2
  const besideAge = GAPS.some(
    (gap) =>
      (ends.has(from - gap) && BESIDE.test(text.slice(from - gap, from))) ||
      (begins.has(to + gap) && BESIDE.test(text.slice(to, to + gap))),
  )
  if (besideAge) return 2
  if (TITLES.has(word)) return 0
  const named =
    OF_PATIENT_BEFORE.test(text.slice(Math.max(0, from - 32), from)) ||
    OF_PATIENT_AFTER.test(text.slice(to, to + 9))
  return named ? 2 : 1
}

function letterAt({ text, original, starts }: FoldedText, at: number): Sex | null {
  const known = LETTERS[text[at] ?? '']
  if (!known) return null
  if (BEFORE_AGE.test(text.slice(at + 1, at + 8))) return known
  if (text[at - 1] === '岁' && !/[儿婿友朋子]/.test(text[at + 1] ?? '')) return known
  // 小宝  男  体重: a blank between two Han characters is dropped when text is folded, and parts the fields of a header.
  const start = starts[at] ?? 0
  const opens = BLANK.test(original.charAt(start - 1)) || BEFORE.test(text.slice(Math.max(0, at - 1), at))
  const closes = BLANK.test(original.charAt(start + 1)) || AFTER.test(text.slice(at + 1, at + 2))
  return opens && closes ? known : null
}

/** `F, 5.2 kg`, `DM, M.`: a capital alone between marks of an English header. */
function capitalAt({ text, original, starts }: FoldedText, at: number): Sex | null {
  const letter = original[starts[at] ?? 0]
  if (letter !== 'M' && letter !== 'F') return null
  if (
    !/(?:^|[,;(|/] ?|\. )$/.test(text.slice(Math.max(0, at - 2), at)) ||
    !/^(?:[,;)/.|]|$)/.test(text.slice(at + 1, at + 2))
  ) {
    return null
  }
  return letter === 'M' ? 'male' : 'female'
}

/** Whether the words in front of a place make what stands there a relative, a donor or somebody else. */
const isOfOther = (text: string, at: number): boolean =>
  RELATIVE.test(leadUp(text, at, 16)) ||
  OTHERS.test(leadUp(text, at, 24)) ||
  DONOR.test(text.slice(Math.max(0, at - 24), at))

function strong(folded: FoldedText, ages: readonly FoundAge[]): FoundSex[] {
  const { text } = folded
  const edges = { begins: new Set(ages.map(({ from }) => from)), ends: new Set(ages.map(({ to }) => to)) }
  const found: FoundSex[] = []
  for (let i = 0; i < text.length;) {
    const word = PLAIN.at(text, i).find(
      (match) => isWordBoundary(text, match.from, match.to) && isPerson(folded, match.from, match.to),
    )
    const value = word ? word.value : (letterAt(folded, i) ?? capitalAt(folded, i))
    const to = word?.to ?? i + 1
    if (value && !isOfOther(text, i)) {
      const born = BORN.test(text.slice(Math.max(0, i - 14), i))
      found.push({ from: i, to, value, born, rank: rankOf(text, { from: i, to }, edges) })
    }
    i = to
  }
  // 产妇，娩一男婴: the child's sex counts only where no other stands.
  return found.some(({ born }) => !born) ? found.filter(({ born }) => !born) : found
}

/** The patient's sex, each saying once; where the text says both, both are marked and none is used. */
export function readSex(folded: FoldedText, ages: readonly FoundAge[]): FactOf<'sex'>[] {
  const byAge = ages.flatMap(({ from, to, sex }) => (sex ? [{ from, to, value: sex, rank: 2 as const }] : []))
  const covered = new Set(
    byAge.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)),
  )
  const plain = [
    ...strong(folded, ages),
    ...addressed(folded.text).map((one) => ({ ...one, rank: 1 as const })),
  ].filter(({ from }) => !covered.has(from) && !(ages.length === 0 && isGeneralQuestion(folded.text, from)))
  let found: FoundSex[] = [...byAge, ...plain].sort((a, b) => a.from - b.from)
  // What is surely the patient's outweighs a word that may be somebody else's.
  const best = found.reduce((most, { rank }) => Math.max(most, rank), 0)
  const sure = new Set(found.filter(({ rank }) => rank === best).map(({ value }) => value))
  found = found.filter(({ rank, value }) => rank === best || sure.has(value))
  const sign = found.length === 0 ? signOfSex(folded.text) : null
  if (sign && !(ages.length === 0 && isGeneralQuestion(folded.text, sign.from))) {
    found = [{ ...sign, rank: 1 }]
  }
  const contradicts = found.some(({ value }) => value !== found[0]?.value)
  return found.map(({ from, to, value }) => ({
    kind: 'sex',
    ...originalSpan(folded, from, to),
    value,
    ...(contradicts ? { doubt: 'contradicts' as const } : {}),
  }))
}

import type { FactOf } from '@/lib/clinical/contract'
import { AGE_PATTERNS, type AgePattern, type AgeUnit } from '@/lib/clinical/facts/age-patterns'
import { leadUp } from '@/lib/clinical/facts/address'
import words from '@/lib/clinical/facts/persons.json'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { hanNumberAt } from '@/lib/clinical/text/number-at'

/**
 * An age that the text gives, with the sex that stands in the same header; a weak one counts only where no other stands, and one that
 * is surely the patient's before all others.
 */
export interface FoundAge {
  from: number
  to: number
  value: number
  unit: AgeUnit
  sex: FactOf<'sex'>['value'] | null
  weak: boolean
  sure: boolean
}

const PER_YEAR: Record<AgeUnit, number> = { year: 1, month: 12, week: 52.18, day: 365.25, hour: 8766 }
const yearsOf = ({ value, unit }: { value: number; unit: AgeUnit }): number => value / PER_YEAR[unit]

const OLDEST = 120
/** A word of Latin letters stands alone: handover: 38F is no limit. */
const BEFORE = new RegExp(`(?<![a-z](?=[a-z]))(?:${words.notAgeBefore})[ 第约近:]{0,2}$`)
const RELATIVE = new RegExp(`(?:${words.relatives})[^，。；;\\n,.]{0,12}$`)
const TELLS_OF =
  /\b(?:call(?:ing|ed|s)|phon(?:ing|ed|es)|ringing|rang|concerned|worried) (?:re|about|regarding|for) (?:(?:a|her|his|the) )?$|(?:携|带|抱)(?:其)?$|\b(?:with|by|from|per|via|mum|mom|mother|dad|father) (?:(?:his|her|the|their|of) )?[a-z]+(?: and [a-z]+)?[:,.-] ?$|(?:代诉|代述|[诉述称]|陪同?|送来?|推来|搀扶)[^，。；;\n,.]{0,8}$/
const ASKS_FOR =
  /(?:您好|你好|请问|咨询)[,，。!、 ]{0,2}我(?:爸爸?|妈妈?|父亲|母亲|老公|老婆|丈夫|妻子|爱人|爷爷|奶奶|外公|外婆|儿子|女儿|姐姐?|妹妹?|哥哥?|弟弟?)[,， ]?(?:今年)?$/
/** Staff, carers, neighbours: only right in front of the age. */
export const OTHERS = new RegExp(
  `(?:(?:${words.others.zh})[^，。；;,.:\\n]{0,4}(?:[男女]性?[，, ])?|(?:${words.others.en})(?: is| was)?[ ,(]{1,2}(?:an? )?)$`,
)
/** A number of years that stands alone is an age only at the head of a clause; elsewhere it is how long. */
const HEAD =
  /(?:^|[\n,;:/(|-]|\b(?:pt|patient|a|this|[fm]|male|female|fema1e|ma1e|man|woman|lady|gent|boy|girl)\b|[男女]) ?$/
/** A donor has a header of his own beside the patient's. */
export const DONOR = new RegExp(`(?:${words.donors})[^。；;\\n.]{0,16}$`)
// 女 27岁 诊断：…: with a colon it is the name of the next field.
const AFTER = new RegExp(`^(?! ?(?:[入出]院|初步|门诊|临床)?诊断[:：]) ?(?:${words.notAgeAfter})`)
const CATHETER = new RegExp(`^ ?(?:${words.catheters})`)

function numberOf(text: string, from: number): number | null {
  const digits = /^[\dol]{1,3}/
    .exec(text.slice(from, from + 3))?.[0]
    .replace(/o/g, '0')
    .replace(/l/g, '1')
  return digits === undefined ? (hanNumberAt(text, from)?.value ?? null) : Number(digits)
}

const ENGLISH = new Map(
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, i) => [word, i + 1] as const),
)
'twenty thirty forty fifty sixty seventy eighty ninety'
  .split(' ')
  .forEach((word, i) => ENGLISH.set(word, 10 * i + 20))
ENGLISH.set('fourty', 40)

/** A number in English words below a hundred, such as sixty-six, or null. */
function spelledNumber(words: string): number | null {
  const parts = words.split(/[- ]/).map((word) => ENGLISH.get(word))
  return parts.includes(undefined) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0)
}

const sexOf = (word: string | undefined): FoundAge['sex'] => {
  if (word === undefined || word === 'old') return null
  return /^(?:男|m|mr|ma[l1]e|man|boy|lad|encik|gent|gentleman|he|老头|老汉|老大?爷|大爷|老翁|老伯|老先生|[爸父][爸亲]?|老公|丈夫|爷爷|外公|姥爷|儿子|[哥弟][哥弟]?|dad|father|husband|son|brother|grandad|grandfather)$/.test(
    word,
  )
    ? 'male'
    : 'female'
}

/** Whether words around an age make it somebody else's or the age at which something happened. */
function isOther(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - 24), from)
  if (DONOR.test(before)) return true
  // Mum calling about the child; my father, for whom is asked: the header is the patient's.
  const own = TELLS_OF.test(before) || ASKS_FOR.test(before)
  if (
    /\b(?:died|death|passed away|deceased|onset|diagnosed|menopause)\b[^.;]{0,12}$|\b(?:stroke|mi|cancer)\b[^.;,]{0,12}$/.test(
      before,
    )
  ) {
    return true
  }
  return (
    OTHERS.test(leadUp(text, from, 24)) ||
    (RELATIVE.test(leadUp(text, from, 24)) && !own) ||
    BEFORE.test(before.slice(-12)) ||
    AFTER.test(text.slice(to, to + 6))
  )
}

function valueOf(
  { number, part, unit, tens }: AgePattern,
  match: RegExpExecArray,
  text: string,
): number | null {
  const at = match.index + match[0].indexOf(match[number] ?? '')
  const value = spelledNumber(match[number] ?? '') ?? numberOf(text, at)
  if (tens && value !== null) return value * 10
  if (value === null || !part) return value === null ? null : value + (match[0].endsWith('半') ? 0.5 : 0)
  if (part.group === 0) return value + 0.5
  const partAt =
    match.index + match[0].indexOf(match[part.group] ?? '', at - match.index + (match[number]?.length ?? 0))
  const more = numberOf(text, partAt) ?? 0
  return unit === 'year' ? value * 12 + more : value * 30.4375 + more
}

/** A line or a field begins. */
const OPENS = /(?:^|[\n:：|(（] ?)$/
const NAMED_BEFORE =
  /(?:患者|病人|患儿|该患|患|老人|(?<![子儿])[男女](?:性|士|婴|童|孩)?|先生|小姐|女方|年龄(?: ?\(岁\))?|岁数|年纪|年岁|年方|\b(?:pt|patient|case|age[ds]?(?:\/sex)?(?: \(\w+\))?|male|female|m|f))[】\]〕)]?(?:[是为系,，:：、/|· -]|an?\b|is\b|was\b|this\b|一名|现年|今年|本人|约){0,4}$/
const NAMED_BEHIND =
  /^[】\]〕)]? ?(?:的|[,，、/|· ()-]){0,2}(?:[男女](?![儿婿友方])|患者|病人|患儿|老[人年翁妇太]|(?:male|female|man|woman|gentleman|lady|boy|girl|m|f|patient|pt)\b)/
/** Whether an age stands beside the sex, in its field or behind the patient: a birthday, an operation or a relative seldom does. */
const isSure = ({ text }: FoldedText, { at, to, sex }: { at: number; to: number; sex: FoundAge['sex'] }) =>
  sex !== null ||
  (NAMED_BEFORE.test(text.slice(Math.max(0, at - 16), at)) && !/^aged? /.test(text.slice(at, to))) ||
  NAMED_BEHIND.test(text.slice(to, to + 12))

/** in, for, every 3 weeks: a span of time. */
const SPAN =
  /\b(?:in|for|after|every|within|next|last|past|over|since|another|until|until) (?:the )?(?:about )?$/

function matchAt(folded: FoldedText, at: number): FoundAge | null {
  const { text } = folded
  const patterns = AGE_PATTERNS.get(text[at] ?? '')
  if (!patterns) return null
  const wordBefore = /[a-z0-9.]/.test(text[at - 1] ?? '')
  if (wordBefore && /[a-z0-9]/.test(text[at] ?? '')) return null
  for (const one of patterns) {
    one.pattern.lastIndex = at
    const match = one.pattern.exec(text)
    if (!match) continue
    const to = at + match[0].length
    const sexWord = one.sex === undefined ? undefined : match[one.sex]
    if (one.capital && !isCapital(folded, match, one)) continue
    if (one.capital && CATHETER.test(text.slice(to, to + 12))) continue
    const value = valueOf(one, match, text)
    const unit = one.part && one.part.group > 0 ? one.part.unit : one.unit
    if (value === null || value === 0 || yearsOf({ value, unit }) > OLDEST) continue
    if (one.capital && unit === 'year' && value < 14) continue
    if (one.headed && !OPENS.test(text.slice(Math.max(0, at - 2), at))) continue
    if (
      one.weak &&
      one.unit === 'year' &&
      one.sex === undefined &&
      !HEAD.test(text.slice(Math.max(0, at - 12), at))
    ) {
      continue
    }
    // in 3 weeks: man 34: when something will be.
    const counted = unit !== 'year' && (one.sex ?? 0) > one.number
    if (counted && SPAN.test(text.slice(Math.max(0, at - 12), at))) continue
    if (isOther(text, at, to)) return null
    const sex = sexOf(sexWord)
    return { from: at, to, value, unit, sex, weak: one.weak === true, sure: isSure(folded, { at, to, sex }) }
  }
  return null
}

/** Whether the letter for the sex is a capital; it stands in front of the number or behind it. */
function isCapital(folded: FoldedText, match: RegExpExecArray, { sex = 0, number }: AgePattern): boolean {
  const letter = match[sex] ?? ''
  const index = match.index + (sex < number ? match[0].indexOf(letter) : match[0].lastIndexOf(letter))
  return /[MFＭＦ]/.test(originalSpan(folded, index, index + 1).surface)
}

/** Behind an age that was told: an operation aged 11, fits age 3, is how old the patient was then. */
const AT_EVENT =
  /(?<!\b(?:man|woman|gentleman|gent|lady|boy|girl|male|female|patient|pt|he|she|is|now|child|infant|adult|teenager))[a-z)] $/
const isAtEvent = ({ text }: { text: string }, { from, to }: FoundAge): boolean =>
  /^aged? /.test(text.slice(from, to)) && AT_EVENT.test(text.slice(Math.max(0, from - 14), from))

/** Every age that the text gives the patient, in order. */
export function findAges(folded: FoldedText): FoundAge[] {
  const ages: FoundAge[] = []
  for (let i = 0; i < folded.text.length;) {
    const found = matchAt(folded, i)
    if (found && !(ages.length > 0 && isAtEvent(folded, found))) ages.push(found)
    i = found?.to ?? i + 1
  }
  return ages
}

/** 父亲胃癌，60岁手术: who opens the sentence is told of to its end, unless he tells or comes along. */
const KIN_SENTENCE = new RegExp(`(?:${words.relatives})[^。；;\\n.]*$`)
const TELLER =
  /[诉述称说陪带抱送]|患者|病人|患儿|本人|\b(?:pt|patient|with|by|says?|said|reports?|reported|calling|phoned|concerned|worried|of)\b/
function isOfKin({ text }: FoldedText, { from }: FoundAge): boolean {
  const clause = KIN_SENTENCE.exec(leadUp(text, from, 40))
  return clause !== null && !TELLER.test(text.slice(Math.max(0, from - 40), from))
}

/** A year apart is a birthday between two sentences. */
const APART = 1

/** The ages as facts: each once; where the text gives two that cannot both be right, both are marked and none is used. */
export function ageFacts(folded: FoldedText, found: readonly FoundAge[]): FactOf<'age'>[] {
  const strong = found.filter(({ weak }) => !weak)
  // 女，41岁。…30岁剖宫产: beside the header, an age of a story is how old the patient was then.
  const sure = strong.filter((age) => age.sure)
  const apart = sure.length > 0 ? sure : strong.filter((age) => !isOfKin(folded, age))
  const used = apart.length > 0 ? apart : strong.length > 0 ? [] : found.slice(0, 1)
  const first = used[0]
  const contradicts = used.some((age) => first && Math.abs(yearsOf(age) - yearsOf(first)) > APART)
  const told = contradicts ? used : used.slice(0, 1)
  return told.map((age) => ({
    kind: 'age',
    ...originalSpan(folded, age.from, age.to),
    value: age.value,
    unit: age.unit,
    years: yearsOf(age),
    ...(contradicts ? { doubt: 'contradicts' as const } : {}),
  }))
}

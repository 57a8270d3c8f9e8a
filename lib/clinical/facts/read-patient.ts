import type { Fact, FactOf } from '@/lib/clinical/contract'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { numbersOf, skipBlanks, type FoundNumber } from '@/lib/clinical/text/number-at'
import { phraseTrie, type PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { endsWord } from '@/lib/clinical/text/word-boundary'
import { readDurations } from '@/lib/clinical/facts/read-durations'
import { readPregnancy } from '@/lib/clinical/facts/read-pregnancy'
import { readSex } from '@/lib/clinical/facts/read-sex'

type AgeUnit = FactOf<'age'>['unit']
const AGE_UNITS = phraseTrie<AgeUnit>([
  ...['岁', '周岁', '歲', 'y/o', 'yo', 'y.o.', 'yr old', 'yrs old', 'years old', 'year old'].map(
    (unit) => [unit, 'year'] as const,
  ),
  ...['-year-old', '-years-old', 'years of age', '-yr-old'].map((unit) => [unit, 'year'] as const),
  ...['月龄', '个月大', '个月龄', '个月男', '个月女', '个月婴', '个月患儿', 'months old', '-month-old'].map(
    (unit) => [unit, 'month'] as const,
  ),
  ...['周龄', '周大', 'weeks old', '-week-old'].map((unit) => [unit, 'week'] as const),
  ...['日龄', '天龄', '天大', 'days old', '-day-old'].map((unit) => [unit, 'day'] as const),
])
const PER_YEAR: Record<AgeUnit, number> = { year: 1, month: 12, week: 52.18, day: 365.25 }
/** Parts of an age unit that belong to the next word. */
const TRAILING = /[男女婴]$|患儿$/
const RELATIVE = /[父母兄弟姐妹祖爷奶叔姨舅姑子夫妻]|father|mother|brother|sister|husband|wife/

const WEIGHT_UNITS = phraseTrie<number>([
  ...['kg', '公斤', '千克'].map((unit) => [unit, 1] as const),
  ['斤', 0.5],
  ...['lb', 'lbs', 'pounds'].map((unit) => [unit, 0.4536] as const),
])
const HEIGHT_UNITS = phraseTrie<number>([
  ...['cm', '厘米', '公分'].map((unit) => [unit, 1] as const),
  ...['m', '米'].map((unit) => [unit, 100] as const),
])
const WEIGHT_CHANGE = /下降|减轻|减少|增加|增长|减了|下滑|los[ts]|gain/
const HEIGHT_WORD = /身高|身长|height/

/** The longest unit right behind a number, a blank allowed between. */
export function unitBehind<T>(text: string, { to }: FoundNumber, units: PhraseTrie<T>) {
  const from = skipBlanks(text, to)
  return units.at(text, from).find(({ to: end }) => endsWord(text, end)) ?? null
}

function readAge(folded: FoldedText, number: FoundNumber): Fact | null {
  const { text } = folded
  const unit = unitBehind(text, number, AGE_UNITS)
  if (!unit || number.value > 130) return null
  if (RELATIVE.test(text.slice(Math.max(0, number.from - 6), number.from))) return null
  const phrase = text.slice(unit.from, unit.to)
  const to = unit.to - (TRAILING.exec(phrase)?.[0].length ?? 0)
  return {
    kind: 'age',
    ...originalSpan(folded, number.from, to),
    value: number.value,
    unit: unit.value,
    years: number.value / PER_YEAR[unit.value],
  }
}

function readWeight(folded: FoldedText, number: FoundNumber): Fact | null {
  const { text } = folded
  const unit = unitBehind(text, number, WEIGHT_UNITS)
  if (!unit || text[unit.to] === '/' || text[number.from - 1] === '/') return null
  const kilograms = number.value * unit.value
  if (kilograms < 0.3 || kilograms > 400) return null
  if (WEIGHT_CHANGE.test(text.slice(Math.max(0, number.from - 8), number.from))) return null
  return { kind: 'weight', ...originalSpan(folded, number.from, unit.to), kilograms }
}

function readHeight(folded: FoldedText, number: FoundNumber): Fact | null {
  const { text } = folded
  const unit = unitBehind(text, number, HEIGHT_UNITS)
  if (!unit || !HEIGHT_WORD.test(text.slice(Math.max(0, number.from - 8), number.from))) return null
  const centimetres = number.value * unit.value
  if (centimetres < 25 || centimetres > 250) return null
  return { kind: 'height', ...originalSpan(folded, number.from, unit.to), centimetres }
}

/** Age, sex, pregnancy, weight, height and durations. */
export function readPatient(folded: FoldedText): Fact[] {
  const facts: Fact[] = []
  for (const number of numbersOf(folded.text, { han: true })) {
    const fact = readAge(folded, number) ?? readWeight(folded, number) ?? readHeight(folded, number)
    if (fact) facts.push(fact)
  }
  return [...facts, ...readSex(folded), ...readPregnancy(folded), ...readDurations(folded)]
}

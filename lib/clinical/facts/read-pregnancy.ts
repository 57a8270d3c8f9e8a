import type { Fact, FactOf } from '@/lib/clinical/contract'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { numberAt, skipBlanks } from '@/lib/clinical/text/number-at'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

type Pregnancy = FactOf<'pregnancy'>['value']
const words = (value: Pregnancy | null, phrases: readonly string[]) =>
  phrases.map((phrase) => [phrase, value] as const)

/** Null marks words that contain the root but say nothing of the patient's present state. */
const WORDS = phraseTrie<Pregnancy | null>([
  ...words('pregnant', [
    '妊娠',
    '妊娠期',
    '怀孕',
    '孕期',
    '孕妇',
    '孕',
    '早孕',
    '中孕',
    '晚孕',
    '宫内孕',
    '停经',
  ]),
  ...words('pregnant', ['pregnant', 'pregnancy', 'gestation', 'gravid']),
  ...words('breastfeeding', [
    '哺乳期',
    '哺乳',
    '母乳喂养',
    '泌乳期',
    'breastfeeding',
    'lactating',
    'lactation',
  ]),
  ...words('postpartum', ['产后', '产褥期', 'postpartum', 'puerperium']),
  ...words('not_pregnant', [
    '未孕',
    '未怀孕',
    '非妊娠',
    '非孕期',
    '未妊娠',
    '否认妊娠',
    '否认怀孕',
    '已绝经',
  ]),
  ...words('not_pregnant', ['绝经后', 'not pregnant', 'non-pregnant', 'nonpregnant', 'postmenopausal']),
  ...words(null, [
    '避孕',
    '避孕药',
    '备孕',
    '孕酮',
    '孕激素',
    '孕前',
    '妊娠史',
    '孕产史',
    '异位妊娠',
    '宫外孕',
  ]),
  ...words(null, ['不孕', '不孕症', '孕育', 'ectopic pregnancy', 'pregnancy history']),
])
const DENIAL = /(?:无|未|否认|非|排除|not |no |denies )$/

/** `28周`, `28+3周`, `28w`, `28 weeks` behind or, in English, in front of the word. */
function weeksBehind(text: string, at: number): { weeks: number; to: number } | null {
  const number = numberAt(text, skipBlanks(text, at))
  if (!number || number.value > 45) return null
  const extra = text[number.to] === '+' ? numberAt(text, number.to + 1) : null
  const unitAt = skipBlanks(text, extra?.to ?? number.to)
  const unit = ['周', 'weeks', 'wk', 'w'].find((phrase) => text.startsWith(phrase, unitAt))
  return unit ? { weeks: number.value + (extra?.value ?? 0) / 7, to: unitAt + unit.length } : null
}

const WEEKS_IN_FRONT = /(\d{1,2}) ?(?:-week |weeks |wks )(?:of )?$/

/** What the text says of pregnancy and breastfeeding. */
export function readPregnancy(folded: FoldedText): Fact[] {
  const { text } = folded
  const facts: Fact[] = []
  for (const { from, to, value } of WORDS.matches(text, (m) => isWordBoundary(text, m.from, m.to))) {
    if (value === null) continue
    const before = text.slice(Math.max(0, from - 12), from)
    if (value !== 'not_pregnant' && DENIAL.test(before)) {
      facts.push({ kind: 'pregnancy', ...originalSpan(folded, from, to), value: 'not_pregnant' })
      continue
    }
    const behind = value === 'pregnant' ? weeksBehind(text, to) : null
    const inFront = value === 'pregnant' ? WEEKS_IN_FRONT.exec(before)?.[1] : undefined
    const weeks = behind?.weeks ?? (inFront ? Number(inFront) : undefined)
    facts.push({
      kind: 'pregnancy',
      ...originalSpan(folded, from, behind?.to ?? to),
      value,
      ...(weeks === undefined ? {} : { weeks }),
    })
  }
  return facts
}

import type { FactOf, Term } from '@/lib/clinical/contract'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

type Topic = FactOf<'history'>['topic']
const words = (topic: Topic, phrases: readonly string[]) => phrases.map((phrase) => [phrase, topic] as const)

const CUES = phraseTrie<Topic>([
  ...words('illness', [
    '既往史',
    '既往体健',
    '既往健康',
    '既往',
    '病史',
    '慢性病史',
    '基础疾病',
    '平素体健',
    '否认慢性病',
  ]),
  ...words('illness', [
    'past history',
    'past medical history',
    'medical history',
    'pmh',
    'history of',
    'h/o',
    'previously well',
  ]),
  ...words('surgery', [
    '手术史',
    '外伤史',
    '术后',
    '曾行',
    '输血史',
    'surgical history',
    'status post',
    's/p',
    'postoperative',
  ]),
  ...words('smoking', [
    '吸烟史',
    '吸烟',
    '烟龄',
    '戒烟',
    '烟史',
    '烟酒史',
    'smoker',
    'smoking',
    'smokes',
    'pack-year',
    'pack-years',
  ]),
  ...words('alcohol', ['饮酒史', '饮酒', '酗酒', '嗜酒', '酒史', '戒酒', 'alcohol', 'drinks', 'drinker']),
  ...words('family', ['家族史', '家族性', 'family history', 'fhx']),
])
const DENIED_BEFORE = /(?:无|否认|未|不|没有|no |denies |never |non-?)[^，。;\n]{0,14}$/
const DENIED_BEHIND = /^ ?:? ?(?:无特殊|无|否认|\(-\)|negative|none)/
const HEALTHY = /体健|健康|well$/

/** What the text says of earlier illness, operations, smoking, alcohol and the family. */
export function readHistory(folded: FoldedText, terms: readonly Term[]): FactOf<'history'>[] {
  const { text } = folded
  const facts: FactOf<'history'>[] = []
  for (const { from, to, value: topic } of CUES.matches(text, (m) => isWordBoundary(text, m.from, m.to))) {
    const none =
      DENIED_BEFORE.test(text.slice(Math.max(0, from - 16), from)) ||
      DENIED_BEHIND.test(text.slice(to, to + 8)) ||
      HEALTHY.test(text.slice(from, to))
    facts.push({ kind: 'history', ...originalSpan(folded, from, to), topic, none })
  }
  for (const { kind, status, start, end, surface } of terms) {
    if (kind !== 'diagnosis' || !['history', 'stopped', 'family'].includes(status)) continue
    const topic = status === 'family' ? 'family' : 'illness'
    facts.push({ kind: 'history', start, end, surface, topic, none: false })
  }
  return facts
}

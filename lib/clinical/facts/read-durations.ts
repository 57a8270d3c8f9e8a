import type { Fact, FactOf } from '@/lib/clinical/contract'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { numbersOf, skipBlanks, type FoundNumber } from '@/lib/clinical/text/number-at'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

type Unit = FactOf<'duration'>['unit']
const HOURS: Record<Unit, number> = { minute: 1 / 60, hour: 1, day: 24, week: 168, month: 730.5, year: 8766 }
const units = (unit: Unit, phrases: readonly string[]) => phrases.map((phrase) => [phrase, unit] as const)

const UNITS = phraseTrie<Unit>([
  ...units('minute', ['分钟', 'min', 'mins', 'minutes', 'minute', '-minute']),
  ...units('hour', ['小时', '个小时', '个钟头', 'h', 'hr', 'hrs', 'hours', 'hour', '-hour']),
  ...units('day', ['天', '日', 'd', 'day', 'days', '-day']),
  ...units('week', ['周', '个周', '个星期', '星期', '礼拜', 'wk', 'week', 'weeks', '-week']),
  ...units('month', ['个月', '月', 'month', 'months', '-month']),
  ...units('year', ['年', 'yr', 'yrs', 'year', 'years', '-year']),
])

/** `1日3次`, `3 days old`, `5月3日`, `10周岁`: behind the unit stands what makes it something else. */
const NOT_AFTER = /^(?:\d|龄|大|岁|婴| ?old|-old|一?次|[一二三]次|\/| of age)/
/** `q8h`, `每8小时`, `2020年`, `5月3日`, `孕28周`, `mg/3d`: in front stands what makes it something else. */
const NOT_BEFORE = /(?:q|每|每隔|\/|孕|妊娠|第|月|年|\d[-.:]|宫内)\s?$/
/** T 38.9 HR 120: the heart rate, and no hour. */
const HEART_RATE = /^hr[:= ]{1,2}\d{2,3}(?!\d|\.\d| ?m)/
const GESTATION = /(?:孕|妊娠|停经|gestation)[^，,。;\n]{0,4}$/

function isDuration(
  text: string,
  { value, from }: FoundNumber,
  unit: { value: Unit; from: number; to: number },
): boolean {
  const before = text.slice(Math.max(0, from - 8), from)
  const after = text.slice(unit.to, unit.to + 8)
  if (NOT_AFTER.test(after) || NOT_BEFORE.test(before) || GESTATION.test(before)) return false
  if (HEART_RATE.test(text.slice(unit.from, unit.to + 6))) return false
  if (unit.value === 'year') return value < 100
  if (unit.value === 'month') return value < 240
  return value > 0 && value < 2000
}

/** How long things have lasted, or how long ago they began. */
export function readDurations(folded: FoldedText): Fact[] {
  const { text } = folded
  const facts: Fact[] = []
  for (const number of numbersOf(text, { han: true })) {
    const from = skipBlanks(text, number.to)
    const unit = UNITS.at(text, from).find((match) => isWordBoundary(text, match.from, match.to))
    if (!unit || !isDuration(text, number, unit)) continue
    facts.push({
      kind: 'duration',
      ...originalSpan(folded, number.from, unit.to),
      value: number.value,
      unit: unit.value,
      hours: number.value * HOURS[unit.value],
    })
  }
  return facts
}

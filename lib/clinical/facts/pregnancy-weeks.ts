import type { FactOf } from '@/lib/clinical/contract'
import { foldedAt, originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { numberAt, skipBlanks } from '@/lib/clinical/text/number-at'

interface Weeks {
  weeks: number
  to: number
}

/** `28周`, `28+3周`, `28周+3天`, `28w`, `at 31+6` behind the word. */
export function weeksBehind(text: string, at: number): Weeks | null {
  const lead = /^[,，]? ?(?:@ ?|at |约|已|of )?/.exec(text.slice(at, at + 6))?.[0].length ?? 0
  const number = numberAt(text, skipBlanks(text, at + lead))
  if (!number || number.value > 43) return null
  const extra = text[number.to] === '+' ? numberAt(text, number.to + 1) : null
  const unitAt = skipBlanks(text, extra?.to ?? number.to)
  const unit = ['周', 'weeks', 'wks', 'wk', 'w'].find((phrase) => text.startsWith(phrase, unitAt))
  if (!unit && !(extra && extra.value < 7)) return null
  const days = /^ ?\+? ?(\d) ?(?:[天日]|d(?:ays?)?\b)|^\+(\d)(?![\d周w./])/.exec(
    text.slice(unitAt + (unit?.length ?? 0)),
  )
  const to = unitAt + (unit?.length ?? 0) + (days?.[0].length ?? 0)
  return { weeks: number.value + (extra?.value ?? Number(days?.[1] ?? days?.[2] ?? 0)) / 7, to }
}

/** `33+4 by dating scan`, `20+3/40`, `34/40`: weeks and days as a maternity unit writes them, without a word of pregnancy. */
const DATED =
  /(?<![\d.+/])(?:(2\d|3\d|4[0-2])(?=\/40(?!\d))|(\d{1,2})\+([0-6])(?= ?(?:\/40|by (?:[a-z]+ )?(?:scan|dates|lmp|uss|crl)\b)))/g
/** Weeks of a birth, or of an earlier value in a bracket, are none of now. */
const OF_BIRTH =
  /\b(?:born|deliver(?:y|ed)|birth|ex|del|lscs|svd|nvd|section|forceps|ventouse|corrected|baby|since|from|after|until|score[ds]?|points)\b[^.;\n]{0,16}$|\([^()]{0,12}$/
const [FIRST, LAST] = [4, 43]

/** `G4P2 at 31+6`, `20+3/40`: a gravida string with weeks behind it, or dated weeks, are a pregnancy of now. */
export function byWeeks(folded: FoldedText, counts: readonly FactOf<'obstetric'>[]): FactOf<'pregnancy'>[] {
  const { text } = folded
  const counted = counts.flatMap(({ start, end }) => {
    const found = weeksBehind(text, foldedAt(folded, end))
    return found ? [{ from: foldedAt(folded, start), to: found.to, weeks: found.weeks }] : []
  })
  const dated = [...text.matchAll(DATED)].flatMap(
    ({ index, 0: surface, 1: whole, 2: begun, 3: days = 0 }) => {
      const weeks = whole ?? begun
      const isNow = Number(weeks) >= FIRST && Number(weeks) <= LAST
      if (!isNow || OF_BIRTH.test(text.slice(Math.max(0, index - 32), index))) return []
      return [{ from: index, to: index + surface.length, weeks: Number(weeks) + Number(days) / 7 }]
    },
  )
  return [...counted, ...dated.slice(0, counted.length > 0 ? 0 : 1)].map(({ from, to, weeks }) => ({
    kind: 'pregnancy',
    ...originalSpan(folded, from, to),
    value: 'pregnant',
    weeks,
  }))
}

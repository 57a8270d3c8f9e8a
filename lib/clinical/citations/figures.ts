import { readCitations } from '@/lib/clinical/citations/citation'

/** A number of a text that says something: with a unit, as a limit, a range or a decimal. */
export interface Figure {
  start: number
  end: number
  surface: string
  /** One value, or both ends of a range, as written without separators of thousands. */
  values: string[]
  /** In one spelling; null where none stands behind it. */
  unit: string | null
}

/** Units as they are written, longest first, with their one spelling. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:mL|毫升)\s?[/·]\s?\(?min(?:\s?[/·]\s?1\.73\s?m(?:2|²))?\)?/i, 'ml/min'],
  [/^(?:mg|毫克)\s?\/\s?(?:kg|公斤|千克)(?:\s?\/\s?(?:d|天|日))?/i, 'mg/kg'],
  [/^[μµu]g\s?\/\s?(?:kg|公斤)(?:\s?\/\s?min)?/i, 'ug/kg'],
  [/^(?:I?U|单位)\s?\/\s?(?:kg|公斤)/i, 'u/kg'],
  [/^(?:mg|毫克)\s?\/\s?mmol/i, 'mg/mmol'],
  [/^(?:mg|毫克)\s?\/\s?g/i, 'mg/g'],
  [/^(?:mg|毫克)\s?\/\s?d(?:L|l)/i, 'mg/dl'],
  [/^mmol\s?\/\s?L/i, 'mmol/l'],
  [/^[μµu]mol\s?\/\s?L/i, 'umol/l'],
  [/^(?:[×x]\s?)?10\s?(?:\^?9|⁹)\s?\/\s?L/i, '10^9/l'],
  [/^(?:mmHg|毫米汞柱)/i, 'mmhg'],
  [/^(?:[μµu]g|mcg|微克)/i, 'ug'],
  [/^(?:mg|毫克)/i, 'mg'],
  [/^(?:kg|公斤|千克)/i, 'kg'],
  [/^(?:mL|毫升)/i, 'ml'],
  [/^(?:cm|厘米)/i, 'cm'],
  [/^(?:mm|毫米)(?![a-z])/i, 'mm'],
  [/^(?:IU|国际单位)/i, 'u'],
  [/^(?:℃|°C|摄氏度)/i, 'celsius'],
  [/^(?:%|％|百分之)/, '%'],
  [/^(?:分钟|minutes?|mins?)(?![a-z])/i, 'min'],
  [/^(?:小时|hours?|hrs?|h)(?![a-z])/i, 'h'],
  [/^(?:天|日|days?|d)(?![a-z])/i, 'd'],
  [/^(?:周|星期|weeks?|wks?)(?![a-z])/i, 'week'],
  [/^(?:个月|月|months?)(?![a-z])/i, 'month'],
  [/^(?:岁|周岁|years? old|-year-old)/i, 'years'],
  [/^(?:次|times?)(?![a-z])/i, 'times'],
  [/^(?:克|g)(?![a-z])/i, 'g'],
  [/^(?:升|L)(?![a-z])/i, 'l'],
  [/^(?:单位|units?|U)(?![a-z])/i, 'u'],
]

/** Bounded in every part; letters in front make it a name (`CHA2DS2`, `G3`, `T4`), a dot in front a piece of a number. */
const NUMBER =
  /(?<![A-Za-z\d.])(?<limit>[<>≤≥＜＞]=?\s?)?(?<first>\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,4})?)(?:\s?[-–—~～至到]\s?(?<last>\d{1,6}(?:\.\d{1,4})?))?/g

const plain = (written: string): string => String(Number(written.replaceAll(',', '')))

function unitBehind(text: string, at: number): { unit: string; end: number } | null {
  const blank = text[at] === ' ' ? 1 : 0
  const rest = text.slice(at + blank, at + blank + 24)
  for (const [written, unit] of UNITS) {
    const found = written.exec(rest)
    if (found) return { unit, end: at + blank + found[0].length }
  }
  return null
}

/** Every number of a text with what it measures, those of citations left out. Linear in its length. */
export function numbersIn(text: string): (Figure & { says: boolean })[] {
  const citations = readCitations(text)
  let until = 0
  return [...text.matchAll(NUMBER)].flatMap(({ 0: surface, index: start, groups = {} }) => {
    // `1.73 m²` belongs to the unit in front of it.
    if (start < until || citations.some((one) => start >= one.start && start < one.end)) return []
    const { limit, first = '', last } = groups
    const behind = unitBehind(text, start + surface.length)
    const end = behind?.end ?? start + surface.length
    until = end
    return {
      start,
      end,
      surface: text.slice(start, end),
      values: last === undefined ? [plain(first)] : [plain(first), plain(last)],
      unit: behind?.unit ?? null,
      says: behind !== null || limit !== undefined || last !== undefined || first.includes('.'),
    }
  })
}

/** The numbers that a source must hold: with a unit, as limits, ranges or decimals. Ordinals, years and stages are none. */
export const figuresIn = (text: string): Figure[] => numbersIn(text).filter(({ says }) => says)

/** The numbers of a source, for comparison: by value, the units it stands with; null for a number without one, as tables have them. */
export type HeldNumbers = ReadonlyMap<string, ReadonlySet<string | null>>

/** The numbers that a text holds, by value. */
export function heldNumbers(text: string): HeldNumbers {
  const held = new Map<string, Set<string | null>>()
  for (const { values, unit } of numbersIn(text)) {
    for (const value of values) held.set(value, (held.get(value) ?? new Set()).add(unit))
  }
  return held
}

/** Whether a source holds a figure: each value of it, in the same unit or, as in a table, without one. */
export const holdsFigure = (held: HeldNumbers, { values, unit }: Figure): boolean =>
  values.every((value) => {
    const units = held.get(value)
    return units !== undefined && (unit === null || units.has(unit) || units.has(null))
  })

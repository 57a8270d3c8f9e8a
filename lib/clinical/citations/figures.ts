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
  /** `below 45`, `≥6.5`: what it bounds; null where it bounds nothing by itself. */
  limit: Side | null
}
type Side = 'lower' | 'upper'

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
  /(?<![A-Za-z\d.])(?<sign>[<>≤≥]=?\s?)?(?<first>\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,4})?)(?:\s?[-–—~～至到]\s?(?<last>\d{1,6}(?:\.\d{1,4})?))?/g

/** Words of a limit right in front of a number, and right behind its unit. */
const BEFORE: readonly (readonly [RegExp, Side])[] = [
  [
    /(?:<=?|≤|＜|低于|小于|少于|不足|不超过|至多|最多|below|under|less than|at most|up to|no more than)\s?$/i,
    'upper',
  ],
  [
    /(?:>=?|≥|＞|高于|大于|多于|超过|不低于|不少于|至少|above|over|more than|at least|no less than|exceed(?:s|ing)?)\s?$/i,
    'lower',
  ],
]
const BEHIND: readonly (readonly [RegExp, Side])[] = [
  [/^\s?(?:以下|以内|or (?:less|lower|below|under))/i, 'upper'],
  [/^\s?(?:以上|及以上|or (?:more|higher|above|over|greater))/i, 'lower'],
]
const sideIn = (words: readonly (readonly [RegExp, Side])[], text: string): Side | null =>
  // The longer of two that end alike comes from the other list: 不低于 ends in 低于.
  words.findLast(([word]) => word.test(text))?.[1] ?? null

/** Full-width digits and marks as the usual ones; each takes the place of one. */
const halfWidth = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xfee0))

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
function numbersIn(original: string): (Figure & { says: boolean })[] {
  const text = halfWidth(original)
  const citations = readCitations(text)
  let until = 0
  return [...text.matchAll(NUMBER)].flatMap(({ 0: surface, index: start, groups = {} }) => {
    // `1.73 m²` belongs to the unit in front of it.
    const ofUnit = text[start - 1] === '/' && /^\s?m(?:2|²)/.test(text.slice(start + surface.length))
    if (start < until || ofUnit || citations.some((one) => start >= one.start && start < one.end)) return []
    const { sign, first = '', last } = groups
    const behind = unitBehind(text, start + surface.length)
    const end = behind?.end ?? start + surface.length
    until = end
    const limit =
      last === undefined
        ? (sideIn(BEFORE, text.slice(Math.max(0, start - 14), start) + (sign ?? '')) ??
          sideIn(BEHIND, text.slice(end, end + 14)))
        : null
    return {
      start,
      end,
      surface: original.slice(start, end),
      values: last === undefined ? [plain(first)] : [plain(first), plain(last)],
      unit: behind?.unit ?? null,
      limit,
      says: behind !== null || limit !== null || last !== undefined || first.includes('.'),
    }
  })
}

/** The numbers that a source must hold: with a unit, as limits, ranges or decimals. Ordinals, years and stages are none. */
export const figuresIn = (text: string): Figure[] => numbersIn(text).filter(({ says }) => says)

/** A number as a source has it: its unit, null for none, as tables have them; and which end of a range it is, null for neither. */
interface Held {
  unit: string | null
  end: Side | null
}
/** The numbers of a source by value, for comparison. */
export type HeldNumbers = ReadonlyMap<string, readonly Held[]>

/** 每日一次, 两周: how often and how long are written in words as well. */
const IN_WORDS = /[一二两三四五六七八九十](?=次|天|日|周|个月|小时)/g
const WORDS = '一二三四五六七八九十'
const valueOf = (word: string): string => String(word === '两' ? 2 : WORDS.indexOf(word) + 1)

/** The numbers that a text holds, by value; what it says in Chinese words counts as said in figures. */
export function heldNumbers(text: string): HeldNumbers {
  const held = new Map<string, Held[]>()
  const hold = (value: string, one: Held) => held.set(value, [...(held.get(value) ?? []), one])
  for (const { values, unit } of numbersIn(text)) {
    const [first = '', last] = values
    hold(first, { unit, end: last === undefined ? null : 'lower' })
    if (last !== undefined) hold(last, { unit, end: 'upper' })
  }
  for (const { 0: word, index } of text.matchAll(IN_WORDS)) {
    hold(valueOf(word), { unit: unitBehind(text, index + 1)?.unit ?? null, end: null })
  }
  return held
}

/**
 * Whether a source holds a figure: each value of it, in the same unit or, as in a table, without one. The other end of a range is no
 * limit: 45–59 does not say below 45.
 */
export const holdsFigure = (held: HeldNumbers, { values, unit, limit }: Figure): boolean =>
  values.every((value) =>
    (held.get(value) ?? []).some(
      (one) =>
        (unit === null || one.unit === null || one.unit === unit) &&
        (limit === null || one.end === null || one.end === limit),
    ),
  )

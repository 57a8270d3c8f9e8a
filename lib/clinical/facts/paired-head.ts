import { whenOf } from '@/lib/clinical/facts/column-head'

/** What a line says of how its pairs of numbers are written: from where, whether the newest stands last, and in which form. */
export interface PairedHead {
  /** Where the pairs may begin in the line. */
  at: number
  reversed: boolean
  stroke: boolean
  bracket: boolean
  /** It names the other time alone, so that a single number under it is of now. */
  single: boolean
}

const NAME = String.raw`([a-z\u4e00-\u9fff][a-z\d\u4e00-\u9fff' -]{0,13})`
/** `bloods adm/today:`, `化验(入院/今日):`. */
const PARTED = new RegExp(String.raw`^[^:，,。;；\d]{0,24}?[ (]?${NAME} ?/ ?${NAME}\)? ?:`)
/** `adm / today` over rows of pairs, and nothing else in its line. */
const PARTED_ALONE = new RegExp(String.raw`^[^:，,。;；\d/]{0,16}?[ (]?${NAME} ?/ ?${NAME}\)?$`)
/** `labs today (yesterday):`, `今(昨):`. */
const SECOND_IN_BRACKET = new RegExp(String.raw`^[^:，,。;；()\d]{0,20}?${NAME} ?\( ?${NAME} ?\) ?:`)
/** `(今/上次)` behind the pairs of its line. */
const LEGEND = /[(]([^()/:\d]{1,12})\/([^()/:\d]{1,12})[)]/
/** What the brackets of a line hold: `(括号内为上次)`, `(prev month in parens)`, `brackets = last`. */
const BRACKETS =
  /[(，, ](?:括号|括弧)[内里中]?(?:为|是|:|=)? ?([^()，,。;；:]{1,12})\)?|\(([^()]{2,24}) in (?:brackets?|parens?|parentheses)\)|\(?\b(?:brackets?|parens?)(?: ?=| are| is| show|:) ?([^()，,.;:]{2,20})\)?/
/** What the second number of a pair is compared with: `(对比上次):`, `cf july:`, `(与入院时比较):`, `vs last week:`. */
const COMPARED =
  /^(?:[^:，,。;；\d]|\(\d{1,2}[ /][a-z\d]{1,3}\)){0,16}[( ]?(?:(?:对比|对照|比对|较|参照)|[与和同](?=[^():]{1,10}(?:比|对照))|\b(?:vs\.?|versus|cf\.?|compared (?:with|to)|against)(?= ))[^():，,。;；]{1,16}\)? ?:/

/** `治疗前后对比:`, `化疗前后WBC 6.8/2.1`, `labs pre/post HD:`: the first of a pair is of before. */
const BEFORE_AFTER =
  /^[^:，,。;；\d]{0,20}?(?:前后|前 ?\/ ?后|\bpre ?\/ ?post\b|\bbefore ?(?:\/|and) ?after\b|\bpre-? and post\b)(?:的?(?:对比|比较|变化|结果|化验|指标)|[^:，,。;；\d]{0,12}(?=:))? ?:?/

const BOTH = { stroke: true, bracket: true } as const
const STROKE = { stroke: true, bracket: false } as const
const BRACKET = { stroke: false, bracket: true } as const

/** Two names of different times, and whether the newest stands first; null where they are none. */
function twoTimes(first = '', second = ''): { reversed: boolean } | null {
  const [one, other] = [whenOf(first.trim()), whenOf(second.trim())]
  return one && other && one !== other ? { reversed: one === 'now' } : null
}

/** How the pairs of a line are written, by its heading or by a bracket in it; null where it tells nothing. */
export function pairedHeadOf(line: string): PairedHead | null {
  const parted = line.includes('/') ? (PARTED.exec(line) ?? PARTED_ALONE.exec(line.trimEnd())) : null
  const times = parted && twoTimes(parted[1], parted[2])
  if (parted && times) return { at: parted[0].length, reversed: times.reversed, ...STROKE, single: false }
  const bracketed = SECOND_IN_BRACKET.exec(line)
  const both = bracketed && twoTimes(bracketed[1], bracketed[2])
  if (bracketed && both) return { at: bracketed[0].length, reversed: both.reversed, ...BRACKET, single: true }
  const brackets = BRACKETS.exec(line)
  if (brackets) {
    const inside = (brackets[1] ?? brackets[2] ?? brackets[3] ?? '').trim()
    const front = /\d ?\(\d/.test(line.slice(0, brackets.index))
    const at = front ? 0 : brackets.index + brackets[0].length
    return { at, reversed: whenOf(inside) !== 'now', ...BRACKET, single: true }
  }
  const around = /\d ?\/ ?\d/.test(line) ? BEFORE_AFTER.exec(line) : null
  if (around) return { at: around[0].length, reversed: false, ...STROKE, single: false }
  const compared = COMPARED.exec(line)
  if (compared) return { at: compared[0].length, reversed: true, ...BOTH, single: true }
  const legend = line.includes('/') ? LEGEND.exec(line) : null
  const named = legend && /\d\/\d/.test(line.slice(0, legend.index)) ? twoTimes(legend[1], legend[2]) : null
  return named ? { at: 0, reversed: named.reversed, ...STROKE, single: false } : null
}

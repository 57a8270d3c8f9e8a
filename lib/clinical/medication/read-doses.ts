import type { Amount } from '@/lib/clinical/medication/table-schema'
import { FREQUENCY_WORDS, LOADING } from '@/lib/clinical/medication/words'

/** A dose as it was written, in mg or international units. */
export interface OrderedDose {
  value: number
  unit: Amount['unit'] | 'μg/h'
  perKilogram: boolean
  loading: boolean
  /** Written as the dose of a whole day. */
  perDay: boolean
  at: number
}

const UNITS: readonly (readonly [RegExp, OrderedDose['unit'], number])[] = [
  [/^(?:mg|毫克|milligrams?)(?![a-z])/, 'mg', 1],
  [/^(?:μg\/h|ug\/h|mcg\/h|micrograms?\/h)/, 'μg/h', 1],
  [/^(?:μg|ug|mcg|微克|micrograms?|mcgs)(?![a-z])/, 'mg', 0.001],
  [/^(?:g|克|grams?)(?![a-z])/, 'mg', 1000],
  [/^(?:万u|万iu|万单位|万国际单位)/, 'IU', 10_000],
  [/^(?:mu|million units|million iu|mega ?units)(?![a-z])/, 'IU', 1_000_000],
  [/^(?:iu|u|单位|国际单位|units?)(?![a-z])/, 'IU', 1],
]
/** A number without unit right in front of its frequency or route. */
const BARE = /^(?:[qbt]i?d|q\d|qn|po|iv|st|口服|静滴|每|一日|,|，|$)/
const GRAMS: (typeof UNITS)[number] = [/^/, 'mg', 1000]
const NUMBER = /(\d{1,8}(?:\.\d{1,4})?)(?: ?[-~至到] ?(\d{1,8}(?:\.\d{1,4})?))? ?/g
const PER_KILOGRAM = /^ ?\/ ?\(?(?:kg|公斤|千克)/
const PER_DAY = /^ ?[/.·] ?(?:d(?![a-z])|day|日|天|24 ?h)|^ ?(?:daily|a day|per day|once daily|od\b)/
const LOADING_REACH = 8
/** In front of an amount that is a limit and no dose: `日不超过2g`. */
const LIMIT =
  /(?:(?:不|别|勿|不得|不宜|不要|不能|不可|切勿|未)(?:再)?(?:超过?|多于|大于|高于)|[≤<]|<=|最多|至多|顶多|极量|上限|封顶|限量|(?:最大|最高)(?:日|总|单日|每日)?(?:剂?量)|max(?:imum)?(?: of| dose| daily| total)*|ceiling(?: of| dose)?|limit(?:ed)?(?: to| of)?|not (?:to )?(?:exceed\w*|go (?:over|above)|over|above|more than)|(?:never|no) (?:more than|over|above)|do(?: not|n't) (?:exceed|go (?:over|above)))[^\d]{0,6}$/
const LIMIT_REACH = 20

/** The doses of a part of folded text, in the order they stand. The upper end of a range counts; `grams` reads bare decimals as grams. */
export function dosesIn(
  text: string,
  { from, to }: { from: number; to: number },
  { grams = false }: { grams?: boolean } = {},
): OrderedDose[] {
  const part = text.slice(from, to)
  const doses: OrderedDose[] = []
  for (const match of part.matchAll(NUMBER)) {
    const at = match.index
    if (/[\d.a-z]/.test(part[at - 1] ?? '')) continue
    const behind = part.slice(at + match[0].length)
    const bare = grams && /^\d\.\d+$/.test(match[1] ?? '') && BARE.test(behind)
    const found = UNITS.find(([pattern]) => pattern.test(behind)) ?? (bare ? GRAMS : undefined)
    if (!found) continue
    const [pattern, unit, factor] = found
    const rest = behind.slice(pattern.exec(behind)?.[0].length ?? 0)
    if (LIMIT.test(part.slice(Math.max(0, at - LIMIT_REACH), at))) continue
    const perKilogram = PER_KILOGRAM.exec(rest)
    const tail = rest.slice(perKilogram?.[0].length ?? 0)
    if (/^ ?\/ ?(?:m[l2^]|l\b|h|min|dl|小时|分)/.test(tail) && unit !== 'μg/h') continue
    doses.push({
      value: Number(match[2] ?? match[1]) * factor,
      unit,
      perKilogram: perKilogram !== null,
      loading: LOADING.inside(part, Math.max(0, at - LOADING_REACH), at),
      perDay: PER_DAY.test(tail) && !/^ ?(?:daily|a day|per day|once daily|od\b)/.test(tail),
      at: from + at,
    })
  }
  return doses
}

/** Strength in front of a drug and its volume behind: `10%氯化钾15ml`. */
const STRENGTH_IN_FRONT = /(?<![\d.])(\d{1,2}(?:\.\d)?)% ?$/
const STRENGTH_IN_NAME = /^(\d{1,2}(?:\.\d)?)%/
/** `bupivacaine 0.5% 80 mL`, `lidocaine plain 1% 60 ml`. */
const STRENGTH_BEHIND = /^[^\d，,。;；]{0,14}(\d{1,2}(?:\.\d{1,2})?)% ?(\d{1,3}(?:\.\d)?) ?ml/
const MILLILITRES = /^[^\d，,。;；]{0,8}(\d{1,3}(?:\.\d)?) ?ml/

/** The dose of a solution whose strength and volume stand beside its name, in mg; none where one is missing. */
export function solutionDose(
  text: string,
  { name, from, to }: { name: string; from: number; to: number },
  end: number,
): OrderedDose[] {
  const strength = (
    STRENGTH_IN_FRONT.exec(text.slice(Math.max(0, from - 6), from)) ?? STRENGTH_IN_NAME.exec(name)
  )?.[1]
  const volume = MILLILITRES.exec(text.slice(to, end))?.[1]
  const [, percent = strength, millilitres = volume] = STRENGTH_BEHIND.exec(text.slice(to, end)) ?? []
  if (percent === undefined || millilitres === undefined) return []
  const value = Number(percent) * 10 * Number(millilitres)
  return [{ value, unit: 'mg', perKilogram: false, loading: false, perDay: false, at: to }]
}

const EVERY_HOURS = /(?:q|每隔?|every )(\d{1,2})(?:-\d{1,2})? ?(?:h|hr|hrs|hours?|小时)/g
const TIMES_A_DAY =
  /(?:每日|每天|一日|一天|日|daily |x ?)(\d{1,2}|[一二两三四五六])次|(\d{1,2}|[一二两三四五六])次ph?\/(?:日|天|d)|(\d{1,2}) ?(?:次|times|x) ?(?:\/|a |per )? ?(?:日|天|d\b|day)/g
const HAN: Readonly<Record<string, number>> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6 }

/** How many times a day, the first that a part of folded text says; undefined where it says nothing. */
export function timesADayIn(text: string, from: number, to: number): number | undefined {
  const part = text.slice(from, to)
  const found: { at: number; perDay: number }[] = []
  for (const match of part.matchAll(EVERY_HOURS)) {
    if (!/[a-z]/.test(part[match.index - 1] ?? '') && Number(match[1]) > 0) {
      found.push({ at: match.index, perDay: 24 / Number(match[1]) })
    }
  }
  for (const match of part.matchAll(TIMES_A_DAY)) {
    const count = match[1] ?? match[2] ?? match[3] ?? ''
    found.push({ at: match.index, perDay: HAN[count] ?? Number(count) })
  }
  const taken = new Set(found.map(({ at }) => at))
  for (const { from: at, value } of FREQUENCY_WORDS.in(part, 0, part.length)) {
    if (!taken.has(at)) found.push({ at, perDay: value })
  }
  return found.sort((a, b) => a.at - b.at)[0]?.perDay
}

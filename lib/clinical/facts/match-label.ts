import { factorOf, type Analyte } from '@/lib/clinical/facts/analytes'
import { LABELS, SPECIMEN_LABELS, type Meaning, type VitalRow } from '@/lib/clinical/facts/labels'
import type { FoundQuantity } from '@/lib/clinical/facts/read-quantity'
import type { Specimen } from '@/lib/clinical/facts/specimens'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'

/** A label of the tables at its place in folded text, with what it may stand for. */
export interface Label {
  from: number
  to: number
  meanings: readonly Meaning[]
  /** Two Latin letters or fewer: too short to mean anything without a fitting unit or value. */
  short: boolean
}

export const isLetter = (unit: string | undefined) => unit !== undefined && unit >= 'a' && unit <= 'z'
export const isDigit = (unit: string | undefined) => unit !== undefined && unit >= '0' && unit <= '9'
/** Units that make a number something else than the value of a laboratory test that does not have them. */
const OTHER_KIND = new Set([
  '/min',
  '℃',
  '℉',
  'cm',
  'kg',
  'L',
  'mL',
  'points',
  'mL/h',
  'mL/d',
  'cmH2O',
  's',
  'g',
])

/** A label as written, in half-width forms. */
const surfaceOf = (folded: FoldedText, from: number, to: number): string =>
  originalSpan(folded, from, to).surface.normalize('NFKC')

/** 丙戊酸钠, 美罗培南钠: the metal of a salt is no label. */
const OF_SALT = /[酸素林唑洛芬酮定坦星硫肝南巴妥芦丁胂糖]/

/** 依地酸钙钠, 枸橼酸二钠: behind a second metal or a count the acid stands further in front. */
const saltOf = (text: string, from: number): string =>
  (/([\u4e00-\u9fff])[钙钠钾镁二三]?$/.exec(text.slice(Math.max(0, from - 2), from))?.[1] ?? '') +
  (text[from - 1] ?? '')

/** CO2 is the tension in a gas, and bicarbonate among the salts. */
const GAS = /(?:\bph:? ?[67]\.\d|\b[acv]?bg\b|\bgas\b)[^\n;。]{0,60}$/
/** U 11.4, Cr 118: the letter is urea in front of a creatinine or a salt, and a count of units elsewhere. */
const UREA = /^u ?[:=]? ?\d{1,2}(?:\.\d)?[,;/]? ?(?:cr(?:eat\w*)?|na|k)\b/
/** R 6/12 L 6/18, R 20 L 22: the right eye, and no breathing. */
const RIGHT = /^r ?\(|^r ?[:=]? ?\d{1,3}(?:\.\d)?(?:\/\d| ?[,，;；]? ?l ?[:=]? ?\d)/
/** A/P: 54M …, P: 54F: the heading of a plan, and the age behind it. */
const PLAN = /^p ?: ?\d{1,2} ?(?:m|f|yo|y\/o|yrs?|岁)(?![a-z/])/
const isPlan = (text: string, from: number): boolean =>
  /(?:^|[^a-z])a ?[/&] ?$/.test(text.slice(Math.max(0, from - 4), from)) ||
  PLAN.test(text.slice(from, from + 12))
/** FEV1 1.8 L, FVC 2.9 L, ratio 0.62: a ratio is that of the lungs where they are spoken of. */
const OF_LUNGS = /(?:fev1|fvc)[^\n;。]{0,48}$/
/** 脉92，血压…: the pulse in one word, which the end of 静脉 is not. */
const isPulse = (text: string, from: number): boolean =>
  /^脉约? ?[:：]?\d/.test(text.slice(from, from + 5)) && !/[\u4e00-\u9fff]/.test(text[from - 1] ?? '')
const isSign = (text: string, from: number, exact: string | null): boolean =>
  !(exact === 'R' && RIGHT.test(text.slice(from, from + 16))) && !(exact === 'P' && isPlan(text, from))
const isOfPanel = (text: string, from: number, meaning: Meaning): boolean =>
  (meaning.kind === 'vital' && isSign(text, from, meaning.exact)) ||
  meaning.kind === 'pressure' ||
  (meaning.kind === 'lab' &&
    (meaning.analyte.id !== 'fev1_fvc' ||
      !text.startsWith('ratio', from) ||
      OF_LUNGS.test(text.slice(Math.max(0, from - 56), from))) &&
    (meaning.exact === 'U' ? UREA.test(text.slice(from, from + 16)) : true) &&
    (meaning.exact !== 'CO2' ||
      (meaning.analyte.id === 'paco2') === GAS.test(text.slice(Math.max(0, from - 80), from))))

/** The labels that begin at `at`, the longest first; an empty one hides what is inside it. */
export function labelsAt(
  folded: FoldedText,
  at: number,
  { specimen = null, small = false }: { specimen?: Specimen | null; small?: boolean } = {},
): Label[] {
  const { text } = folded
  const plain = LABELS.at(text, at)
  const found = specimen ? [...plain, ...SPECIMEN_LABELS.at(text, at)] : plain
  if (found.length === 0) return []
  return found.flatMap(({ from, to, value }) => {
    if (isLetter(text[to - 1]) && isLetter(text[to])) return []
    // A&E sats 88%: a department, and no share of eosinophils.
    if (to - from === 1 && text[from - 1] === '&') return []
    // K2.9mmol/L: the vitamin and the sound of the heart end with their number.
    if (value.length === 0 && isDigit(text[to - 1]) && /^\.?\d/.test(text.slice(to, to + 2))) return []
    if (to - from === 1 && text[from] === '脉' && !isPulse(text, from)) return []
    // breast ca 1994: a year, and no digit of the name.
    if (/^ca ?\d/.test(text.slice(from, to)) && isDigit(text[to])) return []
    const meanings = value.filter(
      (one) =>
        (one.exact === null || small || one.exact === surfaceOf(folded, from, to)) &&
        isOfPanel(text, from, one),
    )
    if (value.length > 0 && meanings.length === 0) return []
    if (to - from === 1 && /[钠钾钙镁]/.test(text[from] ?? '') && OF_SALT.test(saltOf(text, from))) {
      return []
    }
    return [{ from, to, meanings, short: to - from <= 2 && isLetter(text[from]) }]
  })
}

const within = (value: number, [low, high]: readonly number[]) =>
  value >= (low ?? -Infinity) && value <= (high ?? Infinity)

/** A unit-less value that a short label may have: usual, and no stage or lead such as N1, T3, V4. */
function fitsShort(
  { usual, units, bare, bound, signed }: Analyte,
  { value, decimal }: FoundQuantity,
): boolean {
  // BE -9: a sign in front is that of a value.
  if (signed && value < 0) return within(value, usual)
  if (bound || bare || (!decimal && value < 10)) return false
  return Object.values(units).some((factor) => factor !== null && within(value * factor, usual))
}

function fitsLab(analyte: Analyte, quantity: FoundQuantity, label: Label): 'fits' | 'doubt' | 'not' {
  const { value, unit, decimal } = quantity
  const letter = label.short && label.to - label.from === 1
  const factor = unit === null ? undefined : factorOf(analyte, unit)
  if (factor !== undefined) return factor === null ? 'doubt' : 'fits'
  if (unit === null && analyte.unitless) {
    return within(value, analyte.hard) || !label.short || decimal ? 'fits' : 'not'
  }
  // N% 71，昨日是12.6×10^9/L: a count is no share.
  if (unit?.endsWith('/L') && analyte.id.endsWith('_percent')) return 'not'
  if (unit !== null) return letter || OTHER_KIND.has(unit) ? 'not' : 'doubt'
  // N0.89 and L0.21 are shares of one.
  if (letter && decimal && value < 1) return analyte.id.endsWith('_percent') ? 'fits' : 'not'
  if (letter && !decimal) return 'not'
  if (label.short) return fitsShort(analyte, quantity) ? 'fits' : 'not'
  if (analyte.bound) return 'not'
  return within(value, analyte.usual) ? 'fits' : 'doubt'
}

/** `T`, `P` and `R` are vital signs only with their unit or a value that nothing else could have. */
function fitsVital(row: VitalRow, { value, unit, decimal }: FoundQuantity, exact: boolean): boolean {
  // O2 99% RA: a share that is breathed is a round one, or below.
  if (exact && row.id === 'spo2') return unit === '%' && within(value, [81, 99]) && value % 5 !== 0
  if (unit !== null) return row.units.includes(unit)
  // T 98.1: a short name with a decimal is in degrees Fahrenheit, which no stage or lead has.
  if (row.id === 'temperature') {
    return within(value, [32, 43]) || (exact ? decimal && within(value, [95, 106]) : within(value, [25, 110]))
  }
  // at hr 5: an hour, as no heart beats so slowly.
  if (row.id === 'heart_rate' && value > 0 && value < 20) return false
  if (row.id === 'fio2') return within(value, [0.2, 1]) || within(value, [21, 100])
  // Dr P 1135: what no heart does is the hour of a call.
  if (exact && value > (row.hard[1] ?? Infinity)) return false
  return !exact || value >= 20 || (row.id === 'respiratory_rate' && value >= 6)
}

/** Which meaning of a label a value fits: the first by its unit, else the first that could have it. */
export function settle(label: Label, quantity: FoundQuantity): Meaning | null {
  let doubtful: Meaning | null = null
  for (const meaning of label.meanings) {
    if (meaning.kind === 'pressure') continue
    if (meaning.kind === 'vital') {
      if (fitsVital(meaning.row, quantity, meaning.exact !== null)) return meaning
      continue
    }
    const fit = fitsLab(meaning.analyte, quantity, label)
    if (meaning.asDrug && (fit !== 'fits' || quantity.unit === null)) continue
    if (fit === 'fits') return meaning
    if (fit === 'doubt') doubtful ??= meaning
  }
  return doubtful
}

import type { Analyte } from '@/lib/clinical/facts/analytes'
import { LABELS, SPECIMEN_LABELS, type Meaning, type VitalRow } from '@/lib/clinical/facts/labels'
import {
  nextInSeries,
  quantityAt,
  quantityBehind,
  unitAt,
  type FoundQuantity,
} from '@/lib/clinical/facts/read-quantity'
import { specimenAt, specimenPrefixAt, type Specimen } from '@/lib/clinical/facts/specimens'
import { SENTENCE_EDGE } from '@/lib/clinical/text/edges'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { skipBlanks } from '@/lib/clinical/text/number-at'
import { ocrNumberAt } from '@/lib/clinical/text/ocr-number'

/** A value of a series, in folded text from its label or arrow to its unit. */
export interface MeasuredValue extends FoundQuantity {
  from: number
}

/** A label with its value or series of values, before anything is judged. */
export type Measurement =
  | { kind: 'lab'; analyte: Analyte; specimen: Specimen | null; values: MeasuredValue[] }
  | { kind: 'vital'; row: VitalRow; values: MeasuredValue[] }
  | { kind: 'pressure'; from: number; to: number; systolic: number; diastolic: number; unit: string | null }

interface Label {
  from: number
  to: number
  meanings: readonly Meaning[]
  /** Two Latin letters or fewer: too short to mean anything without a fitting unit or value. */
  short: boolean
}

const isLetter = (unit: string | undefined) => unit !== undefined && unit >= 'a' && unit <= 'z'
const isDigit = (unit: string | undefined) => unit !== undefined && unit >= '0' && unit <= '9'
/** Between label and value may stand the short or long form: 肌酐(Cr) 132, INR(国际标准化比值)1.2. */
const SHORT_FORM = /^ ?[([][a-z0-9\u4e00-\u9fff+\-.% ]{1,16}[)\]]/
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

/** The labels that begin at `at`, the longest first; an empty one hides what is inside it. */
function labelsAt(folded: FoldedText, at: number, specimen: Specimen | null = null): Label[] {
  const { text } = folded
  const inSpecimen = specimen ? SPECIMEN_LABELS.at(text, at) : []
  return [...LABELS.at(text, at), ...inSpecimen].flatMap(({ from, to, value }) => {
    if (isLetter(text[to - 1]) && isLetter(text[to])) return []
    const meanings = value.filter(({ exact }) => exact === null || exact === surfaceOf(folded, from, to))
    if (value.length > 0 && meanings.length === 0) return []
    return [{ from, to, meanings, short: to - from <= 2 && isLetter(text[from]) }]
  })
}

const within = (value: number, [low, high]: readonly number[]) =>
  value >= (low ?? -Infinity) && value <= (high ?? Infinity)

/** A unit-less value that a short label may have: usual, and no stage or lead such as N1, T3, V4. */
function fitsShort({ usual, units, bare, bound }: Analyte, value: number): boolean {
  if (bound || bare || (Number.isInteger(value) && value < 10)) return false
  return Object.values(units).some((factor) => factor !== null && within(value * factor, usual))
}

function fitsLab(analyte: Analyte, { value, unit }: FoundQuantity, label: Label): 'fits' | 'doubt' | 'not' {
  if (unit !== null && unit in analyte.units) return analyte.units[unit] === null ? 'doubt' : 'fits'
  if (unit === null && analyte.unitless)
    return within(value, analyte.hard) || !label.short || !Number.isInteger(value) ? 'fits' : 'not'
  if (unit !== null) return label.short || OTHER_KIND.has(unit) ? 'not' : 'doubt'
  if (label.to - label.from === 1 && Number.isInteger(value)) return 'not'
  if (label.short) return fitsShort(analyte, value) ? 'fits' : 'not'
  if (analyte.bound) return 'not'
  return within(value, analyte.usual) ? 'fits' : 'doubt'
}

/** `T`, `P` and `R` are vital signs only with their unit or a value that nothing else could have. */
function fitsVital(row: VitalRow, { value, unit }: FoundQuantity, exact: boolean): boolean {
  if (unit !== null) return row.units.includes(unit)
  if (row.id === 'temperature') return (value >= 32 && value <= 43) || (!exact && value >= 25 && value <= 110)
  if (row.id === 'fio2') return within(value, [0.2, 1]) || within(value, [21, 100])
  return !exact || value >= 20 || (row.id === 'respiratory_rate' && value >= 6)
}

/** Which meaning of a label a value fits: the first by its unit, else the first that could have it. */
function settle(label: Label, quantity: FoundQuantity): Meaning | null {
  let doubtful: Meaning | null = null
  for (const meaning of label.meanings) {
    if (meaning.kind === 'pressure') continue
    if (meaning.kind === 'vital') {
      if (fitsVital(meaning.row, quantity, meaning.exact !== null)) return meaning
      continue
    }
    const fit = fitsLab(meaning.analyte, quantity, label)
    if (fit === 'fits') return meaning
    if (fit === 'doubt') doubtful ??= meaning
  }
  return doubtful
}

/** `165/95`, `165/95mmHg`, `21/13kPa` that begins at `at`. */
export function pressureAt(text: string, at: number, opens?: (at: number) => boolean) {
  const systolic = ocrNumberAt(text, at)
  if (!systolic) return null
  const early = unitAt(text, systolic.to, opens)
  const slash = skipBlanks(text, early?.unit === 'mmHg' ? early.to : systolic.to)
  const diastolic =
    text[slash] === '/' || text[slash] === '\\' ? ocrNumberAt(text, skipBlanks(text, slash + 1)) : null
  if (!diastolic || isDigit(text[diastolic.to]) || text[diastolic.to] === '/') return null
  const unit = unitAt(text, diastolic.to, opens)
  return {
    systolic: systolic.value,
    diastolic: diastolic.value,
    unit: unit?.unit ?? null,
    to: unit?.to ?? diastolic.to,
  }
}

/** One pass over folded text that collects labels with their values. */
class Lexer {
  readonly found: Measurement[] = []
  private specimen: Specimen | null = null
  private lastEnd = -1
  private readonly text: string

  constructor(
    private readonly folded: FoldedText,
    private readonly edges: Uint8Array,
  ) {
    this.text = folded.text
  }

  run(): Measurement[] {
    for (let i = 0; i < this.text.length;) i = this.step(i)
    return this.found
  }

  private startsWord(at: number): boolean {
    const before = this.text[at - 1]
    return (
      at === this.lastEnd ||
      !(isLetter(this.text[at]) || isDigit(this.text[at])) ||
      !(isLetter(before) || isDigit(before))
    )
  }

  private step(at: number): number {
    if (this.edges[at] === SENTENCE_EDGE) this.specimen = null
    if (!this.startsWord(at)) return at + 1
    const [label, ...shorter] = labelsAt(this.folded, at, this.specimen)
    if (label) {
      for (const one of [label, ...shorter]) {
        const to = one.meanings.length === 0 ? one.to : this.measure(one, this.specimen)
        if (to !== null) return (this.lastEnd = to)
        if (one.meanings.length === 0) break
      }
      const word = specimenAt(this.text, at)
      if (word) this.specimen = word.value === 'blood' ? null : word.value
      return Math.max(label.to, word?.to ?? 0)
    }
    return this.bySpecimen(at) ?? this.barePressure(at) ?? at + 1
  }

  /** A specimen opens a scope, or stands right in front of one label. */
  private bySpecimen(at: number): number | null {
    const prefix = specimenPrefixAt(this.text, at)
    if (prefix) {
      const specimen = prefix.value === 'blood' ? null : prefix.value
      for (const label of labelsAt(this.folded, skipBlanks(this.text, prefix.to), specimen)) {
        const to =
          label.meanings.length === 0
            ? null
            : this.measure({ ...label, short: label.short && specimen === null, from: at }, specimen)
        if (to !== null) return (this.lastEnd = to)
      }
    }
    const word = specimenAt(this.text, at)
    if (!word) return null
    this.specimen = word.value === 'blood' ? null : word.value
    return word.to
  }

  private opens = (at: number): boolean =>
    labelsAt(this.folded, at).some(
      ({ meanings, to }) => meanings.length > 0 && /^[ :=]?\d/.test(this.text.slice(to, to + 2)),
    )

  /** Reads the values behind a label; the end of the last, or null where none fits. */
  private measure(label: Label, specimen: Specimen | null): number | null {
    const { text } = this
    const short = SHORT_FORM.exec(text.slice(label.to, label.to + 20))?.[0].length ?? 0
    const at = label.to + short
    if (label.meanings.some(({ kind }) => kind === 'pressure')) return this.pressure(label, at)
    if (text[at] === '/') {
      const pair = this.pair(label, at + 1, specimen)
      if (pair !== null) return pair
    }
    const signed = label.meanings.some((one) => one.kind === 'lab' && one.analyte.signed === true)
    const first = quantityBehind(text, at, { signed, opens: this.opens })
    const meaning = first && settle(label, first)
    if (!first || !meaning) return null
    return this.emit(meaning, this.series({ ...first, from: label.from }), specimen)
  }

  /** The further values of a series; a unit at its end stands for all. */
  private series(first: MeasuredValue): MeasuredValue[] {
    const values = [first]
    for (let next = nextInSeries(this.text, first.to); next !== null;) {
      const found = quantityBehind(this.text, next, { opens: this.opens })
      if (!found) break
      values.push({ ...found, from: next })
      next = nextInSeries(this.text, found.to)
    }
    const unit = values.findLast((one) => one.unit !== null)?.unit ?? null
    return values.map((one) => ({ ...one, unit: one.unit ?? unit }))
  }

  private emit(meaning: Meaning, values: MeasuredValue[], specimen: Specimen | null): number {
    if (meaning.kind === 'lab') {
      const own = meaning.analyte.bare === true ? null : specimen
      this.found.push({ kind: 'lab', analyte: meaning.analyte, specimen: own, values })
    } else if (meaning.kind === 'vital') this.found.push({ kind: 'vital', row: meaning.row, values })
    return values.at(-1)?.to ?? 0
  }

  /** `AST/ALT 80/65U/L`: two labels with a value each. A single number behind both is their ratio and no value of either. */
  private pair(first: Label, at: number, specimen: Specimen | null): number | null {
    const second = labelsAt(this.folded, at).find(({ meanings }) => meanings.length > 0)
    if (!second) return null
    const left = quantityBehind(this.text, second.to, { opens: this.opens })
    if (!left) return null
    const right =
      this.text[left.to] === '/' ? quantityAt(this.text, left.to + 1, { opens: this.opens }) : null
    if (!right) return left.to
    const one = { ...left, unit: left.unit ?? right.unit, from: first.from }
    const other = { ...right, from: second.from }
    const [mine, its] = [settle(first, one), settle(second, other)]
    if (mine) this.emit(mine, [one], specimen)
    if (its) this.emit(its, [other], specimen)
    return right.to
  }

  private pressure(label: Label, at: number): number | null {
    let from = at
    while (from - at < 20 && from < this.text.length && !isDigit(this.text[from])) {
      if (this.edges[from] !== 0 && this.text[from] !== ':') return null
      from += 1
    }
    return this.pushPressure(label.from, from, true)
  }

  private pushPressure(from: number, at: number, named: boolean): number | null {
    const found = pressureAt(this.text, at, this.opens)
    const unit = found?.unit ?? null
    if (!found || (unit !== null && unit !== 'mmHg' && unit !== 'kPa') || (!named && unit !== 'mmHg'))
      return null
    if (unit === null && (found.systolic < 20 || found.systolic <= found.diastolic)) return null
    this.found.push({ kind: 'pressure', from, ...found })
    return found.to
  }

  /** A blood pressure that stands without its name, known by its unit. */
  private barePressure(at: number): number | null {
    if (!isDigit(this.text[at]) || isDigit(this.text[at - 1]) || this.text[at - 1] === '.') return null
    const to = this.pushPressure(at, at, false)
    return to === null ? null : (this.lastEnd = to)
  }
}

/**
 * The label–value–unit groups of folded text in order: glued, with colon or blank, in a list, series or row of a table. Values
 * under a specimen other than blood carry it. Linear in the length of the text.
 */
export const lexMeasurements = (folded: FoldedText, edges: Uint8Array): Measurement[] =>
  new Lexer(folded, edges).run()

import { VITAL_ROWS, type Meaning } from '@/lib/clinical/facts/labels'
import { isDigit, isLetter, labelsAt, settle, type Label } from '@/lib/clinical/facts/match-label'
import { quantityAt, quantityBehind, unitAt, unitInFront } from '@/lib/clinical/facts/read-quantity'
import { bareValuesAt } from '@/lib/clinical/facts/bare-values'
import { bareComaAt, comaSumAt } from '@/lib/clinical/facts/coma-sum'
import { LabelTables } from '@/lib/clinical/facts/label-table'
import { datedTables, type DatedTable } from '@/lib/clinical/facts/dated-table'
import type { Measurement, MeasuredValue } from '@/lib/clinical/facts/measurement'
import { nameRowAt } from '@/lib/clinical/facts/name-row'
import { isDatedValue, isNamed, isUsual } from '@/lib/clinical/facts/near-value'
import { seriesOf } from '@/lib/clinical/facts/series'
import { nextValue, openBracket, type Told } from '@/lib/clinical/facts/next-value'
import { priorIn, priorTables, type PriorTable } from '@/lib/clinical/facts/prior-column'
import { onwardValueAt } from '@/lib/clinical/facts/value-onward'
import { SpecimenScope } from '@/lib/clinical/facts/specimen-scope'
import {
  bloodBeside,
  isFluid,
  specimenAt,
  specimenPrefixAt,
  type Specimen,
} from '@/lib/clinical/facts/specimens'
import { pressuresBehind } from '@/lib/clinical/facts/pressures'
import { SENTENCE_EDGE } from '@/lib/clinical/text/edges'
import type { FoldedText } from '@/lib/clinical/text/fold-text'
import { skipBlanks } from '@/lib/clinical/text/number-at'

/** Between label and value may stand the short or long form: 肌酐(Cr) 132, INR(国际标准化比值)1.2. */
const SHORT_FORM =
  /^ ?[([](?!\d[\d.]* ?(?:°?[cf]|℃|℉|%|bpm|mmhg)?[)\]](?! ?[:=]? ?\d))[a-zμ0-9\u4e00-\u9fff+\-.%/^×* ]{1,16}[)\]]/

/** 肌酐（参考值57～97μmol/L）本次结果：113: a bracket that holds what is normal. */
const NORMAL_RANGE =
  /^ ?\((?:参考(?:值|范围|区间|值范围)?|正常(?:值|范围|参考值)?|ref(?:erence)?\.?(?: (?:range|interval))?|normal(?: range)?)[:： ]? ?\d[^()\n]{2,22}\)(?: ?(?:本次|此次|今日|今晨)?(?:检查|检测|测定)?结果(?:为|是)?[:：]?)?/

/** 溶栓后2hBP 158/86: a label right behind a count of hours. */
const HOURS = /\d(?:h|min)$/

/** O/N: spiked …: the night, and no neutrophils. */
const OVERNIGHT = /(?:^|[^a-z])o\/n\b/

/** Signs that are known without a name, of which the next may stand without one as well. */
const GOES_ON_BARE: ReadonlySet<string> = new Set(['temperature', 'heart_rate', 'spo2'])

/** One pass over folded text that collects labels with their values. */
class Lexer {
  readonly found: Measurement[] = []
  private readonly scope: SpecimenScope
  private lastEnd = -1
  /** The last value with its name that stands in no bracket. */
  private outer: Told | null = null
  private readonly text: string
  private readonly tables: readonly DatedTable[]
  private readonly labelTables: LabelTables
  private readonly priors: readonly PriorTable[]
  /** A note typed in small letters throughout: K and Na stand as k and na. */
  private readonly small: boolean

  constructor(
    private readonly folded: FoldedText,
    private readonly edges: Uint8Array,
  ) {
    this.text = folded.text
    this.scope = new SpecimenScope(folded.text)
    this.tables = datedTables(folded.text)
    this.labelTables = new LabelTables(folded)
    this.priors = priorTables(folded.text)
    this.small = !/[A-Z]/.test(folded.original)
  }

  run(): Measurement[] {
    for (let i = 0; i < this.text.length;) i = this.step(i)
    return this.found
  }

  private startsWord(at: number): boolean {
    const before = this.text[at - 1]
    const night = before === '/' && OVERNIGHT.test(this.text.slice(Math.max(0, at - 3), at + 2))
    return (
      !night &&
      (at === this.lastEnd ||
        !(isLetter(this.text[at]) || isDigit(this.text[at])) ||
        !(isLetter(before) || isDigit(before)) ||
        HOURS.test(this.text.slice(Math.max(0, at - 5), at)))
    )
  }

  private step(at: number): number {
    if (this.edges[at] === SENTENCE_EDGE) this.scope.endSentence(at)
    const row = at === 0 || this.text[at - 1] === '\n' ? this.labelTables.rowAt(at) : null
    if (row) {
      this.found.push(...row.found)
      return (this.lastEnd = row.to)
    }
    if (!this.startsWord(at)) return at + 1
    const coma = this.bareComa(at)
    if (coma !== null) return coma
    if (this.scope.value && specimenAt(this.text, at)?.value === 'blood') this.scope.value = null
    const [label, ...shorter] = labelsAt(this.folded, at, { specimen: this.scope.value, small: this.small })
    if (label) {
      this.scope.settle(label)
      for (const one of [label, ...shorter]) {
        const to = one.meanings.length === 0 ? one.to : this.measure(one, this.scope.value)
        if (to !== null) return (this.lastEnd = to)
        if (one.meanings.length === 0) break
      }
      const word = specimenAt(this.text, at)
      if (word) this.scope.value = word.value === 'blood' ? null : word.value
      return Math.max(label.to, word?.to ?? 0)
    }
    return this.bySpecimen(at) ?? this.bareValues(at) ?? at + 1
  }

  /** A specimen opens a scope, or stands right in front of one label. */
  private bySpecimen(at: number): number | null {
    const prefix = specimenPrefixAt(this.text, at)
    if (prefix) {
      const specimen = prefix.value === 'blood' ? null : prefix.value
      for (const label of labelsAt(this.folded, skipBlanks(this.text, prefix.to), { specimen })) {
        const to =
          label.meanings.length === 0
            ? null
            : this.measure({ ...label, short: label.short && specimen === null, from: at }, specimen)
        if (to !== null && isFluid(specimen)) this.scope.value = specimen
        if (to !== null) return (this.lastEnd = to)
      }
    }
    const word = specimenAt(this.text, at)
    if (!word) return null
    this.scope.value = word.value === 'blood' ? null : word.value
    return (word.value === 'blood' ? this.labelAcross(at, word.to) : null) ?? word.to
  }

  /** 查血红蛋白, 外周血小板: where a label begins within a specimen and goes on behind it. */
  private labelAcross(at: number, end: number): number | null {
    for (let place = at + 1; place < end; place += 1) {
      if (!this.startsWord(place)) continue
      if (labelsAt(this.folded, place).some(({ to, meanings }) => meanings.length > 0 && to > end)) {
        return place
      }
    }
    return null
  }

  private opens = (at: number): boolean =>
    labelsAt(this.folded, at).some(
      ({ meanings, to }) => meanings.length > 0 && /^[ :=]?\d/.test(this.text.slice(to, to + 2)),
    )

  /** TSH 6.4mIU/L/1.9: under a heading that writes pairs with a stroke, the stroke behind a unit opens the second. */
  private opensIn(at: number): (place: number) => boolean {
    if (!this.tables.some(({ from, to, stroke }) => stroke === true && from < at && at < to)) {
      return this.opens
    }
    return (place) => /^\/ ?\d/.test(this.text.slice(place, place + 3)) || this.opens(place)
  }

  /** Reads the values behind a label; the end of the last, or null where none fits. */
  private measure(label: Label, specimen: Specimen | null): number | null {
    const { text } = this
    const form =
      SHORT_FORM.exec(text.slice(label.to, label.to + 20))?.[0] ??
      NORMAL_RANGE.exec(text.slice(label.to, label.to + 44))?.[0] ??
      ''
    const short = isDatedValue(text, label.to, form) ? 0 : form.length
    // Cr umol/L   112: the unit of a row stands in front of its values.
    const leading = short > 0 ? null : unitInFront(text, label.to)
    const at = leading?.to ?? label.to + short
    const row = nameRowAt(this.folded, label, { at, opens: this.opens })
    if (row) {
      const of = (one: Measurement): Measurement =>
        one.kind === 'lab' && one.analyte.bare !== true ? { ...one, specimen } : one
      this.found.push(...row.read.map(of))
      return row.to
    }
    if (label.meanings.some(({ kind }) => kind === 'pressure')) return this.pressure(label, at)
    const coma = this.coma(label, at)
    if (coma !== null) return coma
    const opens = this.opensIn(at)
    const signed = label.meanings.some((one) => one.kind === 'lab' && one.analyte.signed === true)
    const first = quantityBehind(text, at, { signed, opens })
    const meaning = first && settle(label, first)
    if (!first || !meaning) return first ? null : this.later(label, at, specimen)
    // 肌酐（μmol/L）：68→110: the unit of the name is that of its values.
    const named = short > 0 ? unitAt(text, label.to + text.slice(label.to, at).search(/[([]/) + 1) : null
    const unit = leading?.unit ?? (named?.to === at - 1 ? named.unit : null)
    const values = this.series({ ...first, from: label.from }, meaning.kind === 'vital').map((one) => ({
      ...one,
      unit: one.unit ?? unit,
    }))
    const prior = priorIn(text, this.priors, values.at(-1)?.to ?? at)
    if (prior) {
      const now = values.at(-1) ?? { ...first, from: label.from }
      const before = { ...prior, decimal: false, unit: now.unit }
      return this.emit(meaning, [before, { ...now, settled: true }], specimen)
    }
    const end = this.emit(meaning, values, specimen)
    return this.elided(label, meaning, { specimen, to: this.besideFluid(meaning, specimen, end) })
  }

  /** CSF glucose 1.6 (serum 6.9): the value of blood that was taken at the same time stands in brackets. */
  private besideFluid(meaning: Meaning, specimen: Specimen | null, to: number): number {
    const at = specimen === null ? null : bloodBeside(this.text, to)
    const found = at === null ? null : quantityAt(this.text, at, { opens: this.opens })
    if (at === null || !found || this.text[found.to] !== ')') return to
    return this.emit(meaning, [{ ...found, from: at }], null)
  }

  /** 尿酸一直在500以上，今次642: no value stands at the name, and one of a day behind it. */
  private later(label: Label, at: number, specimen: Specimen | null): number | null {
    if (label.short) return null
    const fits = (place: number) => {
      const found = quantityAt(this.text, place, { opens: this.opens })
      const meaning = found && settle(label, found)
      return found && meaning && isUsual(meaning, found) && this.text[found.to] !== '/'
        ? { ...found, meaning }
        : null
    }
    const from = onwardValueAt(this.text, at, {
      stops: (place) => isNamed(this.folded, place),
      fits,
      plain: true,
    })
    const found = from === null ? null : fits(from)
    if (from === null || !found) return null
    const to = this.emit(found.meaning, this.series({ ...found, from }, false), specimen)
    return this.elided(label, found.meaning, { specimen, to })
  }

  private lastValue(): MeasuredValue | null {
    const last = this.found.at(-1)
    return last && last.kind !== 'pressure' ? (last.values.at(-1) ?? null) : null
  }

  /** Further values whose label is left out, each a measurement of its own: `血钠118，今晨131`; behind a bracket those of the name in front of it. */
  private elided(
    label: Label,
    meaning: Meaning,
    { specimen, to: end }: { specimen: Specimen | null; to: number },
  ): number {
    const own = { label, meaning, specimen, to: end, value: this.lastValue() }
    const open = openBracket(this.text, label.from)
    if (open < 0) this.outer = own
    else if (this.text[end] === ')') {
      const { outer } = this
      return outer && open >= outer.to && open - outer.to <= 1 ? this.goOn({ ...outer, to: end + 1 }) : end
    }
    return this.goOn(own)
  }

  private goOn(told: Told): number {
    let last = told
    for (let next = nextValue(this.folded, last, this.opens); next;) {
      const to = this.emit(told.meaning, this.series(next, false), told.specimen)
      last = { ...last, to, value: this.lastValue() ?? last.value }
      next = nextValue(this.folded, last, this.opens)
    }
    return last.to
  }

  private series(first: MeasuredValue, cells: boolean): MeasuredValue[] {
    return seriesOf(this.text, first, { cells, tables: this.tables, opens: this.opens })
  }

  private emit(meaning: Meaning, values: MeasuredValue[], specimen: Specimen | null): number {
    if (meaning.kind === 'lab') {
      const own = meaning.analyte.bare === true ? null : specimen
      this.found.push({ kind: 'lab', analyte: meaning.analyte, specimen: own, values })
    } else if (meaning.kind === 'vital') this.found.push({ kind: 'vital', row: meaning.row, values })
    return values.reduce((end, one) => Math.max(end, one.to), 0)
  }

  private pressure(label: Label, at: number): number | null {
    const table = this.tables.find((one) => !one.stroke && !one.bracket && one.from < at && at < one.to)
    return this.push(
      pressuresBehind(this.folded, this.edges, { from: label.from, at, opens: this.opens, table }),
    )
  }

  private push(read: { found: Measurement[]; to: number } | null): number | null {
    this.found.push(...(read?.found ?? []))
    return read?.to ?? null
  }

  /** `GCS E3V4M6`: the sum of the three, unless one could not be tested. */
  private coma(label: Label, at: number): number | null {
    const gcs = label.meanings.find((one) => one.kind === 'vital' && one.row.id === 'gcs')
    const sum = gcs ? comaSumAt(this.text, at) : null
    if (gcs?.kind !== 'vital' || !sum) return null
    return this.emit(gcs, [{ ...sum, decimal: false, unit: null, from: label.from }], null)
  }

  private bareComa(at: number): number | null {
    const row = VITAL_ROWS.get('gcs')
    const sum = bareComaAt(this.text, at)
    if (!row || !sum) return null
    const value = { ...sum, decimal: false, unit: null, from: at }
    return (this.lastEnd = this.emit({ kind: 'vital', row, exact: null }, [value], null))
  }

  private bareValues(at: number): number | null {
    const { text, lastEnd, opens, found } = this
    const series = (first: MeasuredValue) => this.series(first, false)
    const to = this.push(bareValuesAt(text, { at, last: found.at(-1), lastEnd, opens, series }))
    return to === null ? null : (this.lastEnd = this.goOnBare(at, to))
  }

  /** Spiked 38.9 at 0200, now 37.4: what is known without its name goes on without it, too. */
  private goOnBare(at: number, to: number): number {
    const last = this.found.at(-1)
    if (last?.kind !== 'vital' || !GOES_ON_BARE.has(last.row.id)) return to
    const meaning: Meaning = { kind: 'vital', row: last.row, exact: null }
    const label = { from: at, to: at, meanings: [meaning], short: false }
    return this.goOn({ label, meaning, specimen: null, to, value: this.lastValue() })
  }
}

/**
 * The label–value–unit groups of folded text in order: glued, with colon or blank, in a list, series or row of a table. Values
 * under a specimen other than blood carry it. Linear in the length of the text.
 */
export const lexMeasurements = (folded: FoldedText, edges: Uint8Array): Measurement[] =>
  new Lexer(folded, edges).run()

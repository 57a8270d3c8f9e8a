import columns from '@/lib/medication/import/columns.json'
import type { KnownNames } from '@/lib/medication/import/known-names'
import type { CellProblem, ProblemCode } from '@/lib/medication/import/row-problem'
import { isPlainText } from '@/lib/shared/plain-text'

/** A cell that cannot be read, with what is wrong with it. */
export class CellFault extends Error {
  constructor(readonly told: CellProblem) {
    super(told.problem)
  }
}

type Kind =
  | ('id' | 'text' | 'word' | 'words' | 'list' | 'number' | 'flag' | 'amount' | 'limit')
  | ('drugs' | 'pairs' | 'cross' | 'conditions')
export type Column = Exclude<keyof typeof columns.kinds, 'source'>

/** What the cells of a column hold. `source` is read with the year, in `read-row.ts`. */
const KINDS = columns.kinds as unknown as Readonly<Record<Column, Kind>>

const TEXT_MAX = 300
const LIST_MAX = 200
const ID = /^[a-z][a-z0-9_.-]{0,63}$/
const WORDS = new Map(Object.entries(columns.words))
const YES = new Set(['是', 'yes', 'true', '1'])
const NO = new Set(['否', 'no', 'false', '0'])
/** Milligrams, or international units, of one unit. */
const UNITS = new Map<string, readonly [factor: number, unit: string]>(
  Object.entries({
    mg: [1, 'mg'],
    毫克: [1, 'mg'],
    g: [1000, 'mg'],
    克: [1000, 'mg'],
    μg: [0.001, 'mg'],
    mcg: [0.001, 'mg'],
    ug: [0.001, 'mg'],
    微克: [0.001, 'mg'],
    iu: [1, 'IU'],
    单位: [1, 'IU'],
    国际单位: [1, 'IU'],
    'μg/h': [1, 'μg/h'],
    'ug/h': [1, 'μg/h'],
  }),
)
const AMOUNT = /^(\d+(?:\.\d+)?)\s*(万)?\s*(.+?)(\s*\/\s*(?:kg|千克|公斤))?$/i

const fail = (problem: ProblemCode, value?: string, hint?: string): never => {
  throw new CellFault({ problem, ...(value === undefined ? {} : { value }), ...(hint ? { hint } : {}) })
}

/** The code that a word of a Chinese table means; the word itself where it is none. */
export const wordOf = (text: string): string => WORDS.get(text) ?? text

function textOf(text: string): string {
  return text.length <= TEXT_MAX && isPlainText(text) ? text : fail('bad_text', undefined, String(TEXT_MAX))
}

/** The parts of a cell between semicolons. */
function listOf(text: string): string[] {
  const parts = text
    .split(/[;；]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
  if (parts.length > LIST_MAX) fail('bad_text', undefined, String(TEXT_MAX))
  return parts.map(textOf)
}

function numberOf(text: string): number {
  return /^\d+(?:\.\d+)?$/.test(text) && Number(text) > 0 ? Number(text) : fail('bad_number', text)
}

function flagOf(text: string): true | undefined {
  const said = text.toLowerCase()
  if (YES.has(said)) return true
  return NO.has(said) ? undefined : fail('bad_flag', text)
}

/** A dose in milligrams, international units or micrograms an hour, without the noise of floating points. */
function amountOf(text: string) {
  const [, number = '', tenThousand, said = '', each] = AMOUNT.exec(text.replaceAll('µ', 'μ')) ?? []
  const [factor, unit] = UNITS.get(said.toLowerCase()) ?? fail('bad_amount', text)
  const value = Number((Number(number) * factor * (tenThousand ? 10_000 : 1)).toPrecision(12))
  if (!(value > 0)) fail('bad_amount', text)
  return { value, unit, ...(each ? { perKilogram: true as const } : {}) }
}

/** A limit in the unit of its row. */
function limitOf(text: string, unit: string) {
  const { unit: own, ...limit } = amountOf(text)
  return own === unit ? limit : fail('other_unit', text, unit)
}

function drugOf(name: string, names: KnownNames): string {
  return names.selector(name) ?? fail('unknown_drug', name, names.nearestDrug(name))
}

function pairOf(text: string, names: KnownNames): [string, string] {
  const [one = '', other = '', ...more] = text.split('+').map((name) => name.trim())
  if (one === '' || other === '' || more.length > 0) fail('bad_pair', text)
  return [drugOf(one, names), drugOf(other, names)]
}

/** `drug;drug=caution | drug=serious`: how strongly the drugs of other groups cross-react. */
function crossOf(text: string, names: KnownNames) {
  return text.split('|').map((part) => {
    const [drugs = '', severity = '', ...more] = part.split('=').map((one) => one.trim())
    if (drugs === '' || severity === '' || more.length > 0) fail('bad_cross', part.trim())
    return { drugs: listOf(drugs).map((name) => drugOf(name, names)), severity: wordOf(severity) }
  })
}

interface Around {
  names: KnownNames
  /** Unit of the row, for its limits. */
  unit: string
}

const READERS: Record<Kind, (text: string, around: Around) => unknown> = {
  id: (text) => (ID.test(text) ? text : fail('bad_id', text)),
  text: textOf,
  word: wordOf,
  words: (text) => listOf(text).map(wordOf),
  list: listOf,
  number: numberOf,
  flag: flagOf,
  amount: amountOf,
  limit: (text, { unit }) => limitOf(text, unit),
  drugs: (text, { names }) => listOf(text).map((name) => drugOf(name, names)),
  pairs: (text, { names }) => listOf(text).map((pair) => pairOf(pair, names)),
  cross: (text, { names }) => crossOf(text, names),
  conditions: (text, { names }) =>
    listOf(text).map(
      (name) => names.condition(name) ?? fail('unknown_condition', name, names.nearestCondition(name)),
    ),
}

/** What a cell says, as the row of the table holds it; undefined where it says nothing. Throws CellFault. */
export function readCell(column: Column, text: string, around: Around): unknown {
  return text === '' ? undefined : READERS[KINDS[column]](text, around)
}

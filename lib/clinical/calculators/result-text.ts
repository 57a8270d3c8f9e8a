import type { Locale } from '@/lib/shared/locale'
import type { Computation, Entries } from './compute'
import { isoDay, weeksAndDays } from './day'
import type { Calculator, CalculatorInput } from './definition'

const LIST = { 'zh-CN': '；', en: '; ' }
const COMMA = { 'zh-CN': '，', en: ', ' }
const COLON = { 'zh-CN': '：', en: ': ' }
const BRACKETS = { 'zh-CN': ['（', '）'], en: [' (', ')'] } as const

/** Numbers as a chart writes them: no more digits than were meant. */
const figure = (value: number) => String(Number(value.toPrecision(5)))

function inputText(input: CalculatorInput, entries: Entries, locale: Locale): string | null {
  const entry = entries[input.id]
  const label = input.label[locale]
  if (input.kind === 'yesNo') return entry === true ? label : null
  if (input.kind === 'choice') {
    const option = input.options.find(({ id }) => id === entry)
    return option ? `${label} ${option.label[locale]}` : null
  }
  if (input.kind === 'date') return typeof entry === 'string' && entry !== '' ? `${label} ${entry}` : null
  if (typeof entry !== 'object') return null
  // A label that ends in its unit, as 年龄（岁）, gives it to the number.
  const [, name = label, unit = entry.unit] =
    entry.unit === '' ? (/^(.+?)\s*[（(]([^（()）]+)[）)]$/.exec(label) ?? []) : []
  return `${name} ${figure(entry.value)}${unit === '' ? '' : ` ${unit}`}`
}

/** A result as it is shown: with its unit, for example `52.6 mL/min/1.73 m²`, as a day, or as weeks and days. */
export function resultFigure(
  value: number,
  { unit, format }: Pick<Calculator['results'][number], 'unit' | 'format'>,
): string {
  const figure = format === 'day' ? isoDay(value) : format === 'weeks' ? weeksAndDays(value) : String(value)
  return unit === '' ? figure : `${figure} ${unit}`
}

/**
 * One line for the question: name, results with units, interpretation, and the inputs they came from. Empty until the
 * computation is done.
 */
export function resultText(
  calculator: Calculator,
  { computation, entries, locale }: { computation: Computation; entries: Entries; locale: Locale },
): string {
  if (computation.state !== 'done') return ''
  const results = calculator.results.flatMap((result, i) => {
    const value = computation.results.find((one) => one.id === result.id)?.value
    if (value === null || value === undefined) return []
    const figure = resultFigure(value, result)
    return i === 0 ? [figure] : [`${result.label[locale]} ${figure}`]
  })
  const inputs = calculator.inputs.flatMap((input) => inputText(input, entries, locale) ?? [])
  const [open, close] = BRACKETS[locale]
  const parts = [results.join(COMMA[locale]), computation.interpretation.text[locale]].join(LIST[locale])
  return `${calculator.name[locale]}${COLON[locale]}${parts}${open}${inputs.join(COMMA[locale])}${close}`
}

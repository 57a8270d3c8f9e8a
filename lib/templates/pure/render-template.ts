import { compute } from '@/lib/clinical/calculators/compute'
import { resultText } from '@/lib/clinical/calculators/result-text'
import type { Locale } from '@/lib/shared/locale'
import { calculatorOf } from './calculator-of'
import { PLACEHOLDER } from './check-definition'
import type { SimpleField, TemplateDefinition, TemplateField } from './definition'
import { entriesOf, isFilled, isShown, type TemplateValues } from './values'

type Value = TemplateValues[string] | undefined

const WORDS: Record<
  Locale,
  Record<'missing' | 'yes' | 'no' | 'unknown' | 'comma' | 'semicolon' | 'colon', string>
> = {
  'zh-CN': {
    missing: '未提供',
    yes: '是',
    no: '否',
    unknown: '不详',
    comma: '、',
    semicolon: '；',
    colon: '：',
  },
  en: {
    missing: 'not provided',
    yes: 'yes',
    no: 'no',
    unknown: 'unknown',
    comma: ', ',
    semicolon: '; ',
    colon: ': ',
  },
}

function triState(value: Value, locale: Locale): string {
  return value === 'yes' || value === 'no' || value === 'unknown'
    ? WORDS[locale][value]
    : WORDS[locale].missing
}

const withUnit = (value: string, unit: string): string => (unit === '' ? value : `${value} ${unit}`)

function simpleText(field: SimpleField, value: Value, locale: Locale): string {
  const words = WORDS[locale]
  if (!isFilled(value)) return words.missing
  switch (field.type) {
    case 'number':
      return typeof value === 'number' ? withUnit(String(value), field.unit) : words.missing
    case 'multi':
      return Array.isArray(value) ? value.map(String).join(words.comma) : words.missing
    case 'yes_no_unknown':
      return triState(value, locale)
    case 'labs': {
      const results = value as Readonly<Record<string, string>>
      return field.rows
        .flatMap(({ name, unit }) => {
          const result = results[name]?.trim() ?? ''
          return result === '' ? [] : [`${name} ${withUnit(result, unit)}`]
        })
        .join(words.semicolon)
    }
    case 'text':
    case 'choice':
    case 'date':
      return typeof value === 'string' ? value.trim() : words.missing
  }
}

function calculatorText(
  { calculator }: Extract<TemplateField, { type: 'calculator' }>,
  value: Value,
  locale: Locale,
): string {
  const known = calculatorOf(calculator)
  if (!known || !isFilled(value)) return WORDS[locale].missing
  const entries = entriesOf(value)
  const text = resultText(known, { computation: compute(known, entries), entries, locale })
  return text === '' ? WORDS[locale].missing : text
}

function groupText(field: Extract<TemplateField, { type: 'group' }>, value: Value, locale: Locale): string {
  const { missing, semicolon, colon } = WORDS[locale]
  const rows = (Array.isArray(value) ? value : []).flatMap((row) =>
    typeof row === 'object' && Object.values(row).some(isFilled) ? [row] : [],
  )
  if (rows.length === 0) return missing
  return rows
    .map((row, i) => {
      const parts = field.fields.map((one) => `${one.label}${colon}${simpleText(one, row[one.id], locale)}`)
      return `${i + 1}. ${parts.join(semicolon)}`
    })
    .join('\n')
}

/** The text of each placeholder; null where its field is not used. Values are put in as they are, never read again. */
function fill(text: string, textOf: (name: string) => string | null): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const names = [...line.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '')
      if (names.length > 0 && names.every((name) => textOf(name) === null)) return []
      return [line.replace(PLACEHOLDER, (_, name: string) => textOf(name) ?? '')]
    })
    .join('\n')
}

/** A time in brackets before what it is the time of. */
const TIME_OF = / ?[（(]\{\{\s*([^{}]*?)\s*\}\}[）)](?=\s?[：:]\s?\{\{\s*([^{}]*?)\s*\}\})/gu

/**
 * The question that a filled-in template asks. A field without a value reads "not provided", so that the model asks for
 * it instead of inventing it; a line whose fields are all switched off by their conditions is left out. Placeholders
 * are replaced once: braces in a value stay text. The template must have passed `checkDefinition`.
 */
export function renderTemplate(definition: TemplateDefinition, values: TemplateValues): string {
  const { fields, language } = definition
  const known = new Map<string, string | null>()
  const textOf = (name: string): string | null => {
    const kept = known.get(name)
    if (kept !== undefined) return kept
    const field = fields.find(({ id }) => id === name)
    const text = field && isShown(field, definition, values) ? fieldText(field) : null
    known.set(name, text)
    return text
  }
  const fieldText = (field: TemplateField): string | null => {
    if (field.type === 'passage') {
      const text = fill(field.text, textOf)
      return text.trim() === '' ? null : text
    }
    if (field.type === 'calculator') return calculatorText(field, values[field.id], language)
    if (field.type === 'group') return groupText(field, values[field.id], language)
    return simpleText(field, values[field.id], language)
  }
  // Of what is not there, nobody need be told that its time is missing, too.
  const { missing } = WORDS[language]
  const body = definition.body.replace(TIME_OF, (whole, time: string, of: string) =>
    textOf(time) === missing && textOf(of) === missing ? '' : whole,
  )
  return fill(body, textOf)
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

import type { FieldType, SimpleField, TemplateDefinition, TemplateField } from './definition'

/** A field of a type with nothing filled in yet. */
export function newField(type: FieldType, id: string): TemplateField {
  const base = { id, label: id, hint: '', required: false, showWhen: null }
  switch (type) {
    case 'text':
      return { ...base, type, multiline: false, maxLength: 500 }
    case 'number':
      return { ...base, type, unit: '', min: null, max: null }
    case 'choice':
    case 'multi':
      return { ...base, type, options: ['A', 'B'] }
    case 'labs':
      return { ...base, type, rows: [{ name: 'K', unit: 'mmol/L', min: 1, max: 12 }] }
    case 'calculator':
      return { ...base, type, calculator: 'egfr-ckd-epi-2021' }
    case 'passage':
      return { ...base, type, text: '' }
    case 'group':
      return {
        ...base,
        type,
        most: 10,
        fields: [
          { ...base, id: `${id}_1`, label: `${id}_1`, type: 'text', multiline: false, maxLength: 120 },
        ],
      }
    case 'date':
    case 'yes_no_unknown':
      return { ...base, type }
  }
}

/** A name that no field has yet: `stem` with the smallest free number. */
export function freeFieldId(fields: readonly (TemplateField | SimpleField)[], stem: string): string {
  const taken = new Set(
    fields.flatMap((one) => [one.id, ...(one.type === 'group' ? one.fields.map(({ id }) => id) : [])]),
  )
  for (let number = 1; ; number += 1) if (!taken.has(`${stem}${number}`)) return `${stem}${number}`
}

const renamed = (text: string, from: string, to: string): string =>
  text.replace(/\{\{\s*([^{}]*?)\s*\}\}/gu, (whole, name: string) => (name === from ? `{{${to}}}` : whole))

/** The definition with a field renamed, in the body, in passages and in conditions too. */
export function renameField(definition: TemplateDefinition, from: string, to: string): TemplateDefinition {
  return {
    ...definition,
    body: renamed(definition.body, from, to),
    fields: definition.fields.map((field) => ({
      ...field,
      ...(field.id === from ? { id: to } : {}),
      ...(field.type === 'passage' ? { text: renamed(field.text, from, to) } : {}),
      ...(field.showWhen?.field === from ? { showWhen: { ...field.showWhen, field: to } } : {}),
    })),
  }
}

type LabRow = Extract<TemplateField, { type: 'labs' }>['rows'][number]

const bound = (text: string | undefined): number | null => {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' || Number.isNaN(Number(trimmed)) ? null : Number(trimmed)
}

/** Laboratory rows as they are typed, one a line: `name | unit | least | most`. */
export function parseLabRows(text: string): LabRow[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', unit = '', min, max] = line.split('|')
      return { name: name.trim(), unit: unit.trim(), min: bound(min), max: bound(max) }
    })
}

/** Laboratory rows as text that `parseLabRows` reads. */
export function labRowsText(rows: readonly LabRow[]): string {
  return rows
    .map(({ name, unit, min, max }) => [name, unit, min ?? '', max ?? ''].join(' | ').replace(/( \| )+$/, ''))
    .join('\n')
}

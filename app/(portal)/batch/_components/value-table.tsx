'use client'
import { clsx } from 'clsx'
import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { controlClass } from '@/app/_ui/control'
import { Table } from '@/app/_ui/table'
import { showUnit } from '@/lib/clinical/facts/show-unit'
import { FIELDS, type BatchValue, type Field } from '@/lib/documents/contract'

interface ValueTableProps {
  values: readonly BatchValue[]
  selected: number | null
  onSelect: (id: number) => void
  /** Present while the row is edited. */
  onChange?: (values: BatchValue[]) => void
}

/** What can be said of a value of each field besides its name. */
type Detail = 'code' | 'dose' | 'route' | 'frequency' | 'value' | 'unit'
const DETAILS: Record<Field, readonly Detail[]> = {
  diagnosis: ['code'],
  procedure: [],
  drug: ['dose', 'route', 'frequency'],
  lab: ['value', 'unit'],
  follow_up: [],
}

interface RowProps {
  value: BatchValue
  onPart: (part: Partial<BatchValue>) => void
  onRemove: () => void
}

const INPUT = controlClass('w-full min-w-0')
/** How long a detail may be. */
const LONGEST: Record<Detail, number> = { code: 20, dose: 80, route: 40, frequency: 60, value: 40, unit: 40 }

const ROUTES = [
  'oral',
  'intravenous',
  'subcutaneous',
  'intramuscular',
  'inhaled',
  'sublingual',
  'topical',
  'rectal',
] as const
const isRoute = (route: string): route is (typeof ROUTES)[number] => ROUTES.some((one) => one === route)

/** Routes by their name in the language of the page; what is none of them is itself. */
function useRoutes() {
  const t = useTranslations('batch.value.routeName')
  return {
    nameOf: (route: string) => (isRoute(route) ? t(route) : route),
    routeOf: (name: string) => ROUTES.find((route) => t(route) === name) ?? name,
  }
}

function DetailField({ part, value, onPart }: { part: Detail } & Omit<RowProps, 'onRemove'>) {
  const t = useTranslations('batch.value')
  const { nameOf, routeOf } = useRoutes()
  const said = value[part] ?? ''
  const changed = (typed: string): Partial<BatchValue> => {
    if (part === 'code') return { code: typed, codeSystem: 'icd10' }
    return { [part]: part === 'route' ? routeOf(typed) : typed }
  }
  return (
    <label className="text-muted flex flex-col text-xs">
      {t(part)}
      <input
        className={INPUT}
        maxLength={LONGEST[part]}
        value={part === 'route' ? nameOf(said) : said}
        onChange={({ target }) => onPart(changed(target.value))}
      />
    </label>
  )
}

function EditCells({ value, onPart, onRemove }: RowProps) {
  const t = useTranslations('batch.value')
  const details = DETAILS[value.field]
  return (
    <>
      <td className="w-full min-w-48">
        <input
          aria-label={t('name')}
          className={INPUT}
          maxLength={300}
          value={value.name}
          onChange={({ target }) => onPart({ name: target.value })}
        />
        {value.words === '' ? null : <span className="text-muted text-xs">{value.words}</span>}
        {details.length > 0 ? (
          <div className="mt-1 grid grid-cols-[repeat(auto-fit,minmax(6rem,1fr))] gap-1">
            {details.map((part) => (
              <DetailField key={part} part={part} value={value} onPart={onPart} />
            ))}
          </div>
        ) : null}
      </td>
      <td className="text-right">
        <Button variant="quiet" aria-label={t('remove')} title={t('remove')} onClick={onRemove}>
          <X aria-hidden size={14} />
        </Button>
      </td>
    </>
  )
}

function ReadCells({ value, onSelect }: { value: BatchValue; onSelect: (id: number) => void }) {
  const t = useTranslations('batch.value')
  const flags = useTranslations('batch.flag')
  const { nameOf } = useRoutes()
  const shown = (part: Detail) => {
    const said = value[part]
    if (part === 'unit' && said) return showUnit(said)
    return part === 'route' && said ? nameOf(said) : said
  }
  const details = DETAILS[value.field].map(shown).filter((part) => part)
  const raised = value.flag && value.flag !== 'normal' && value.flag !== 'unknown' ? value.flag : null
  return (
    <>
      <td>{value.name}</td>
      <td>
        {details.join(' · ')}
        {raised && flags.has(raised) ? <span className="text-warning"> {flags(raised)}</span> : null}
      </td>
      {/* A button of several lines would stand on its last one, and the row with it. */}
      <td className="!align-top">
        {value.words === '' ? (
          <span className="text-muted">{t('noWords')}</span>
        ) : (
          <button
            type="button"
            onClick={() => onSelect(value.id)}
            className="text-muted hover:text-ink min-h-[24px] text-left underline decoration-dotted underline-offset-2"
          >
            {value.words}
          </button>
        )}
        <span
          className={clsx(
            'ml-1 text-xs whitespace-nowrap',
            value.origin === 'model' ? 'text-warning' : 'text-muted',
          )}
        >
          {t(`origin.${value.origin}`)}
        </span>
      </td>
    </>
  )
}

/** The values of a document under their fields, each beside the words it came from. */
export function ValueTable({ values, selected, onSelect, onChange }: ValueTableProps) {
  const t = useTranslations('batch.value')
  const fields = useTranslations('batch.field')
  const add = (field: Field) => {
    const id = Math.min(0, ...values.map((value) => value.id)) - 1
    onChange?.([...values, { id, field, name: '', span: null, words: '', origin: 'person' }])
  }
  const head = onChange
    ? [t('field'), t('nameAndDetails'), '']
    : [t('field'), t('name'), t('details'), t('words')]
  return (
    <Table head={head} caption={t('caption')}>
      {FIELDS.map((field) => {
        const own = values.filter((value) => value.field === field)
        const rows = own.length > 0 ? own : [null]
        return rows.map((value, i) => (
          <tr
            key={`${field}-${value?.id ?? 'none'}`}
            className={clsx(value && value.id === selected && 'bg-raised')}
          >
            <td className="text-muted whitespace-nowrap">
              {i === 0 ? fields(field) : ''}
              {i === 0 && onChange ? (
                <Button
                  variant="quiet"
                  className="ml-1 px-1"
                  aria-label={t('add', { field: fields(field) })}
                  title={t('add', { field: fields(field) })}
                  onClick={() => add(field)}
                >
                  <Plus aria-hidden size={14} />
                </Button>
              ) : null}
            </td>
            {value === null ? (
              <td colSpan={onChange ? 2 : 3} className="text-muted">
                {t('none')}
              </td>
            ) : onChange ? (
              <EditCells
                value={value}
                onPart={(part) =>
                  onChange(values.map((one) => (one.id === value.id ? { ...one, ...part } : one)))
                }
                onRemove={() => onChange(values.filter((one) => one.id !== value.id))}
              />
            ) : (
              <ReadCells value={value} onSelect={onSelect} />
            )}
          </tr>
        ))
      })}
    </Table>
  )
}

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
const DETAILS: Record<Field, readonly ('code' | 'dose' | 'route' | 'frequency' | 'value' | 'unit')[]> = {
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

function EditCells({ value, onPart, onRemove }: RowProps) {
  const t = useTranslations('batch.value')
  return (
    <>
      <td className="w-1/2 min-w-48">
        <input
          aria-label={t('name')}
          className={INPUT}
          maxLength={300}
          value={value.name}
          onChange={({ target }) => onPart({ name: target.value })}
        />
        {value.words === '' ? null : <span className="text-muted text-xs">{value.words}</span>}
      </td>
      <td>
        <div className="flex gap-1">
          {DETAILS[value.field].map((part) => (
            <input
              key={part}
              aria-label={t(part)}
              placeholder={t(part)}
              className={INPUT}
              maxLength={40}
              value={value[part] ?? ''}
              onChange={({ target }) =>
                onPart({ [part]: target.value, ...(part === 'code' ? { codeSystem: 'icd10' as const } : {}) })
              }
            />
          ))}
        </div>
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
  const shown = (part: 'code' | 'dose' | 'route' | 'frequency' | 'value' | 'unit') => {
    const said = value[part]
    if (part === 'unit' && said) return showUnit(said)
    return part === 'route' && said && t.has(`routeName.${said}`) ? t(`routeName.${said}`) : said
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
            className="text-muted hover:text-ink text-left underline decoration-dotted underline-offset-2"
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
  const head = [t('field'), t('name'), t('details'), onChange ? '' : t('words')]
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
              <td colSpan={3} className="text-muted">
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

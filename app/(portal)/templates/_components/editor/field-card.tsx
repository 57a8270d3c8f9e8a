'use client'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import type { TemplateField } from '@/lib/templates/pure/definition'
import { ConditionEditor } from './condition-editor'
import { FieldBasics } from './field-basics'
import { FieldSettings } from './field-settings'
import { GroupFields } from './group-fields'

interface FieldCardProps {
  field: TemplateField
  /** Fields that a condition may name. */
  others: readonly TemplateField[]
  open: boolean
  onToggle: () => void
  onChange: (field: TemplateField) => void
  onRemove: () => void
  /** Null at the ends of the list. */
  onUp: (() => void) | null
  onDown: (() => void) | null
}

/** One field: a line while it is closed, its settings while it is open. */
export function FieldCard({
  field,
  others,
  open,
  onToggle,
  onChange,
  onRemove,
  onUp,
  onDown,
}: FieldCardProps) {
  const t = useTranslations('templates')
  const name = field.label || field.id
  return (
    <li className="border-line bg-panel rounded border">
      <div className="flex items-center gap-1 px-1">
        <button
          type="button"
          aria-expanded={open}
          className="min-w-0 flex-1 truncate px-1 py-1.5 text-left text-sm"
          onClick={onToggle}
        >
          <span className="font-medium">{name}</span>
          {field.required ? ' *' : ''}
          <span className="text-muted text-xs">
            {' '}
            · {t(`type.${field.type}`)} · {`{{${field.id}}}`}
            {field.showWhen ? ` · ${t('field.condition')} ${field.showWhen.field}` : ''}
          </span>
        </button>
        <Button
          variant="quiet"
          disabled={!onUp}
          aria-label={t('field.up', { name })}
          onClick={onUp ?? undefined}
        >
          <ArrowUp size={14} />
        </Button>
        <Button
          variant="quiet"
          disabled={!onDown}
          aria-label={t('field.down', { name })}
          onClick={onDown ?? undefined}
        >
          <ArrowDown size={14} />
        </Button>
        <Button variant="quiet" aria-label={t('field.remove', { name })} onClick={onRemove}>
          <X size={14} />
        </Button>
      </div>
      {open ? (
        <div className="border-line flex flex-col gap-3 border-t p-2">
          <FieldBasics field={field} onChange={onChange} />
          {field.type === 'group' ? (
            <GroupFields group={field} onChange={(part) => onChange({ ...field, ...part })} />
          ) : (
            <FieldSettings field={field} onChange={onChange} />
          )}
          <ConditionEditor field={field} others={others} onChange={onChange} />
        </div>
      ) : null}
    </li>
  )
}

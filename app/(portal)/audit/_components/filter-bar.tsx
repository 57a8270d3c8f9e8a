'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Select } from '@/app/_ui/select'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import type { AuditFilters } from '@/lib/audit/client'
import { AUDIT_OUTCOMES } from '@/lib/audit/contract'

export const NO_FILTER: AuditFilters = {
  event: '',
  actor: '',
  departmentId: '',
  outcome: '',
  from: '',
  to: '',
  reference: '',
}

interface FilterBarProps {
  /** Names of every event of the trail. */
  events: readonly string[]
  filters: AuditFilters
  onChange: (filters: AuditFilters) => void
}

/** What the list is narrowed by. Choices act at once, typed text on Enter, since every reading is recorded. */
export function FilterBar({ events, filters, onChange }: FilterBarProps) {
  const t = useTranslations('audit')
  const { departments, nameOf } = useDepartments()
  const [typed, setTyped] = useState({ actor: filters.actor, reference: filters.reference })
  const change = (part: Partial<AuditFilters>) => onChange({ ...filters, ...typed, ...part })
  const choice = (
    name: 'event' | 'outcome' | 'departmentId',
    options: { value: string; label: string }[],
  ) => (
    <Select
      label={t(`column.${name}`)}
      options={[{ value: '', label: t('all') }, ...options]}
      value={filters[name]}
      onChange={({ target }) => change({ [name]: target.value })}
    />
  )
  const text = (name: 'actor' | 'reference') => (
    <Field
      label={t(`column.${name}`)}
      value={typed[name]}
      maxLength={128}
      onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
    />
  )
  const date = (name: 'from' | 'to') => (
    <Field
      label={t(name)}
      type="date"
      value={filters[name]}
      onChange={({ target }) => change({ [name]: target.value })}
    />
  )
  return (
    <Form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        change({})
      }}
    >
      {choice(
        'event',
        events.map((value) => ({ value, label: t(`event.${value.replace('.', '-')}`) })),
      )}
      {choice(
        'outcome',
        AUDIT_OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) })),
      )}
      {choice(
        'departmentId',
        departments.map(({ id }) => ({ value: id, label: nameOf(id) })),
      )}
      {text('actor')}
      {text('reference')}
      {date('from')}
      {date('to')}
      <Button type="submit">{t('apply')}</Button>
      <Button
        variant="quiet"
        onClick={() => {
          setTyped({ actor: '', reference: '' })
          onChange(NO_FILTER)
        }}
      >
        {t('clear')}
      </Button>
    </Form>
  )
}

'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { DateField } from '@/app/_ui/date-field'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { GroupedSelect } from '@/app/_ui/grouped-select'
import { Select } from '@/app/_ui/select'
import { DAYS, IDS, UNSORTED } from '@/app/(portal)/_components/list/list-address'
import type { List } from '@/app/(portal)/_components/list/use-list'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { AUDIT_OUTCOMES } from '@/lib/audit/contract'
import { groupEvents } from './event-groups'

/** What the trail is narrowed by in the address, by the names of its events. */
export const trailShape = (events: readonly string[]) => ({
  ...UNSORTED,
  filters: {
    event: { allowed: events },
    outcome: { allowed: AUDIT_OUTCOMES },
    departmentId: { allowed: IDS },
    from: { allowed: DAYS },
    to: { allowed: DAYS },
  },
})

/** What is typed to narrow the trail by; it stays out of the address. */
export interface TypedFilters {
  actor: string
  reference: string
}
export const NOTHING_TYPED: TypedFilters = { actor: '', reference: '' }

interface FilterBarProps {
  /** Names of every event of the trail. */
  events: readonly string[]
  list: List<keyof ReturnType<typeof trailShape>['filters']>
  /** Takes what was typed. */
  onType: (typed: TypedFilters) => void
}

/** What the list is narrowed by. Choices act at once, typed text on Enter, since every reading is recorded. */
export function FilterBar({ events, list, onType }: FilterBarProps) {
  const t = useTranslations('audit')
  const { options: departments } = useDepartments()
  const [typed, setTyped] = useState(NOTHING_TYPED)
  const { filters } = list
  const choose = (part: Parameters<typeof list.choose>[0]) => {
    onType(typed)
    list.choose(part)
  }
  const choice = (name: 'outcome' | 'departmentId', options: { value: string; label: string }[]) => (
    <Select
      label={t(`column.${name}`)}
      options={[{ value: '', label: t('all') }, ...options]}
      value={filters[name]}
      onChange={(value) => choose({ [name]: value })}
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
    <DateField label={t(name)} value={filters[name]} onChange={(day) => choose({ [name]: day })} />
  )
  return (
    <Form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        choose({})
      }}
    >
      <GroupedSelect
        label={t('column.event')}
        all={{ value: '', label: t('all') }}
        groups={groupEvents(events).map(({ group, events: own }) => ({
          heading: t(`group.${group}`),
          options: own.map((value) => ({ value, label: t(`event.${value.replace('.', '-')}`) })),
        }))}
        value={filters.event}
        onChange={(event) => choose({ event })}
        search={t('searchEvent')}
        empty={t('noEvent')}
      />
      {choice(
        'outcome',
        AUDIT_OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) })),
      )}
      {choice('departmentId', departments)}
      {text('actor')}
      {text('reference')}
      {date('from')}
      {date('to')}
      <Button type="submit">{t('apply')}</Button>
      <Button
        variant="quiet"
        onClick={() => {
          setTyped(NOTHING_TYPED)
          onType(NOTHING_TYPED)
          list.reset()
        }}
      >
        {t('clear')}
      </Button>
    </Form>
  )
}

'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useDraftParts } from '@/app/(portal)/_components/continuity/use-draft'
import { useKeptForm } from '@/app/(portal)/_components/continuity/use-kept-form'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { ConsequenceDialog } from '@/app/(portal)/_components/consequence-dialog'
import { rolesChanged } from '@/app/(portal)/admin/_components/roles-changed'
import { useSavedToast } from '@/app/(portal)/_components/use-saved-toast'
import { PersonField } from '@/app/(portal)/admin/_components/person-field'
import { Button } from '@/app/_ui/button'
import { DateField } from '@/app/_ui/date-field'
import { Form } from '@/app/_ui/form'
import { Select } from '@/app/_ui/select'
import type { DraftPlace } from '@/lib/consult/pure/draft-places'
import { DELEGATIONS, delegate } from '@/lib/rights/client'
import { hospitalDay } from '@/lib/shared/hospital-day'
import { showDay } from '@/lib/shared/typed-day'
import { toLocale } from '@/lib/shared/locale'

type Fault = 'username' | 'from' | 'to'
type Lent = Record<Fault | 'departmentId', string>

/** Where what is filled in is kept until it is lent. */
export const LEND_DRAFT = 'delegation' satisfies DraftPlace

const isBlank = ({ username, from, to }: Lent): boolean => username + from + to === ''

interface LendFormProps {
  /** What was filled in before and not lent; empty for nothing. */
  former: string
  departments: readonly { id: string; nameZh: string; nameEn: string }[]
}

/** What is wrong with what was filled in, by field; the server looks at it again. */
function faultsOf({ username, from, to }: Record<Fault, string>): Partial<Record<Fault, string>> {
  return {
    ...(username === '' ? { username: 'choosePerson' } : {}),
    ...(from === '' ? { from: 'chooseDay' } : {}),
    ...(to === '' ? { to: 'chooseDay' } : to < from ? { to: 'endsBefore' } : {}),
    ...(to !== '' && to < hospitalDay(new Date()) ? { to: 'inThePast' } : {}),
  }
}

/** Lends the headship of a department to a person for some days, once its consequences were read. */
export function LendForm({ departments, former }: LendFormProps) {
  const t = useTranslations('people.delegation')
  const locale = toLocale(useLocale())
  const queries = useQueryClient()
  const saved = useSavedToast()
  const nothing = { username: '', departmentId: departments[0]?.id ?? '', from: '', to: '' }
  const { parts, write } = useDraftParts<Lent>(LEND_DRAFT, former, isBlank)
  const lent = parts ?? nothing
  const kept = useKeptForm(!isBlank(lent), () => write(null))
  const [tried, setTried] = useState(false)
  const [asking, setAsking] = useState(false)
  const lend = useMutation({
    mutationFn: delegate,
    onSuccess: (change) => {
      saved(change)
      write(null)
      setTried(false)
      return queries.invalidateQueries({ queryKey: DELEGATIONS })
    },
  })
  const faults = faultsOf(lent)
  const errorOf = (name: Fault) => {
    const fault = tried ? faults[name] : undefined
    return fault === undefined ? null : t(`fault.${fault}`)
  }
  const set = (part: Partial<Lent>) => write({ ...lent, ...part })
  const options = departments.map(({ id, nameZh, nameEn }) => ({
    value: id,
    label: locale === 'en' ? nameEn : nameZh,
  }))
  const department = options.find(({ value }) => value === lent.departmentId)?.label ?? ''
  return (
    <Form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        // The fields bear what is wrong with them before the first of these gets the focus.
        flushSync(() => setTried(true))
        if (Object.keys(faults).length === 0) setAsking(true)
        else event.currentTarget.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
      }}
    >
      {kept}
      <div className="flex flex-wrap items-start gap-3">
        <PersonField
          label={t('username')}
          value={lent.username}
          onChange={(username) => set({ username })}
          error={errorOf('username')}
        />
        <Select
          label={t('department')}
          options={options}
          value={lent.departmentId}
          onChange={(departmentId) => set({ departmentId })}
        />
        <DateField
          label={t('from')}
          value={lent.from}
          onChange={(from) => set({ from })}
          error={errorOf('from')}
        />
        <DateField label={t('to')} value={lent.to} onChange={(to) => set({ to })} error={errorOf('to')} />
        <Button
          type="submit"
          variant="primary"
          className="self-end sm:mt-6 sm:self-auto"
          disabled={lend.isPending}
        >
          {t('lend')}…
        </Button>
      </div>
      <QueryFailure error={lend.error} labels={{ username: t('username'), from: t('from'), to: t('to') }} />
      {asking ? (
        <ConsequenceDialog
          first={rolesChanged}
          title={t('lendTitle')}
          change={{ kind: 'delegation', ...lent }}
          action={t('lend')}
          danger={false}
          onYes={() => lend.mutate(lent)}
          onClose={() => setAsking(false)}
        >
          <p className="text-sm">
            {t('lendText', { department, from: showDay(lent.from, locale), to: showDay(lent.to, locale) })}
          </p>
        </ConsequenceDialog>
      ) : null}
    </Form>
  )
}

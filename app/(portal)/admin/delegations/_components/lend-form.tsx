'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import type { SubmitEvent } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { DateField } from '@/app/_ui/date-field'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Select } from '@/app/_ui/select'
import { DELEGATIONS, delegate } from '@/lib/rights/client'

/** Lends the headship of a department to a person for some days. */
export function LendForm({
  departments,
}: {
  departments: readonly { id: string; nameZh: string; nameEn: string }[]
}) {
  const t = useTranslations('people.delegation')
  const english = useLocale() === 'en'
  const queries = useQueryClient()
  const lend = useMutation({
    mutationFn: delegate,
    onSuccess: () => queries.invalidateQueries({ queryKey: DELEGATIONS }),
  })
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string): string => {
      const value = form.get(name)
      return typeof value === 'string' ? value : ''
    }
    lend.mutate({
      username: text('username'),
      departmentId: text('departmentId'),
      from: text('from'),
      to: text('to'),
    })
  }
  return (
    <Form className="flex flex-col gap-2" onSubmit={onSubmit}>
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('username')} name="username" required maxLength={128} autoComplete="off" />
        <Select
          label={t('department')}
          name="departmentId"
          options={departments.map(({ id, nameZh, nameEn }) => ({
            value: id,
            label: english ? nameEn : nameZh,
          }))}
        />
        <DateField label={t('from')} name="from" required />
        <DateField label={t('to')} name="to" required />
        <Button type="submit" variant="primary" disabled={lend.isPending}>
          {t('lend')}
        </Button>
      </div>
      <QueryFailure error={lend.error} />
    </Form>
  )
}

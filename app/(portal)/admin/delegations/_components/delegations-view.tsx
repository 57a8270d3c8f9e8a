'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { SubmitEvent } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { PageHeader } from '@/app/_ui/page-header'
import { Select } from '@/app/_ui/select'
import { EmptyState, Loading } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { delegate, delegationsQuery, endDelegation } from '@/lib/admin/client'

function LendForm({
  departments,
}: {
  departments: readonly { id: string; nameZh: string; nameEn: string }[]
}) {
  const t = useTranslations('people.delegation')
  const english = useLocale() === 'en'
  const queries = useQueryClient()
  const lend = useMutation({
    mutationFn: delegate,
    onSuccess: () => queries.invalidateQueries({ queryKey: delegationsQuery.queryKey }),
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
    <form className="flex flex-col gap-2" onSubmit={onSubmit}>
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
        <Field label={t('from')} name="from" type="date" required />
        <Field label={t('to')} name="to" type="date" required />
        <Button type="submit" variant="primary" disabled={lend.isPending}>
          {t('lend')}
        </Button>
      </div>
      <QueryFailure error={lend.error} />
    </form>
  )
}

/** Headships lent for a time, for example while a head is on leave. */
export function DelegationsView() {
  const t = useTranslations('people.delegation')
  const portal = useTranslations('portal')
  const format = useFormatter()
  const queries = useQueryClient()
  const { nameOf } = useDepartments()
  const { data, error, isPending } = useQuery(delegationsQuery)
  const end = useMutation({
    mutationFn: endDelegation,
    onSettled: () => queries.invalidateQueries({ queryKey: delegationsQuery.queryKey }),
  })
  const day = (time: string) => format.dateTime(new Date(time), { dateStyle: 'medium' })
  const lastDay = (endsAt: string) => day(new Date(new Date(endsAt).getTime() - 1).toISOString())
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('about')} />
      {data && data.departments.length > 0 ? <LendForm departments={data.departments} /> : null}
      {data?.departments.length === 0 ? <EmptyState title={t('cannot')} /> : null}
      <QueryFailure error={error ?? end.error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data && data.departments.length > 0 && data.delegations.length === 0 ? (
        <EmptyState title={t('none')} />
      ) : null}
      {data && data.delegations.length > 0 ? (
        <Table head={[t('person'), t('department'), t('by'), t('from'), t('to'), '']} caption={t('title')}>
          {data.delegations.map((one) => (
            <tr key={one.id}>
              <td>{one.to.displayName}</td>
              <td>{nameOf(one.departmentId)}</td>
              <td>{one.from?.displayName ?? '—'}</td>
              <td className="whitespace-nowrap">{day(one.startsAt)}</td>
              <td className="whitespace-nowrap">
                {lastDay(one.endsAt)}
                {one.inForce ? '' : ` (${t('notYet')})`}
              </td>
              <td>
                <Button
                  variant="quiet"
                  disabled={end.isPending}
                  onClick={() => {
                    if (window.confirm(t('endConfirm', { name: one.to.displayName }))) end.mutate(one.id)
                  }}
                >
                  {t('end')}
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      ) : null}
    </div>
  )
}

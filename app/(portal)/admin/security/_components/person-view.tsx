'use client'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useFormatter } from '@/app/_components/use-formatter'
import { notFoundIfGone } from '@/app/(portal)/_components/not-found-if-gone'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { LongName } from '@/app/_ui/long-name'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page-header'
import { EmptyState, Loading } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { personQuery } from '@/lib/rights/client'
import type { Right } from '@/lib/rights/contract'

function Origin({ right }: { right: Right }) {
  const t = useTranslations('people.origin')
  const { source, groups, givenBy } = right
  if (source === 'mapping') {
    return groups.length === 0 ? (
      t('formerMapping')
    ) : (
      <>
        {t('mapping')}
        {groups.map((group) => (
          <LongName key={group} className="block" name={group} />
        ))}
      </>
    )
  }
  return t(source, { name: givenBy?.displayName ?? '—' })
}

/** One person: every right, the role that carries it, and where that role comes from. */
export function PersonView({ id }: { id: string }) {
  const t = useTranslations('people')
  const admin = useTranslations('admin.security')
  const portal = useTranslations('portal')
  const format = useFormatter()
  const { nameOf } = useDepartments()
  const { data, error } = useQuery(personQuery(id))
  const day = (time: string) => format.dateTime(new Date(time), { dateStyle: 'medium' })
  notFoundIfGone(error)
  if (!data) {
    return (
      <div className="p-4">
        {error ? <QueryFailure error={error} /> : <Loading label={portal('loading')} />}
      </div>
    )
  }
  const { user, rights } = data
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={user.displayName} description={`${user.username} · ${nameOf(user.departmentId)}`}>
        <Link
          className="text-accent inline-flex min-h-[24px] items-center text-sm underline"
          prefetch={false}
          href="/admin/security"
        >
          {t('back')}
        </Link>
      </PageHeader>
      {user.disabled ? (
        <Notice tone="warning">{admin(`disabledBy.${user.disabledBy ?? 'admin'}`)}</Notice>
      ) : null}
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
        <div className="flex gap-2">
          <dt className="text-muted">{admin('lastSignIn')}</dt>
          <dd>
            {user.lastSignInAt
              ? format.dateTime(new Date(user.lastSignInAt), { dateStyle: 'medium', timeStyle: 'short' })
              : '—'}
          </dd>
        </div>
        <div className="flex gap-2">
          <dt className="text-muted">{admin('sessions')}</dt>
          <dd>{user.liveSessions}</dd>
        </div>
      </dl>
      {rights.length === 0 ? <EmptyState title={t('noRights')} /> : null}
      {rights.length > 0 ? (
        <Table head={[t('right'), t('through'), t('from'), t('since'), t('until')]} caption={t('rights')}>
          {rights.map((right, index) => (
            <tr key={index} className={clsx(!right.inForce && 'text-muted')}>
              <td>{t(`permission.${right.permission.replace(':', '-')}`)}</td>
              <td>
                {admin(`roles.${right.role}`)}
                {right.departmentId ? ` · ${nameOf(right.departmentId)}` : ''}
              </td>
              <td>
                <Origin right={right} />
              </td>
              <td className="whitespace-nowrap">{day(right.startsAt ?? right.since)}</td>
              <td className="whitespace-nowrap">
                {right.endsAt ? day(right.endsAt) : t('noEnd')}
                {right.inForce ? '' : ` (${t('notInForce')})`}
              </td>
            </tr>
          ))}
        </Table>
      ) : null}
    </div>
  )
}

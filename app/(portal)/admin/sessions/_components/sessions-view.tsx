'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import { IDS, type ListShape } from '@/app/(portal)/_components/list/list-address'
import { useList } from '@/app/(portal)/_components/list/use-list'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { useQuestion } from '@/app/(portal)/_components/use-question'
import { RowAction } from '@/app/_ui/row-action'
import { PageHeader } from '@/app/_ui/page-header'
import { MixedText } from '@/app/_ui/mixed-text'
import { endSession, SESSIONS, sessionsQuery } from '@/lib/rights/client'
import { SESSIONS_PER_PAGE, type SessionRow } from '@/lib/auth/contract'

const SHAPE: ListShape<'departmentId'> = {
  sorts: ['lastActionAt', 'createdAt', 'displayName'],
  first: { sort: 'lastActionAt', order: 'desc' },
  filters: { departmentId: { allowed: IDS } },
}

function Row({ session }: { session: SessionRow }) {
  const t = useTranslations('sessions')
  const format = useFormatter()
  const queries = useQueryClient()
  const { nameOf } = useDepartments()
  const end = useMutation({
    mutationFn: endSession,
    onSettled: () => queries.invalidateQueries({ queryKey: SESSIONS }),
  })
  const at = (time: string) => format.dateTime(new Date(time), { dateStyle: 'short', timeStyle: 'short' })
  const { displayName: name } = session
  const [ask, question] = useQuestion()
  return (
    <tr>
      <td>
        <MixedText text={name} /> <span className="text-muted">{session.username}</span>
      </td>
      <td>{nameOf(session.departmentId)}</td>
      <td>{session.address ?? '—'}</td>
      <td className="whitespace-nowrap">{at(session.createdAt)}</td>
      <td className="whitespace-nowrap">{at(session.lastActionAt)}</td>
      <td>
        {t(session.locked ? 'locked' : 'open')}
        {session.kind === 'break_glass' ? <span className="text-danger block">{t('breakGlass')}</span> : null}
      </td>
      <td>
        {session.current ? (
          t('current')
        ) : (
          <RowAction
            icon={LogOut}
            danger
            disabled={end.isPending}
            onClick={() =>
              ask({ text: t('confirm', { name }), action: t('end'), onYes: () => end.mutate(session.id) })
            }
          >
            {t('end')}
          </RowAction>
        )}
        {question}
        <QueryFailure error={end.error} />
      </td>
    </tr>
  )
}

/** Who is signed in where; a session can be ended at once. */
export function SessionsView() {
  const t = useTranslations('sessions')
  const { options: departments } = useDepartments()
  const list = useList(SHAPE)
  const { data, error, isPending } = useQuery(sessionsQuery(list.filters))
  const head = [
    { label: t('person'), sort: 'displayName' },
    t('department'),
    t('address'),
    { label: t('since'), sort: 'createdAt' },
    { label: t('lastAction'), sort: 'lastActionAt' },
    t('state'),
    '',
  ]
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <DataTable
        caption={t('title')}
        head={head}
        rows={data?.sessions}
        row={(session) => <Row key={session.id} session={session} />}
        error={error}
        isPending={isPending}
        empty={t('none')}
        list={list}
        search={t('search')}
        filters={[
          {
            name: 'departmentId',
            label: t('department'),
            all: t('all'),
            options: departments,
          },
        ]}
        pages={{ total: data?.total, perPage: SESSIONS_PER_PAGE }}
      />
    </div>
  )
}

'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ListBar, ListFoot } from '@/app/(portal)/_components/list-bar'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { useQuestion } from '@/app/(portal)/_components/use-question'
import { Button } from '@/app/_ui/button'
import { PageHeader } from '@/app/_ui/page-header'
import { Select } from '@/app/_ui/select'
import { EmptyState, Loading } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { endSession, sessionsQuery, type SessionFilters } from '@/lib/rights/client'
import { SESSIONS_PER_PAGE, type SessionRow } from '@/lib/auth/contract'

const FIRST: SessionFilters = { search: '', departmentId: '', sort: 'lastActionAt', order: 'desc', page: 1 }

function Row({ session }: { session: SessionRow }) {
  const t = useTranslations('sessions')
  const format = useFormatter()
  const queries = useQueryClient()
  const { nameOf } = useDepartments()
  const end = useMutation({
    mutationFn: endSession,
    onSettled: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  })
  const at = (time: string) => format.dateTime(new Date(time), { dateStyle: 'short', timeStyle: 'short' })
  const { displayName: name } = session
  const [ask, question] = useQuestion()
  return (
    <tr>
      <td>
        {name} <span className="text-muted">{session.username}</span>
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
          <Button
            variant="quiet"
            disabled={end.isPending}
            onClick={() =>
              ask({ text: t('confirm', { name }), action: t('end'), onYes: () => end.mutate(session.id) })
            }
          >
            {t('end')}
          </Button>
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
  const portal = useTranslations('portal')
  const { departments, nameOf } = useDepartments()
  const [filters, setFilters] = useState(FIRST)
  const { data, error, isPending } = useQuery(sessionsQuery(filters))
  const change = (part: Partial<SessionFilters>) => setFilters({ ...filters, page: 1, ...part })
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
      <ListBar label={t('search')} onSearch={(search) => change({ search })}>
        <Select
          label={t('department')}
          options={[
            { value: '', label: t('all') },
            ...departments.map(({ id }) => ({ value: id, label: nameOf(id) })),
          ]}
          value={filters.departmentId}
          onChange={({ target }) => change({ departmentId: target.value })}
        />
      </ListBar>
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data?.sessions.length === 0 ? <EmptyState title={t('none')} /> : null}
      {data && data.sessions.length > 0 ? (
        <Table
          head={head}
          caption={t('title')}
          sorting={{ by: filters.sort, order: filters.order }}
          onSort={({ by, order }) => change({ sort: by, order })}
        >
          {data.sessions.map((session) => (
            <Row key={session.id} session={session} />
          ))}
        </Table>
      ) : null}
      <ListFoot
        page={filters.page}
        total={data?.total ?? 0}
        perPage={SESSIONS_PER_PAGE}
        onChange={(page) => setFilters({ ...filters, page })}
      />
    </div>
  )
}

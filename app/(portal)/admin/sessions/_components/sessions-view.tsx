'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { PageHeader } from '@/app/_ui/page-header'
import { Pager } from '@/app/_ui/pager'
import { Select } from '@/app/_ui/select'
import { EmptyState, Loading } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { endSession, sessionsQuery, type SessionFilters } from '@/lib/admin/client'
import { SESSIONS_PER_PAGE, type SessionRow } from '@/lib/auth/contract'

const FIRST: SessionFilters = { search: '', departmentId: '', sort: 'lastActionAt', page: 1 }

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
            onClick={() => {
              if (window.confirm(t('confirm', { name }))) end.mutate(session.id)
            }}
          >
            {t('end')}
          </Button>
        )}
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
  const [typed, setTyped] = useState('')
  const { data, error, isPending } = useQuery(sessionsQuery(filters))
  const change = (part: Partial<SessionFilters>) => setFilters({ ...filters, page: 1, ...part })
  const pages = Math.max(1, Math.ceil((data?.total ?? 0) / SESSIONS_PER_PAGE))
  const head = ['person', 'department', 'address', 'since', 'lastAction', 'state'] as const
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          change({ search: typed.trim() })
        }}
      >
        <Field label={t('search')} value={typed} onChange={({ target }) => setTyped(target.value)} />
        <Button type="submit">{t('find')}</Button>
        <Select
          label={t('department')}
          options={[
            { value: '', label: t('all') },
            ...departments.map(({ id }) => ({ value: id, label: nameOf(id) })),
          ]}
          value={filters.departmentId}
          onChange={({ target }) => change({ departmentId: target.value })}
        />
        <Select
          label={t('sort')}
          options={[
            { value: 'lastActionAt', label: t('lastAction') },
            { value: 'createdAt', label: t('since') },
            { value: 'displayName', label: t('person') },
          ]}
          value={filters.sort}
          onChange={({ target }) => change({ sort: target.value })}
        />
      </form>
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data?.sessions.length === 0 ? <EmptyState title={t('none')} /> : null}
      {data && data.sessions.length > 0 ? (
        <Table head={[...head.map((name) => t(name)), '']} caption={t('title')}>
          {data.sessions.map((session) => (
            <Row key={session.id} session={session} />
          ))}
        </Table>
      ) : null}
      <Pager
        page={filters.page}
        pages={pages}
        labels={{
          previous: portal('pager.previous'),
          next: portal('pager.next'),
          position: portal('pager.position', { page: filters.page, pages }),
        }}
        onChange={(page) => setFilters({ ...filters, page })}
      />
    </div>
  )
}

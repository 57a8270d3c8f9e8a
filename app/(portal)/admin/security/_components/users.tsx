'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { EmptyState, Loading } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { endUserSessions, usersQuery } from '@/lib/admin/client'
import type { User } from '@/lib/admin/contract'
import { meQuery } from '@/lib/auth/client'
import { RolesDialog } from './roles-dialog'
import { useDepartments } from '@/app/(portal)/_components/use-departments'

interface UserRowProps {
  user: User
  /** True for the reader's own row: nobody edits their own roles. */
  own: boolean
  onEdit: () => void
}

function UserRow({ user, own, onEdit }: UserRowProps) {
  const t = useTranslations('admin.security')
  const format = useFormatter()
  const queries = useQueryClient()
  const { nameOf } = useDepartments()
  const end = useMutation({
    mutationFn: endUserSessions,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['users'] }),
  })
  const onEnd = () => {
    if (window.confirm(t('endConfirm', { name: user.displayName }))) end.mutate(user.id)
  }
  const { lastSignInAt } = user
  return (
    <tr>
      <td>{user.username}</td>
      <td>{user.displayName}</td>
      <td>{nameOf(user.departmentId)}</td>
      <td>
        {user.roles.map(({ role, departmentId, source }) => (
          <span key={`${role}${departmentId ?? ''}${source}`} className="block">
            {t(`roles.${role}`)}
            {departmentId ? ` · ${nameOf(departmentId)}` : ''}
            <span className="text-muted"> ({t(`source.${source}`)})</span>
          </span>
        ))}
      </td>
      <td className="whitespace-nowrap">
        {lastSignInAt
          ? format.dateTime(new Date(lastSignInAt), { dateStyle: 'short', timeStyle: 'short' })
          : '—'}
      </td>
      <td>{user.liveSessions}</td>
      <td className="whitespace-nowrap">
        <Button variant="quiet" disabled={own} title={own ? t('notOwn') : undefined} onClick={onEdit}>
          {t('edit')}
        </Button>
        <Button variant="quiet" disabled={user.liveSessions === 0 || end.isPending} onClick={onEnd}>
          {t('end')}
        </Button>
      </td>
    </tr>
  )
}

export function Users() {
  const t = useTranslations('admin.security')
  const portal = useTranslations('portal')
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState('')
  const [edited, setEdited] = useState<User | null>(null)
  const { data, error, isPending } = useQuery(usersQuery(search))
  const { data: me } = useQuery(meQuery)
  const head = ['username', 'displayName', 'department', 'role', 'lastSignIn', 'sessions'] as const
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{t('users')}</h2>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          setSearch(typed.trim())
        }}
      >
        <Field label={t('search')} value={typed} onChange={({ target }) => setTyped(target.value)} />
        <Button type="submit">{t('find')}</Button>
      </form>
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data?.users.length === 0 ? <EmptyState title={t('nobody')} /> : null}
      {data && data.users.length > 0 ? (
        <Table head={[...head.map((name) => t(name)), '']} caption={t('users')}>
          {data.users.map((user) => (
            <UserRow
              key={user.id}
              user={user}
              own={user.username === me?.username}
              onEdit={() => setEdited(user)}
            />
          ))}
        </Table>
      ) : null}
      {edited ? <RolesDialog user={edited} onClose={() => setEdited(null)} /> : null}
    </section>
  )
}

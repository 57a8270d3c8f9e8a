'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { LogOut, UserCheck, UserCog, UserX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { useKeptDialog } from '@/app/(portal)/_components/continuity/use-kept-dialog'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import { IDS, type ListShape } from '@/app/(portal)/_components/list/list-address'
import { useList } from '@/app/(portal)/_components/list/use-list'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { ConsequenceDialog } from '@/app/(portal)/_components/consequence-dialog'
import { rolesChanged } from '@/app/(portal)/admin/_components/roles-changed'
import { WaitingChanges } from '@/app/(portal)/admin/_components/waiting-changes'
import { RowAction } from '@/app/_ui/row-action'
import { MixedText } from '@/app/_ui/mixed-text'
import { approvalsQuery, changeUserState, endUserSessions, USERS, usersQuery } from '@/lib/rights/client'
import { USERS_PER_PAGE, type User } from '@/lib/rights/contract'
import { meQuery } from '@/lib/auth/client'
import { ROLES } from '@/lib/shared/actor'
import { ROLES_DRAFT, RolesDialog } from './roles-dialog'
import { useUserFilters } from './use-user-filters'

interface UserRowProps {
  user: User
  /** True for the reader's own row: nobody edits their own account. */
  own: boolean
  onEdit: () => void
}

function UserActions({ user, own, onEdit }: UserRowProps) {
  const t = useTranslations('admin.security')
  const queries = useQueryClient()
  const onSuccess = async () => {
    await queries.invalidateQueries({ queryKey: USERS })
    await queries.invalidateQueries({ queryKey: approvalsQuery.queryKey })
  }
  const end = useMutation({ mutationFn: endUserSessions, onSuccess })
  const state = useMutation({
    mutationFn: () => changeUserState(user.id, { disabled: !user.disabled, version: user.version }),
    onSuccess,
  })
  const name = user.displayName
  const [asking, setAsking] = useState<'state' | 'sessions' | null>(null)
  return (
    <>
      <div className="flex flex-wrap">
        <RowAction icon={UserCog} disabled={own} title={own ? t('notOwn') : undefined} onClick={onEdit}>
          {t('edit')}
        </RowAction>
        <RowAction
          icon={LogOut}
          danger
          disabled={user.liveSessions === 0 || end.isPending}
          onClick={() => setAsking('sessions')}
        >
          {t('end')}
        </RowAction>
        <RowAction
          icon={user.disabled ? UserCheck : UserX}
          danger={!user.disabled}
          disabled={own || state.isPending || (user.disabled && user.disabledBy === 'directory')}
          title={user.disabledBy === 'directory' ? t('directoryDisabled') : undefined}
          onClick={() => setAsking('state')}
        >
          {t(user.disabled ? 'enable' : 'disable')}
        </RowAction>
      </div>
      {asking === 'sessions' ? (
        <ConsequenceDialog
          first={rolesChanged}
          title={t('end')}
          change={{ kind: 'sessions_ended', userId: user.id }}
          action={t('end')}
          onYes={() => end.mutate(user.id)}
          onClose={() => setAsking(null)}
        >
          <p className="text-sm">
            <MixedText text={t('endConfirm', { name })} />
          </p>
        </ConsequenceDialog>
      ) : null}
      {asking === 'state' ? (
        <ConsequenceDialog
          first={rolesChanged}
          title={t(user.disabled ? 'enable' : 'disable')}
          change={{ kind: 'user_state', userId: user.id, disabled: !user.disabled }}
          action={t(user.disabled ? 'enable' : 'disable')}
          danger={!user.disabled}
          onYes={() => state.mutate()}
          onClose={() => setAsking(null)}
        >
          <p className="text-sm">
            <MixedText text={t(user.disabled ? 'enableConfirm' : 'disableConfirm', { name })} />
          </p>
        </ConsequenceDialog>
      ) : null}
      <QueryFailure error={end.error ?? state.error} onReload={() => void onSuccess()} />
    </>
  )
}

function UserRow(props: UserRowProps) {
  const { user } = props
  const t = useTranslations('admin.security')
  const format = useFormatter()
  const { nameOf } = useDepartments()
  const { lastSignInAt } = user
  return (
    <tr>
      <td>
        <Link className="text-accent underline" prefetch={false} href={`/admin/security/people/${user.id}`}>
          {user.username}
        </Link>
      </td>
      <td>
        <MixedText text={user.displayName} />
        {user.disabled ? (
          <span className="text-danger block">{t(`disabledBy.${user.disabledBy ?? 'admin'}`)}</span>
        ) : null}
      </td>
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
      <td>
        <UserActions {...props} />
      </td>
    </tr>
  )
}

const SHAPE: ListShape<'role' | 'departmentId' | 'state'> = {
  sorts: ['username', 'displayName', 'lastSignInAt'],
  first: { sort: 'username', order: 'asc' },
  filters: {
    role: { allowed: ROLES },
    departmentId: { allowed: IDS },
    state: { allowed: ['enabled', 'disabled'] },
  },
}

/** Everybody the portal knows, with their roles and what can be done about them. */
export function Users() {
  const t = useTranslations('admin.security')
  const list = useList(SHAPE)
  const filters = useUserFilters()
  const { former, edited, open } = useKeptDialog(ROLES_DRAFT)
  const { data, error, isPending } = useQuery(usersQuery(list.filters))
  const { data: me } = useQuery(meQuery)
  const chosen = data?.users.find(({ id }) => id === edited)
  const head = [
    { label: t('username'), sort: 'username' },
    { label: t('displayName'), sort: 'displayName' },
    t('department'),
    t('role'),
    { label: t('lastSignIn'), sort: 'lastSignInAt' },
    t('sessions'),
    '',
  ]
  return (
    <section className="flex flex-col gap-3">
      <WaitingChanges kinds={['roles', 'user_state']} />
      <DataTable
        caption={t('users')}
        head={head}
        rows={data?.users}
        row={(user) => (
          <UserRow
            key={user.id}
            user={user}
            own={user.username === me?.username}
            onEdit={() => open(user.id)}
          />
        )}
        error={error}
        isPending={isPending}
        empty={t('nobody')}
        list={list}
        search={t('search')}
        filters={filters}
        pages={{ total: data?.total, perPage: USERS_PER_PAGE }}
      />
      {chosen ? (
        <RolesDialog key={chosen.version} former={former} user={chosen} onClose={() => open(null)} />
      ) : null}
    </section>
  )
}

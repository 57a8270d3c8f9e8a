'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useKeptFields } from '@/app/(portal)/_components/continuity/use-kept-dialog'
import { ConsequenceDialog } from '@/app/(portal)/_components/consequence-dialog'
import { rolesChanged } from '@/app/(portal)/admin/_components/roles-changed'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useSavedToast } from '@/app/(portal)/_components/use-saved-toast'
import { Checkbox } from '@/app/_ui/checkbox'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import type { DraftPlace } from '@/lib/consult/pure/draft-places'
import { USERS, approvalsQuery, changeRoles, type ManualRole } from '@/lib/rights/client'
import type { User } from '@/lib/rights/contract'
import { ROLES } from '@/lib/shared/actor'
import { useDepartments } from '@/app/(portal)/_components/use-departments'

/** Where what is chosen here is kept until it is saved or cancelled. */
export const ROLES_DRAFT = 'admin/roles' satisfies DraftPlace

interface RolesDialogProps {
  /** What was chosen before and not saved; empty for nothing. */
  former: string
  user: User
  onClose: () => void
}

const keyOf = ({ role, departmentId }: ManualRole) => `${role}:${departmentId ?? ''}`

interface Choice {
  choice: ManualRole
  label: string
}

/** The roles that can be given by hand: each role once, a head once for each department. */
function useChoices(): Choice[] {
  const t = useTranslations('admin.security.roles')
  const { departments, nameOf } = useDepartments()
  return ROLES.flatMap((role): Choice[] =>
    role === 'department_head'
      ? departments.map(({ id }) => ({
          choice: { role, departmentId: id },
          label: `${t(role)} · ${nameOf(id)}`,
        }))
      : [{ choice: { role, departmentId: null }, label: t(role) }],
  )
}

/** Edits the roles given by hand; those from the directory follow its groups and are not shown here. */
export function RolesDialog({ former, user, onClose }: RolesDialogProps) {
  const t = useTranslations('admin.security')
  const portal = useTranslations('portal')
  const queries = useQueryClient()
  const saved = useSavedToast()
  const choices = useChoices()
  const manual = user.roles.filter(({ source }) => source === 'manual')
  const { fields, setFields, forget } = useKeptFields(
    { place: ROLES_DRAFT, former, row: user },
    manual.map(keyOf),
  )
  const chosen = new Set(fields)
  const close = () => {
    forget()
    onClose()
  }
  const roles = choices.map(({ choice }) => choice).filter((choice) => chosen.has(keyOf(choice)))
  const [asking, setAsking] = useState(false)
  const save = useMutation({
    mutationFn: () =>
      changeRoles(user.id, {
        roles,
        version: user.version,
      }),
    onSuccess: async (change) => {
      saved(change)
      await queries.invalidateQueries({ queryKey: USERS })
      await queries.invalidateQueries({ queryKey: approvalsQuery.queryKey })
      close()
    },
  })
  const toggle = (key: string) => {
    const next = new Set(chosen)
    if (!next.delete(key)) next.add(key)
    setFields([...next])
  }
  const before = new Set(manual.map(keyOf))
  const takes = [...before].some((key) => !chosen.has(key))
  const same = !takes && chosen.size === before.size
  return (
    <Dialog open onClose={close} title={t('editTitle', { name: user.displayName })}>
      <p className="text-muted text-sm">{t('editHint')}</p>
      <fieldset className="flex flex-col gap-1">
        <legend className="sr-only">{t('role')}</legend>
        {choices.map(({ choice, label }) => (
          <Checkbox
            key={keyOf(choice)}
            checked={chosen.has(keyOf(choice))}
            onChange={() => toggle(keyOf(choice))}
          >
            {label}
          </Checkbox>
        ))}
      </fieldset>
      <QueryFailure error={save.error} onReload={() => void queries.invalidateQueries({ queryKey: USERS })} />
      <div className="flex justify-end gap-2">
        <Button onClick={close}>{portal('cancel')}</Button>
        <Button variant="primary" disabled={same || save.isPending} onClick={() => setAsking(true)}>
          {t('review')}
        </Button>
      </div>
      {asking ? (
        <ConsequenceDialog
          first={rolesChanged}
          title={t('editTitle', { name: user.displayName })}
          change={{ kind: 'roles', userId: user.id, roles }}
          action={t('save')}
          danger={takes}
          onYes={() => save.mutate()}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Dialog>
  )
}

'use client'
import { useTranslations } from 'next-intl'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import type { Consequences } from '@/lib/rights/consequences/contract'

function Roles({ name, roles, grave }: { name: string; roles: Consequences['gains']; grave: boolean }) {
  const t = useTranslations('consequences')
  const role = useTranslations('admin.security.roles')
  const { nameOf } = useDepartments()
  if (roles.length === 0) return null
  const words = roles.map((one) =>
    one.departmentId ? `${role(one.role)} · ${nameOf(one.departmentId)}` : role(one.role),
  )
  return (
    <li className={grave ? 'text-danger font-medium' : ''}>
      {t('roles', { name, roles: words.join(t('and')) })}
    </li>
  )
}

/** What a person would hold more, and no more, as the first lines of what would follow. */
export function rolesChanged({ gains, loses }: Consequences) {
  return <RolesChanged gains={gains} loses={loses} />
}

function RolesChanged({ gains, loses }: Pick<Consequences, 'gains' | 'loses'>) {
  const t = useTranslations('consequences')
  return (
    <>
      <Roles name={t('gains')} roles={gains} grave={false} />
      <Roles name={t('loses')} roles={loses} grave />
    </>
  )
}

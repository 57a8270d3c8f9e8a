'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { PageHeader } from '@/app/_ui/page-header'
import { Table } from '@/app/_ui/table'
import { mappingsQuery } from '@/lib/admin/client'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { Users } from './users'

function Mappings() {
  const t = useTranslations('admin.security')
  const { nameOf } = useDepartments()
  const { data, error } = useQuery(mappingsQuery)
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{t('mappings')}</h2>
      <QueryFailure error={error} />
      <Table head={[t('group'), t('role'), t('department')]} caption={t('mappings')}>
        {data?.mappings.map(({ id, groupDn, role, departmentId }) => (
          <tr key={id}>
            <td>
              <code className="text-xs break-all">{groupDn}</code>
            </td>
            <td>{role ? t(`roles.${role}`) : '—'}</td>
            <td>{nameOf(departmentId)}</td>
          </tr>
        ))}
      </Table>
    </section>
  )
}

function Departments() {
  const t = useTranslations('admin.security')
  const { departments, error } = useDepartments()
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{t('departments')}</h2>
      <QueryFailure error={error} />
      <Table head={[t('code'), t('nameZh'), t('nameEn')]} caption={t('departments')}>
        {departments.map(({ id, code, nameZh, nameEn }) => (
          <tr key={id}>
            <td>{code}</td>
            <td>{nameZh}</td>
            <td>{nameEn}</td>
          </tr>
        ))}
      </Table>
    </section>
  )
}

/** The security admin's first page: people with their roles, and where roles come from. */
export function SecurityView() {
  const t = useTranslations('admin.security')
  return (
    <div className="flex flex-col gap-5 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <Users />
      <Mappings />
      <Departments />
    </div>
  )
}

'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import type { PreviewedPerson } from '@/lib/rights/preview/contract'
import type { Role } from '@/lib/shared/actor'

const TONES = {
  added: 'text-success',
  changed: 'text-warning',
  removed: 'text-danger',
  same: 'text-muted',
} as const

function Held({ held }: { held: PreviewedPerson['before'] }) {
  const t = useTranslations('directory.preview')
  const security = useTranslations('admin.security')
  const { nameOf } = useDepartments()
  const { departmentId, roles } = held
  if (departmentId === null && roles.length === 0) return <span className="text-muted">{t('nothing')}</span>
  return (
    <>
      {roles.map(({ role, departmentId: scope }) => (
        <span key={`${role}${scope ?? ''}`} className="block">
          {security(`roles.${role}`)}
          {scope ? ` · ${nameOf(scope)}` : ''}
        </span>
      ))}
      {departmentId ? <span className="text-muted block">{nameOf(departmentId)}</span> : null}
    </>
  )
}

function Person({ person }: { person: PreviewedPerson }) {
  const t = useTranslations('directory.preview')
  const security = useTranslations('admin.security')
  const names = (roles: readonly Role[]) => roles.map((role) => security(`roles.${role}`)).join(', ')
  const { effect, manual, dropped } = person
  return (
    <tr>
      <td>
        {person.displayName}
        <span className="text-muted block text-xs break-all">{person.username}</span>
        {person.known ? null : <span className="text-muted block text-xs">{t('new')}</span>}
      </td>
      <td className={clsx('whitespace-nowrap', TONES[effect])}>{t(`effect.${effect}`)}</td>
      <td>
        <Held held={person.before} />
      </td>
      <td>
        <Held held={person.after} />
        {manual.length > 0 ? <span className="block">{t('manual', { roles: names(manual) })}</span> : null}
        {dropped.length > 0 ? (
          <span className="text-warning block">{t('dropped', { roles: names(dropped) })}</span>
        ) : null}
      </td>
    </tr>
  )
}

/** One page of people, what they get now and what they would get. */
export function PreviewTable({ rows, empty }: { rows: readonly PreviewedPerson[]; empty: string }) {
  const t = useTranslations('directory.preview')
  return (
    <DataTable
      caption={t('table')}
      head={[t('person'), t('effectHead'), t('before'), t('after')]}
      rows={rows}
      row={(person) => <Person key={person.username} person={person} />}
      error={null}
      empty={empty}
    />
  )
}

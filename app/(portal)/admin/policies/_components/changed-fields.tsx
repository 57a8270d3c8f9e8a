'use client'
import { useTranslations } from 'next-intl'
import { Table } from '@/app/_ui/table'
import type { Policy } from '@/lib/rights/contract'
import { factorOf, optionsOf } from './policy-fields'

interface ChangedFieldsProps {
  policy: Policy
  draft: Policy['value']
}

/** What a policy says now and what it would say, field by field, in the words of the form. */
export function ChangedFields({ policy, draft }: ChangedFieldsProps) {
  const t = useTranslations('policies')
  const words = useTranslations('consequences')
  const { key, value } = policy
  const shown = (name: string, one: Policy['value'][string] | undefined): string => {
    if (typeof one === 'boolean') return t(one ? 'yes' : 'no')
    if (typeof one === 'number') return String(one / factorOf(name))
    if (typeof one === 'string' && optionsOf(key, name)) return t(`option.${key}.${name}.${one}`)
    return Array.isArray(one) ? String(one.length) : (one ?? '')
  }
  const changed = Object.keys(draft).filter(
    (name) => JSON.stringify(draft[name]) !== JSON.stringify(value[name]),
  )
  return (
    <Table head={[words('field'), words('before'), words('after')]} caption={t(`name.${key}`)}>
      {changed.map((name) => (
        <tr key={name}>
          <td>{t(`field.${key}.${name}`)}</td>
          <td className="text-muted">{shown(name, value[name])}</td>
          <td className="font-medium">{shown(name, draft[name])}</td>
        </tr>
      ))}
    </Table>
  )
}

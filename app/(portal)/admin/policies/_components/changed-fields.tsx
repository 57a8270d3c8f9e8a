'use client'
import { useTranslations } from 'next-intl'
import { usePolicyWords } from '@/app/(portal)/_components/policies/use-policy-words'
import { Table } from '@/app/_ui/table'
import type { Policy } from '@/lib/rights/contract'

interface ChangedFieldsProps {
  policy: Policy
  draft: Policy['value']
}

/** What a policy says now and what it would say, field by field, in the words of the form. */
export function ChangedFields({ policy: { key, value }, draft }: ChangedFieldsProps) {
  const words = useTranslations('consequences')
  const policy = usePolicyWords()
  const changed = Object.keys(draft).filter(
    (name) => JSON.stringify(draft[name]) !== JSON.stringify(value[name]),
  )
  return (
    <Table head={[words('field'), words('before'), words('after')]} caption={policy.nameOf(key)}>
      {changed.map((name) => (
        <tr key={name}>
          <td>{policy.fieldOf(key, name)}</td>
          <td className="text-muted">{policy.valueOf(key, name, value[name])}</td>
          <td className="font-medium">{policy.valueOf(key, name, draft[name])}</td>
        </tr>
      ))}
    </Table>
  )
}

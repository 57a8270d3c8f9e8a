'use client'
import { clsx } from 'clsx'
import { useFormatter, useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { Table } from '@/app/_ui/table'
import { auditOutcomeSchema, type AuditRecord } from '@/lib/audit/contract'

interface RecordTableProps {
  records: readonly AuditRecord[]
  onOpen: (record: AuditRecord) => void
}

/** Names of events and outcomes; one that this version does not know is shown as it is stored. */
export function useAuditNames() {
  const t = useTranslations('audit')
  return {
    event: (name: string) => {
      const key = `event.${name.replace('.', '-')}`
      return t.has(key) ? t(key) : name
    },
    outcome: (name: string | null) =>
      auditOutcomeSchema.safeParse(name).success ? t(`outcome.${name ?? ''}`) : (name ?? '—'),
  }
}

export function RecordTable({ records, onOpen }: RecordTableProps) {
  const t = useTranslations('audit')
  const format = useFormatter()
  const names = useAuditNames()
  const head = [
    t('column.id'),
    t('column.at'),
    t('column.event'),
    t('column.actor'),
    t('column.outcome'),
    t('column.mac'),
    '',
  ]
  return (
    <Table head={head} caption={t('title')}>
      {records.map((record) => (
        <tr key={record.id}>
          <td>{record.id}</td>
          <td className="whitespace-nowrap">
            {format.dateTime(new Date(record.at), { dateStyle: 'short', timeStyle: 'medium' })}
          </td>
          <td className={clsx(record.event.startsWith('breakglass.') && 'text-danger font-medium')}>
            {names.event(record.event)}
          </td>
          <td>{record.actorName ?? '—'}</td>
          <td>{names.outcome(record.outcome)}</td>
          <td>
            <code className="text-xs">{record.mac.slice(0, 12)}</code>
          </td>
          <td>
            <Button
              variant="quiet"
              onClick={() => onOpen(record)}
              aria-label={t('openRecord', { id: record.id })}
            >
              {t('details')}
            </Button>
          </td>
        </tr>
      ))}
    </Table>
  )
}

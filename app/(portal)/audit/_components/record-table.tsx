'use client'
import { clsx } from 'clsx'
import { FileText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import { RowAction } from '@/app/_ui/row-action'
import { MixedText } from '@/app/_ui/mixed-text'
import type { AuditRecord } from '@/lib/audit/contract'
import { useAuditNames } from './words/use-audit-names'

interface RecordTableProps {
  records: readonly AuditRecord[] | undefined
  error?: Error | null
  isPending?: boolean
  bar?: ReactNode
  foot?: ReactNode
  onOpen: (record: AuditRecord) => void
}

/** The records of the trail, newest first, with what narrows them and what reads on. */
export function RecordTable({ records, onOpen, error = null, ...around }: RecordTableProps) {
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
    <DataTable
      caption={t('title')}
      head={head}
      rows={records}
      row={(record) => (
        <tr key={record.id}>
          <td>{record.id}</td>
          <td className="whitespace-nowrap">
            {format.dateTime(new Date(record.at), { dateStyle: 'short', timeStyle: 'medium' })}
          </td>
          <td className={clsx(record.event.startsWith('breakglass.') && 'text-danger font-medium')}>
            {names.event(record.event)}
          </td>
          <td>
            <MixedText text={record.actorName ?? '—'} />
          </td>
          <td>{names.outcome(record.outcome)}</td>
          <td>
            <code className="text-xs">{record.mac.slice(0, 12)}</code>
          </td>
          <td>
            <RowAction
              icon={FileText}
              onClick={() => onOpen(record)}
              aria-label={t('openRecord', { id: record.id })}
            >
              {t('details')}
            </RowAction>
          </td>
        </tr>
      )}
      error={error}
      empty={t('empty')}
      {...around}
    />
  )
}

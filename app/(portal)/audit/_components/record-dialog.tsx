'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { auditRecordSchema, type AuditRecord } from '@/lib/audit/contract'

interface RecordDialogProps {
  record: AuditRecord | null
  onClose: () => void
}

/** Every column of one record under its stored name, so that it can be compared with an export. */
export function RecordDialog({ record, onClose }: RecordDialogProps) {
  const t = useTranslations('audit')
  const portal = useTranslations('portal')
  const columns = Object.keys(auditRecordSchema.shape) as (keyof AuditRecord)[]
  return (
    <Dialog open={record !== null} onClose={onClose} title={t('record', { id: record?.id ?? 0 })}>
      <dl className="grid grid-cols-[10rem_1fr] gap-x-3 gap-y-1 text-sm">
        {columns.map((column) => (
          <div key={column} className="contents">
            <dt className="text-muted">{column}</dt>
            <dd className="break-all">{record?.[column] ?? '—'}</dd>
          </div>
        ))}
      </dl>
      <Button onClick={onClose}>{portal('close')}</Button>
    </Dialog>
  )
}

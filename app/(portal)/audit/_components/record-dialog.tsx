'use client'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { recordProof } from '@/lib/audit/client'
import { auditRecordSchema, type AuditRecord } from '@/lib/audit/contract'

function Check({ holds, text }: { holds: boolean | null; text: string }) {
  const t = useTranslations('audit.proof')
  return (
    <li className="flex gap-2">
      <span className={clsx('w-16 shrink-0 font-medium', holds === false ? 'text-danger' : 'text-success')}>
        {holds === null ? t('none') : t(holds ? 'holds' : 'broken')}
      </span>
      {text}
    </li>
  )
}

/** What proves the record: its own mac, its neighbours, the checkpoint that covers it. */
function Proof({ id }: { id: number }) {
  const t = useTranslations('audit.proof')
  const { data, error } = useQuery(recordProof(id))
  if (error) return <QueryFailure error={error} />
  if (!data) return null
  const { own, previous, next, checkpoint } = data.proof
  return (
    <section aria-label={t('title')}>
      <h3 className="font-semibold">{t('title')}</h3>
      <ul className="text-sm">
        <Check holds={own} text={t('own')} />
        <Check holds={previous} text={t('previous')} />
        <Check holds={next} text={t(next === null ? 'newest' : 'next')} />
        <Check
          holds={checkpoint?.holds ?? null}
          text={
            checkpoint ? t('checkpoint', { id: checkpoint.upToId, at: checkpoint.at }) : t('noCheckpoint')
          }
        />
      </ul>
    </section>
  )
}

interface RecordDialogProps {
  record: AuditRecord | null
  onClose: () => void
}

/** Every column of one record under its stored name, so that it can be compared with an export, and its proof. */
export function RecordDialog({ record, onClose }: RecordDialogProps) {
  const t = useTranslations('audit')
  const portal = useTranslations('portal')
  const columns = Object.keys(auditRecordSchema.shape) as (keyof AuditRecord)[]
  return (
    <Dialog open={record !== null} onClose={onClose} title={t('record', { id: record?.id ?? 0 })}>
      {record ? <Proof id={record.id} /> : null}
      <dl className="grid grid-cols-[10rem_1fr] gap-x-3 gap-y-1 text-sm">
        {columns
          .filter((column) => record?.[column] !== null)
          .map((column) => (
            <div key={column} className="contents">
              <dt className="text-muted">{column}</dt>
              <dd className="break-all">{record?.[column]}</dd>
            </div>
          ))}
      </dl>
      <Button onClick={onClose}>{portal('close')}</Button>
    </Dialog>
  )
}

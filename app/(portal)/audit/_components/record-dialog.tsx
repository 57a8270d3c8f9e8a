'use client'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { recordProof } from '@/lib/audit/client'
import { auditRecordSchema, type AuditRecord, type RecordProof } from '@/lib/audit/contract'
import { RecordWords } from './words/record-words'

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
function Proof({ own, previous, next, checkpoint }: RecordProof['proof']) {
  const t = useTranslations('audit.proof')
  const format = useFormatter()
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
            checkpoint
              ? t('checkpoint', {
                  id: checkpoint.upToId,
                  at: format.dateTime(new Date(checkpoint.at), { dateStyle: 'short', timeStyle: 'medium' }),
                })
              : t('noCheckpoint')
          }
        />
      </ul>
    </section>
  )
}

/** The record in words, and what proves it once that has been looked up. */
function Opened({ record }: { record: AuditRecord }) {
  const { data, error } = useQuery(recordProof(record.id))
  return (
    <>
      <RecordWords record={record} described={data ?? null} />
      <QueryFailure error={error} />
      {data ? <Proof {...data.proof} /> : null}
      <AsStored record={record} />
    </>
  )
}

interface RecordDialogProps {
  record: AuditRecord | null
  onClose: () => void
}

const COLUMNS = Object.keys(auditRecordSchema.shape) as (keyof AuditRecord)[]

/** Every column under its stored name, as an export has it. */
function AsStored({ record }: { record: AuditRecord }) {
  const t = useTranslations('audit')
  return (
    <details className="text-sm">
      <summary className="font-medium">{t('stored')}</summary>
      <dl className="mt-1 grid grid-cols-[8rem_1fr] gap-x-3 gap-y-1 text-xs">
        {COLUMNS.filter((column) => record[column] !== null).map((column) => (
          <div key={column} className="contents">
            <dt className="text-muted break-all">{column}</dt>
            <dd className="break-all">{record[column]}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

/** One record in words, its proof, and as it is stored, so that it can be compared with an export. */
export function RecordDialog({ record, onClose }: RecordDialogProps) {
  const t = useTranslations('audit')
  const portal = useTranslations('portal')
  return (
    <Dialog open={record !== null} onClose={onClose} title={t('record', { id: record?.id ?? 0 })}>
      {record ? <Opened record={record} /> : null}
      <Button className="self-end" onClick={onClose}>
        {portal('close')}
      </Button>
    </Dialog>
  )
}

'use client'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useFormatter, useTranslations } from 'next-intl'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { FactList } from '@/app/_ui/fact-list'
import { recordProof } from '@/lib/audit/client'
import { auditRecordSchema, type AuditRecord } from '@/lib/audit/contract'
import { useAuditNames } from './record-table'

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

type Column = keyof AuditRecord
const COLUMNS = Object.keys(auditRecordSchema.shape) as Column[]
/** What is told above in its own way, or is there to be computed with. */
const TOLD_APART: readonly Column[] = ['id', 'at', 'event', 'outcome', 'detail', 'actorId', 'structure']
const COMPUTED: readonly Column[] = ['keyId', 'prevMac', 'mac', 'inputHmac', 'outputHmac', 'modelSha256']

/** The values of a text of JSON by their names; nothing for a text that is none. */
function partsOf(json: string | null): [string, string][] {
  try {
    const parts = Object.entries(JSON.parse(json ?? '{}') as Record<string, unknown>)
    return parts.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])
  } catch {
    return [['', json ?? '']]
  }
}

/** What the record says, in words: when by the clock here, what, who, how it ended, and its details. */
function InWords({ record }: { record: AuditRecord }) {
  const t = useTranslations('audit')
  const format = useFormatter()
  const names = useAuditNames()
  const { nameOf } = useDepartments()
  const say = (column: Column) => {
    const value = record[column]
    if (column === 'departmentId') return nameOf(record.departmentId)
    return typeof value === 'number' ? format.number(value) : String(value)
  }
  const nameOfPart = (name: string) => (t.has(`part.${name}`) ? t(`part.${name}`) : name)
  const rest = COLUMNS.filter(
    (column) => record[column] !== null && !TOLD_APART.includes(column) && !COMPUTED.includes(column),
  )
  const lines: [string, string][] = [
    [t('column.at'), format.dateTime(new Date(record.at), { dateStyle: 'long', timeStyle: 'long' })],
    [t('column.event'), names.event(record.event)],
    [t('column.outcome'), names.outcome(record.outcome)],
    ...rest.map((column): [string, string] => [t(`column.${column}`), say(column)]),
  ]
  const parts = partsOf(record.detail).map(([name, value]) => [nameOfPart(name), value] as const)
  return (
    <>
      <FactList facts={lines} />
      {parts.length > 0 ? (
        <section aria-label={t('partsTitle')}>
          <h3 className="font-semibold">{t('partsTitle')}</h3>
          <FactList facts={parts} />
        </section>
      ) : null}
    </>
  )
}

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
      {record ? (
        <>
          <InWords record={record} />
          <Proof id={record.id} />
          <AsStored record={record} />
        </>
      ) : null}
      <Button onClick={onClose}>{portal('close')}</Button>
    </Dialog>
  )
}

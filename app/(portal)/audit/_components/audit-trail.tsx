'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { PageHeader } from '@/app/_ui/page-header'
import { Select } from '@/app/_ui/select'
import { EmptyState, Loading } from '@/app/_ui/states'
import { auditRecords, type AuditFilters } from '@/lib/audit/client'
import { AUDIT_EVENTS, AUDIT_OUTCOMES, type AuditRecord } from '@/lib/audit/contract'
import { RecordDialog } from './record-dialog'
import { RecordTable } from './record-table'
import { VerifyChain } from './verify-chain'

const NO_FILTER: AuditFilters = { event: '', actor: '', outcome: '', from: '', to: '' }

interface FilterBarProps {
  filters: AuditFilters
  onChange: (filters: AuditFilters) => void
}

function FilterBar({ filters, onChange }: FilterBarProps) {
  const t = useTranslations('audit')
  const [actor, setActor] = useState(filters.actor)
  const change = (part: Partial<AuditFilters>) => onChange({ ...filters, ...part })
  const events = AUDIT_EVENTS.map((value) => ({ value, label: t(`event.${value.replace('.', '-')}`) }))
  const outcomes = AUDIT_OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))
  const all = { value: '', label: t('all') }
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Select
        label={t('column.event')}
        options={[all, ...events]}
        value={filters.event}
        onChange={({ target }) => change({ event: target.value })}
      />
      <Select
        label={t('column.outcome')}
        options={[all, ...outcomes]}
        value={filters.outcome}
        onChange={({ target }) => change({ outcome: target.value })}
      />
      <Field
        label={t('column.actor')}
        value={actor}
        onChange={({ target }) => setActor(target.value)}
        onBlur={() => change({ actor })}
      />
      <Field
        label={t('from')}
        type="date"
        value={filters.from}
        onChange={({ target }) => change({ from: target.value })}
      />
      <Field
        label={t('to')}
        type="date"
        value={filters.to}
        onChange={({ target }) => change({ to: target.value })}
      />
      <Button onClick={() => change({ actor })}>{t('apply')}</Button>
    </div>
  )
}

/** The auditor's first page: the trail, its proof, its export. */
export function AuditTrail() {
  const t = useTranslations('audit')
  const portal = useTranslations('portal')
  const [filters, setFilters] = useState(NO_FILTER)
  const [open, setOpen] = useState<AuditRecord | null>(null)
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    auditRecords(filters),
  )
  const records = data?.pages.flatMap((page) => page.records) ?? []
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')}>
        <a className="text-accent text-sm underline" href="/api/audit/export?format=jsonl" download>
          {t('exportJsonl')}
        </a>
        <a className="text-accent text-sm underline" href="/api/audit/export?format=csv" download>
          {t('exportCsv')}
        </a>
        <VerifyChain />
      </PageHeader>
      <FilterBar filters={filters} onChange={setFilters} />
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data && records.length === 0 ? <EmptyState title={t('empty')} /> : null}
      {records.length > 0 ? <RecordTable records={records} onOpen={setOpen} /> : null}
      {hasNextPage ? (
        <Button className="self-center" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('older')}
        </Button>
      ) : null}
      <RecordDialog record={open} onClose={() => setOpen(null)} />
    </div>
  )
}

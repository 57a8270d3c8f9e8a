'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { PageHeader } from '@/app/_ui/page-header'
import { EmptyState, Loading } from '@/app/_ui/states'
import { auditRecords } from '@/lib/audit/client'
import type { AuditRecord } from '@/lib/audit/contract'
import { Checkpoints } from './checkpoints'
import { ExportDialog } from './export-dialog'
import { FilterBar, NO_FILTER } from './filter-bar'
import { RecordDialog } from './record-dialog'
import { RecordTable } from './record-table'
import { SearchText } from './search-text'
import { VerifyChain } from './verify-chain'

/** The auditor's first page: the trail, its proof, its export. */
export function AuditTrail({ events }: { events: readonly string[] }) {
  const t = useTranslations('audit')
  const portal = useTranslations('portal')
  const [filters, setFilters] = useState(NO_FILTER)
  const [open, setOpen] = useState<AuditRecord | null>(null)
  const [exporting, setExporting] = useState(false)
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    auditRecords(filters),
  )
  const records = data?.pages.flatMap((page) => page.records) ?? []
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')}>
        <Button onClick={() => setExporting(true)}>{t('export.open')}</Button>
      </PageHeader>
      <VerifyChain />
      <SearchText onOpen={setOpen} />
      <FilterBar events={events} filters={filters} onChange={setFilters} />
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data && records.length === 0 ? <EmptyState title={t('empty')} /> : null}
      {records.length > 0 ? <RecordTable records={records} onOpen={setOpen} /> : null}
      {hasNextPage ? (
        <Button className="self-center" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('older')}
        </Button>
      ) : null}
      <Checkpoints />
      <RecordDialog record={open} onClose={() => setOpen(null)} />
      <ExportDialog open={exporting} filters={filters} onClose={() => setExporting(false)} />
    </div>
  )
}

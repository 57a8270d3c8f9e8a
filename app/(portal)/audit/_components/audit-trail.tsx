'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useList } from '@/app/(portal)/_components/list/use-list'
import { Button } from '@/app/_ui/button'
import { PageHeader } from '@/app/_ui/page-header'
import { auditRecords } from '@/lib/audit/client'
import type { AuditRecord } from '@/lib/audit/contract'
import { Checkpoints } from './checkpoints'
import { ExportDialog } from './export-dialog'
import { FilterBar, NOTHING_TYPED, trailShape } from './filter-bar'
import { RecordDialog } from './record-dialog'
import { RecordTable } from './record-table'
import { SearchText } from './search-text'
import { VerifyChain } from './verify-chain'

/** The auditor's first page: the trail, its proof, its export. */
export function AuditTrail({ events }: { events: readonly string[] }) {
  const t = useTranslations('audit')
  const list = useList(trailShape(events))
  const [typed, setTyped] = useState(NOTHING_TYPED)
  const { event, outcome, departmentId, from, to } = list.filters
  const filters = { ...typed, event, outcome, departmentId, from, to }
  const [open, setOpen] = useState<AuditRecord | null>(null)
  const [exporting, setExporting] = useState(false)
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    auditRecords(filters),
  )
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')}>
        <Button onClick={() => setExporting(true)}>{t('export.open')}</Button>
      </PageHeader>
      <VerifyChain />
      <SearchText onOpen={setOpen} />
      <RecordTable
        records={data?.pages.flatMap((page) => page.records)}
        error={error}
        isPending={isPending}
        onOpen={setOpen}
        bar={<FilterBar events={events} list={list} onType={setTyped} />}
        foot={
          hasNextPage ? (
            <Button
              className="self-center"
              disabled={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {t('older')}
            </Button>
          ) : null
        }
      />
      <Checkpoints />
      <RecordDialog record={open} onClose={() => setOpen(null)} />
      <ExportDialog open={exporting} filters={filters} onClose={() => setExporting(false)} />
    </div>
  )
}

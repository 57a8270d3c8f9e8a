'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import { ListPages } from '@/app/(portal)/_components/list/list-foot'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useQuestion } from '@/app/(portal)/_components/use-question'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Notice } from '@/app/_ui/notice'
import { Select } from '@/app/_ui/select'
import { ROW_CHANGES } from '@/lib/clinical/medication/table-schema'
import { compareQuery, decideTables, TABLES } from '@/lib/medication/client'
import { ROWS_PAGE, type ComparedTableRow, type TablesVersion } from '@/lib/medication/contract'
import { RowCells, useRowHead } from './row-cells'

function Row({ row }: { row: ComparedTableRow }) {
  const t = useTranslations('medicationTables')
  const language = useLocale() === 'en' ? 'en' : 'zh'
  const values = (fields: ComparedTableRow['was'], key: 'was' | 'becomes') =>
    fields.map(({ field, value }) => (
      <span key={`${key} ${field.en}`} className="block text-xs break-words">
        {t(key, { value: `${field[language]}: ${value}` })}
      </span>
    ))
  return (
    <tr>
      <td>
        {t(`changes.${row.change}`)}
        {row.stronger ? <span className="text-danger block text-xs">{t('stronger')}</span> : null}
        {values(row.was, 'was')}
        {values(row.becomes, 'becomes')}
      </td>
      <RowCells row={row} />
    </tr>
  )
}

interface DecisionProps {
  version: TablesVersion
  /** Number of the version in force that was compared with. */
  seen: number
  onDone: () => void
}

function Decision({ version: { number, own }, seen, onDone }: DecisionProps) {
  const t = useTranslations('medicationTables')
  const queries = useQueryClient()
  const [ask, question] = useQuestion()
  const decide = useMutation({
    mutationFn: (decision: 'approve' | 'reject') => decideTables(number, { decision, seen }),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries({ queryKey: TABLES }),
  })
  if (own) return <Notice tone="info">{t('own')}</Notice>
  const action = (decision: 'approve' | 'reject') => (
    <Button
      variant={decision === 'approve' ? 'primary' : 'secondary'}
      disabled={decide.isPending}
      onClick={() =>
        ask({
          text: t(`${decision}Sure`, { number }),
          action: t(decision),
          onYes: () => decide.mutate(decision),
        })
      }
    >
      {t(decision)}
    </Button>
  )
  return (
    <div className="flex items-center justify-end gap-2">
      <QueryFailure error={decide.error} />
      {action('reject')}
      {action('approve')}
      {question}
    </div>
  )
}

/** A version of the hospital's tables beside the one in force, the strongest new warnings first, to approve or reject. */
export function CompareDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const t = useTranslations('medicationTables')
  const [filters, setFilters] = useState({ change: '', page: 1 })
  const head = useRowHead()
  const { data, error, isPending } = useQuery(compareQuery(number, filters))
  const change = { value: '', label: t('all') }
  return (
    <Dialog open onClose={onClose} title={t('compareTitle', { number })} size="full">
      {data ? <p className="text-sm">{t('compareCounts', data.counts)}</p> : null}
      <div className="min-h-0 flex-1 overflow-auto">
        <DataTable
          caption={t('compareTitle', { number })}
          head={[t('change'), ...head]}
          rows={data?.rows}
          row={(row) => <Row key={`${row.table} ${row.id}`} row={row} />}
          error={error}
          isPending={isPending}
          empty={t('noDifference')}
          bar={
            <Select
              label={t('change')}
              className="self-start"
              options={[change, ...ROW_CHANGES.map((value) => ({ value, label: t(`changes.${value}`) }))]}
              value={filters.change}
              onChange={(value) => setFilters({ change: value, page: 1 })}
            />
          }
          foot={
            data && data.total > ROWS_PAGE ? (
              <ListPages
                page={filters.page}
                total={data.total}
                perPage={ROWS_PAGE}
                onChange={(page) => setFilters({ ...filters, page })}
              />
            ) : null
          }
        />
      </div>
      {data?.version.state === 'proposed' ? (
        <Decision version={data.version} seen={data.seen} onDone={onClose} />
      ) : null}
    </Dialog>
  )
}

'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { BellOff, RotateCcw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import { UNSORTED, type ListShape } from '@/app/(portal)/_components/list/list-address'
import { useList } from '@/app/(portal)/_components/list/use-list'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { RowAction } from '@/app/_ui/row-action'
import { WARNING_TABLES } from '@/lib/clinical/medication/table-schema'
import { rowsQuery, switchRow, TABLES } from '@/lib/medication/client'
import { ROWS_PAGE, type SwitchRowInput, type TableRow } from '@/lib/medication/contract'
import { RowCells, useRowHead } from './row-cells'
import { SwitchDialog } from './switch-dialog'

const STATES = ['off', 'recalled', 'own'] as const
const SHAPE: ListShape<'table' | 'state'> = {
  ...UNSORTED,
  filters: { table: { allowed: WARNING_TABLES }, state: { allowed: STATES } },
}

function Row({ row }: { row: TableRow }) {
  const t = useTranslations('medicationTables')
  const format = useFormatter()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const change = useMutation({
    mutationFn: (input: SwitchRowInput) => switchRow(row.id, input),
    onSettled: () => queries.invalidateQueries({ queryKey: TABLES }),
  })
  const { off } = row
  return (
    <tr>
      <RowCells row={row} own={row.own} />
      <td>
        {off ? (
          <span className="text-warning block text-xs">
            {t('offBy', {
              reason: t(`reasons.${off.reason}`),
              name: off.by.displayName,
              at: format.dateTime(new Date(off.at), { dateStyle: 'short', timeStyle: 'short' }),
            })}
          </span>
        ) : null}
        <RowAction
          icon={off ? RotateCcw : BellOff}
          danger={!off}
          disabled={change.isPending}
          onClick={() => (off ? change.mutate({ off: false }) : setAsking(true))}
        >
          {t(off ? 'restore' : 'switchOff')}
        </RowAction>
        <QueryFailure error={change.error} />
        {asking ? (
          <SwitchDialog
            row={row}
            onClose={() => setAsking(false)}
            onReason={(reason) => {
              setAsking(false)
              change.mutate({ off: true, reason })
            }}
          />
        ) : null}
      </td>
    </tr>
  )
}

/** The rows that warn, searched by drug, id or words; each can be switched off for a reason and restored. */
export function Rows() {
  const t = useTranslations('medicationTables')
  const list = useList(SHAPE)
  const head = useRowHead()
  const { search, table, state, page } = list.filters
  const { data, error, isPending } = useQuery(rowsQuery({ search, table, state, page }))
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{t('rowList')}</h2>
      <DataTable
        caption={t('rowList')}
        head={[...head, '']}
        rows={data?.rows}
        row={(row) => <Row key={row.id} row={row} />}
        error={error}
        isPending={isPending}
        empty={t('noMatch')}
        list={list}
        search={t('search')}
        filters={[
          {
            name: 'table',
            label: t('table'),
            all: t('all'),
            options: WARNING_TABLES.map((value) => ({ value, label: t(`tables.${value}`) })),
          },
          {
            name: 'state',
            label: t('show'),
            all: t('all'),
            options: STATES.map((value) => ({ value, label: t(`shows.${value}`) })),
          },
        ]}
        pages={{ total: data?.total, perPage: ROWS_PAGE }}
      />
    </section>
  )
}

'use client'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import { ListPages } from '@/app/(portal)/_components/list/list-foot'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { useSearchShortcut } from '@/app/(portal)/_components/shortcuts/use-search-shortcut'
import { Field } from '@/app/_ui/field'
import { Select } from '@/app/_ui/select'
import { EmptyState } from '@/app/_ui/states'
import { rowsQuery } from '@/lib/batch/client'
import { FIELDS } from '@/lib/documents/contract'
import { ROW_FILTERS, ROWS_PER_PAGE, type Job, type RowSummary } from '@/lib/batch/contract'
import { RowDetail } from './row-detail'

type Filter = (typeof ROW_FILTERS)[number]

function StateCell({ row }: { row: RowSummary }) {
  const t = useTranslations('batch.table')
  const tone = row.state === 'failed' ? 'text-danger' : row.accepted ? 'text-success' : 'text-muted'
  return (
    <span className={clsx('whitespace-nowrap', tone)}>
      {row.accepted ? t('state.accepted') : t(`state.${row.state}`)}
      {row.edited ? ` · ${t('edited')}` : ''}
    </span>
  )
}

interface RowsProps {
  rows: readonly RowSummary[] | undefined
  error: Error | null
  bar: ReactNode
  foot: ReactNode
  open: number | null
  onOpen: (number: number) => void
}

function Rows({ open, onOpen, ...around }: RowsProps) {
  const t = useTranslations('batch.table')
  const fields = useTranslations('batch.field')
  const head = ['#', t('name'), t('stateHead'), ...FIELDS.map((field) => fields(field)), t('missing')]
  return (
    <DataTable
      caption={t('caption')}
      head={head}
      row={(row) => (
        <tr key={row.number} className={clsx(open === row.number && 'bg-raised')}>
          <td className="text-muted">{row.number}</td>
          <td className="max-w-52">
            <button
              type="button"
              aria-pressed={open === row.number}
              onClick={() => onOpen(row.number)}
              className="text-accent w-full truncate text-left underline-offset-2 hover:underline"
              title={row.name}
            >
              {row.name}
            </button>
          </td>
          <td>
            <StateCell row={row} />
          </td>
          {FIELDS.map((field) => (
            <td key={field} className={clsx(row.counts[field] === 0 && 'text-muted')}>
              {row.state === 'waiting' ? '—' : row.counts[field]}
            </td>
          ))}
          <td className={clsx(row.missing.length > 0 && 'text-warning')}>
            {row.state === 'waiting' ? '—' : row.missing.length}
          </td>
        </tr>
      )}
      empty={t('empty')}
      {...around}
    />
  )
}

/**
 * Puts the focus on the first document for whoever has just started the job, whose button is gone: when the documents are there,
 * and again when the job is over and has taken its own buttons away.
 */
function useFocusOnFirst(
  area: RefObject<HTMLElement | null>,
  { there, working }: { there: boolean; working: boolean },
): void {
  useEffect(() => {
    if (!there || document.activeElement !== document.body) return
    area.current?.querySelector<HTMLElement>('tbody button')?.focus()
  }, [area, there, working])
}

interface ResultTableProps {
  job: Job
  /** Whether it was started on this page. */
  started: boolean
}

/** The documents with what was found in them, in pages, filtered; one of them open beside the list. */
export function ResultTable({ job, started }: ResultTableProps) {
  const t = useTranslations('batch.table')
  const [filter, setFilter] = useState<Filter>('all')
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(1)
  const [open, setOpen] = useState<number | null>(null)
  const searchField = useSearchShortcut()
  const { data, error } = useQuery(rowsQuery(job.id, { page, filter, search }, job.finished))
  const rows = data?.rows ?? []
  const read = rows.filter(({ state }) => state !== 'waiting').map(({ number }) => number)
  const next = read.find((number) => open !== null && number > open) ?? null
  const previous = read.findLast((number) => open !== null && number < open) ?? null
  const area = useRef<HTMLDivElement>(null)
  const working = job.state === 'running' || job.state === 'paused'
  useFocusOnFirst(area, { there: started && rows.length > 0, working })
  const go = (number: number | null) => {
    if (number !== null) setOpen(number)
  }
  // Only while the focus is in here, so that a letter said or typed elsewhere does nothing (WCAG 2.2, 2.1.4).
  useShortcut({
    keys: 'J',
    label: t('key.next'),
    scope: area,
    run: () => go(open === null ? (read[0] ?? null) : next),
  })
  useShortcut({ keys: 'K', label: t('key.previous'), scope: area, run: () => go(previous) })
  return (
    <div
      ref={area}
      className={clsx(
        'grid flex-1 content-start gap-3',
        open !== null && 'xl:grid-cols-[minmax(19rem,2fr)_5fr]',
      )}
    >
      <section aria-label={t('caption')} className="flex min-w-0 flex-col gap-2">
        <Rows
          rows={data?.rows}
          error={error}
          open={open}
          onOpen={setOpen}
          bar={
            <div className="flex flex-wrap items-end gap-3">
              <Select
                label={t('filterLabel')}
                options={ROW_FILTERS.map((value) => ({ value, label: t(`filter.${value}`) }))}
                value={filter}
                onChange={(value) => {
                  setFilter(value as Filter)
                  setPage(1)
                }}
              />
              <Field
                ref={searchField}
                label={t('search')}
                type="search"
                maxLength={100}
                value={search}
                onChange={({ target }) => {
                  setSearch(target.value)
                  setPage(1)
                }}
              />
              <p className="text-muted pb-1 text-sm">{t('total', { count: data?.total ?? 0 })}</p>
            </div>
          }
          foot={<ListPages page={page} total={data?.total ?? 0} perPage={ROWS_PER_PAGE} onChange={setPage} />}
        />
      </section>
      {open === null ? (
        <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
      ) : (
        <RowDetail key={open} jobId={job.id} number={open} next={next} onNext={setOpen} keysIn={area} />
      )}
    </div>
  )
}

'use client'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import { ListPages } from '@/app/(portal)/_components/list/list-foot'
import { useSearchShortcut } from '@/app/(portal)/_components/shortcuts/use-search-shortcut'
import { Field } from '@/app/_ui/field'
import { Select } from '@/app/_ui/select'
import { EmptyState } from '@/app/_ui/states'
import { rowsQuery } from '@/lib/batch/client'
import { FIELDS } from '@/lib/documents/contract'
import { ROW_FILTERS, ROWS_PER_PAGE, type Job, type RowSummary } from '@/lib/batch/contract'
import { RowDetail, useWalk } from './row-detail'
import { useFocusAtWork } from './use-focus-at-work'

type Filter = (typeof ROW_FILTERS)[number]

function StateCell({ row }: { row: RowSummary }) {
  const t = useTranslations('batch.table')
  const tone = row.state === 'failed' ? 'text-danger' : row.accepted ? 'text-success' : 'text-muted'
  return (
    <span className={clsx('whitespace-nowrap', tone)}>
      {row.accepted ? t('state.accepted') : t(`state.${row.state}`)}
      {row.edited ? ` · ${t('edited')}` : ''}
      {row.unsaved ? <span className="text-warning"> · {t('unsaved')}</span> : null}
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
              className="text-accent block min-h-[24px] w-full truncate text-left underline-offset-2 hover:underline"
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
 * Which document is shown: at first one with a correction that is not saved. `show` brings it into view, in the list and beside it, with
 * the focus on its heading.
 */
function useOpenRow(list: RefObject<HTMLElement | null>, rows: readonly RowSummary[] | undefined) {
  const [open, setOpen] = useState<number | null>()
  const heading = useRef<HTMLHeadingElement>(null)
  // How often one was asked for: one that is shown already is brought into view again.
  const [asked, ask] = useState(0)
  if (open === undefined && rows) setOpen(rows.find(({ unsaved }) => unsaved)?.number ?? null)
  useEffect(() => {
    const title = heading.current
    if (asked === 0 || !title) return
    list.current?.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest' })
    const below = (list.current?.getBoundingClientRect().bottom ?? 0) <= title.getBoundingClientRect().top
    if (below) title.parentElement?.scrollIntoView({ block: 'start' })
    title.focus()
  }, [asked, list])
  const show = (number: number) => {
    setOpen(number)
    ask(asked + 1)
  }
  return { open: open ?? null, show, heading }
}

/** The documents with what was found in them, in pages, filtered; one of them open beside the list. */
export function ResultTable({ job }: { job: Job }) {
  const t = useTranslations('batch.table')
  const [filter, setFilter] = useState<Filter>('all')
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(1)
  const searchField = useSearchShortcut()
  const { data, error } = useQuery(rowsQuery(job.id, { page, filter, search }, job.finished))
  const rows = data?.rows ?? []
  const area = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLElement>(null)
  const { open, show, heading } = useOpenRow(list, data?.rows)
  const read = rows.filter(({ state }) => state !== 'waiting').map(({ number }) => number)
  const next = read.find((number) => open === null || number > open) ?? null
  const previous = read.findLast((number) => open !== null && number < open) ?? null
  const working = job.state === 'running' || job.state === 'paused'
  useFocusAtWork(list, '[aria-pressed=true], tbody button', { there: rows.length > 0, changes: working })
  // Only while the focus is in here, so that a letter said or typed elsewhere does nothing (WCAG 2.2, 2.1.4).
  useWalk({ scope: list, previous, next, onShow: show })
  return (
    <div
      ref={area}
      className={clsx(
        'grid flex-1 content-start gap-3',
        open !== null && 'xl:grid-cols-[minmax(19rem,2fr)_5fr]',
      )}
    >
      <section
        ref={list}
        aria-label={t('caption')}
        className={clsx(
          '-m-1 flex min-w-0 flex-col gap-2 self-start p-1',
          open !== null && 'pinned:max-h-[45dvh] pinned:overflow-y-auto',
          open !== null && 'xl:pinned:max-h-[calc(100dvh-7rem)] xl:pinned:sticky xl:pinned:top-2',
        )}
      >
        <Rows
          rows={data?.rows}
          error={error}
          open={open}
          onOpen={show}
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
        <RowDetail
          jobId={job.id}
          number={open}
          previous={previous}
          next={next}
          onShow={show}
          keysIn={area}
          heading={heading}
        />
      )}
    </div>
  )
}

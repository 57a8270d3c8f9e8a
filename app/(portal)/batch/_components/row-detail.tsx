'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { Loading } from '@/app/_ui/states'
import { ROWS, currentJobQuery, editRow, rowQuery } from '@/lib/batch/client'
import type { BatchRow, EditRowInput } from '@/lib/batch/contract'
import type { BatchValue, Statement } from '@/lib/documents/contract'
import { SourceText } from './source-text'
import { ValueTable } from './value-table'

interface RowDetailProps {
  jobId: string
  number: number
  /** The next finished row of the page, if any. */
  next: number | null
  onNext: (number: number) => void
  /** Where its keys act. */
  keysIn: RefObject<HTMLElement | null>
}

/** What is sent of a value: what it says. Words and origin stay with the server. */
function statementOf(value: BatchValue): NonNullable<EditRowInput['values']>[number] {
  const { id, field, name, code, codeSystem, dose, route, frequency } = value
  const said = { field, name, code, codeSystem, dose, route, frequency }
  const result = { value: value.value, unit: value.unit, flag: value.flag }
  const statement = Object.entries({ ...said, ...result }).filter(
    ([, part]) => part !== undefined && part !== '',
  )
  return { ...(Object.fromEntries(statement) as Statement), ...(id < 0 ? {} : { id }) }
}

function useRow({ jobId, number }: Pick<RowDetailProps, 'jobId' | 'number'>) {
  const queries = useQueryClient()
  const options = rowQuery(jobId, number)
  const row = useQuery(options)
  const save = useMutation({
    mutationFn: (body: EditRowInput) => editRow(jobId, number, body),
    onSuccess: (saved: BatchRow) => {
      queries.setQueryData(options.queryKey, saved)
      void queries.invalidateQueries({ queryKey: ROWS })
      void queries.invalidateQueries({ queryKey: currentJobQuery.queryKey })
    },
  })
  return { row, save }
}

/** One document: its values with their words, and its masked text with the words marked. */
export function RowDetail({ jobId, number, next, onNext, keysIn }: RowDetailProps) {
  const t = useTranslations('batch.row')
  const portal = useTranslations('portal')
  const parts = useTranslations('batch.part')
  const { row, save } = useRow({ jobId, number })
  const [draft, setDraft] = useState<BatchValue[] | null>(null)
  const [selected, select] = useState<number | null>(null)
  const { data } = row
  const region = useRef<HTMLElement>(null)
  const there = data !== undefined
  useEffect(() => {
    // The document before it is gone, and with it what had the focus.
    if (there && document.activeElement === document.body) region.current?.focus()
  }, [there])
  const submit = async (accepted: boolean) => {
    await save.mutateAsync({ accepted, ...(draft ? { values: draft.map(statementOf) } : {}) })
    setDraft(null)
    if (accepted && next !== null) onNext(next)
  }
  const waiting = data?.state === 'waiting'
  const ready = data !== undefined && !waiting && !save.isPending
  useShortcut({
    keys: 'A',
    label: t('acceptNext'),
    scope: keysIn,
    enabled: ready && (draft !== null || !data.accepted),
    run: () => void submit(true),
  })
  useShortcut({
    keys: 'E',
    label: t('edit'),
    scope: keysIn,
    enabled: ready && draft === null,
    run: () => setDraft(data?.values ?? null),
  })
  if (!data) {
    return row.error ? <QueryFailure error={row.error} /> : <Loading label={portal('loading')} />
  }
  const values = draft ?? data.values
  return (
    <section
      ref={region}
      tabIndex={-1}
      aria-label={t('label')}
      className="border-line bg-panel flex min-w-0 flex-col gap-2 rounded border p-3"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="min-w-0 truncate font-semibold" title={data.name}>
          {data.number} · {data.name}
        </h2>
        <div className="flex flex-wrap gap-2">
          {draft ? (
            <>
              <Button onClick={() => setDraft(null)}>{portal('cancel')}</Button>
              <Button disabled={save.isPending} onClick={() => void submit(data.accepted)}>
                {t('save')}
              </Button>
            </>
          ) : (
            <Button disabled={waiting} onClick={() => setDraft(data.values)}>
              {t('edit')}
            </Button>
          )}
          {data.accepted && !draft ? (
            <Button disabled={save.isPending} onClick={() => void submit(false)}>
              {t('unaccept')}
            </Button>
          ) : (
            <Button variant="primary" disabled={waiting || save.isPending} onClick={() => void submit(true)}>
              {t(next === null ? 'accept' : 'acceptNext')}
            </Button>
          )}
        </div>
      </div>
      <QueryFailure error={save.error} />
      {data.note ? <Notice tone="warning">{t(`note.${data.note}`)}</Notice> : null}
      {waiting ? <p className="text-muted text-sm">{t('waiting')}</p> : null}
      {data.missing.length > 0 ? (
        <p className="text-sm">
          <span className="text-warning font-medium">{t('missing')}</span>{' '}
          {data.missing.map((part) => parts(part)).join(t('listSeparator'))}
        </p>
      ) : null}
      <div className="grid gap-3 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <SourceText
          text={data.text}
          values={values}
          selected={selected}
          masked={data.masked}
          onSelect={select}
        />
        <ValueTable
          values={values}
          selected={selected}
          onSelect={select}
          {...(draft ? { onChange: setDraft } : {})}
        />
      </div>
    </section>
  )
}

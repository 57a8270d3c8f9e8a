'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useFormerDraft } from '@/app/(portal)/_components/continuity/use-draft'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { Loading } from '@/app/_ui/states'
import { draftOfRow } from '@/lib/batch/client'
import type { BatchRow } from '@/lib/batch/contract'
import { SourceText } from './source-text'
import { useCorrection, useRow, type RowPlace } from './use-row'
import { ValueTable } from './value-table'

interface RowDetailProps extends RowPlace {
  /** The finished rows before and after it on the page, if any. */
  previous: number | null
  next: number | null
  onShow: (number: number) => void
  /** Where its keys act. */
  keysIn: RefObject<HTMLElement | null>
  heading: RefObject<HTMLHeadingElement | null>
}

interface Walk extends Pick<RowDetailProps, 'previous' | 'next' | 'onShow'> {
  scope: RefObject<HTMLElement | null>
  enabled?: boolean
}

/** Goes through the documents with J and K in `scope`. */
export function useWalk({ scope, enabled = true, previous, next, onShow }: Walk): void {
  const t = useTranslations('batch.table.key')
  const go = (number: number | null) => {
    if (number !== null) onShow(number)
  }
  useShortcut({ keys: 'J', label: t('next'), scope, enabled, run: () => go(next) })
  useShortcut({ keys: 'K', label: t('previous'), scope, enabled, run: () => go(previous) })
}

type Correcting = ReturnType<typeof useCorrection>

interface ActionsProps {
  row: BatchRow
  correction: Correcting
  last: boolean
  onEdit: () => void
  onLeave: () => void
  onSubmit: (accepted: boolean) => void
}

function Actions({ row, correction, last, onEdit, onLeave, onSubmit }: ActionsProps) {
  const t = useTranslations('batch.row')
  const { editing, saving } = correction
  const waiting = row.state === 'waiting'
  return (
    <div className="flex flex-wrap gap-2 max-sm:col-span-full">
      {editing ? (
        <>
          <Button onClick={onLeave}>{t('discard')}</Button>
          <Button disabled={saving} onClick={() => onSubmit(row.accepted)}>
            {t('save')}
          </Button>
        </>
      ) : (
        <Button disabled={waiting} onClick={onEdit}>
          {t('edit')}
        </Button>
      )}
      {row.accepted && !editing ? (
        <Button disabled={saving} onClick={() => onSubmit(false)}>
          {t('unaccept')}
        </Button>
      ) : (
        <Button variant="primary" disabled={waiting || saving} onClick={() => onSubmit(true)}>
          {t(last ? 'accept' : 'acceptNext')}
        </Button>
      )}
    </div>
  )
}

function Remarks({ row, correction }: { row: BatchRow; correction: Correcting }) {
  const t = useTranslations('batch.row')
  const parts = useTranslations('batch.part')
  return (
    <>
      <QueryFailure error={correction.error} />
      {correction.unsaved ? <Notice tone="info">{t('unsaved')}</Notice> : null}
      {row.note ? <Notice tone="warning">{t(`note.${row.note}`)}</Notice> : null}
      {row.state === 'waiting' ? <p className="text-muted text-sm">{t('waiting')}</p> : null}
      {row.missing.length > 0 ? (
        <p className="text-sm">
          <span className="text-warning font-medium">{t('missing')}</span>{' '}
          {row.missing.map((part) => parts(part)).join(t('listSeparator'))}
        </p>
      ) : null}
    </>
  )
}

interface DocumentProps extends RowDetailProps {
  row: BatchRow
  /** What was corrected before and not saved; empty for nothing. */
  former: string
  region: RefObject<HTMLElement | null>
}

function Document({ row, former, region, heading, keysIn, ...place }: DocumentProps) {
  const t = useTranslations('batch.row')
  const correction = useCorrection(place, former, row)
  const { editing, saving, values } = correction
  const [selected, select] = useState<number | null>(null)
  const fields = useRef<HTMLDivElement>(null)
  const [begun, setBegun] = useState(false)
  const edit = () => {
    correction.edit()
    setBegun(true)
  }
  useEffect(() => {
    // What is typed next is meant for the fields.
    const field = fields.current?.querySelector('input') ?? fields.current?.querySelector('button')
    if (begun) field?.focus()
  }, [begun])
  const leave = () => {
    correction.leave()
    setBegun(false)
    heading.current?.focus()
  }
  const submit = async (accepted: boolean) => {
    if (!(await correction.submit(accepted))) return
    setBegun(false)
    if (accepted && place.next !== null) place.onShow(place.next)
    else heading.current?.focus()
  }
  // A letter on a button beside the fields was meant for the fields.
  useWalk({ ...place, scope: region, enabled: !editing })
  const ready = row.state !== 'waiting' && !saving && !editing
  useShortcut({
    keys: 'A',
    label: t('acceptNext'),
    scope: keysIn,
    enabled: ready && !row.accepted,
    run: () => void submit(true),
  })
  useShortcut({ keys: 'E', label: t('edit'), scope: keysIn, enabled: ready, run: edit })
  return (
    <>
      <Actions
        row={row}
        correction={correction}
        last={place.next === null}
        onEdit={edit}
        onLeave={leave}
        onSubmit={(accepted) => void submit(accepted)}
      />
      <div className="col-span-full flex min-w-0 flex-col gap-2">
        <Remarks row={row} correction={correction} />
        <div className="grid gap-3 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <SourceText
            text={row.text}
            values={values}
            selected={selected}
            masked={row.masked}
            onSelect={select}
          />
          <div ref={fields} className="min-w-0">
            <ValueTable
              values={values}
              selected={selected}
              onSelect={select}
              {...(editing ? { onChange: correction.change } : {})}
            />
          </div>
        </div>
      </div>
    </>
  )
}

/** One document: its values with their words, and its masked text with the words marked. Its heading stays as another is shown. */
export function RowDetail(props: RowDetailProps) {
  const { jobId, number, heading } = props
  const t = useTranslations('batch.row')
  const portal = useTranslations('portal')
  const { data: row, error } = useRow({ jobId, number })
  const former = useFormerDraft(draftOfRow(jobId, number))
  const region = useRef<HTMLElement>(null)
  useWalk({ ...props, scope: heading })
  return (
    <section
      ref={region}
      aria-label={t('label')}
      className="border-line bg-panel max-xl:pinned:min-h-[70dvh] grid min-w-0 scroll-mt-2 grid-cols-[minmax(0,1fr)_auto] content-start items-center gap-2 rounded border p-3"
    >
      <h2
        ref={heading}
        tabIndex={-1}
        className="min-w-0 truncate font-semibold max-sm:col-span-full"
        title={row?.name}
      >
        {row ? `${number} · ${row.name}` : number}
      </h2>
      {row && former !== undefined ? (
        <Document key={number} {...props} row={row} former={former} region={region} />
      ) : (
        <div className="col-span-full">
          {error ? <QueryFailure error={error} /> : <Loading label={portal('loading')} />}
        </div>
      )}
    </section>
  )
}

'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { Select } from '@/app/_ui/select'
import { EmptyState, Loading } from '@/app/_ui/states'
import { totalsQuery } from '@/lib/batch/client'
import type { Job } from '@/lib/batch/contract'
import { FEW_DOCUMENTS } from '@/lib/documents/totals/contract'
import { BarTable } from './bar-table'
import { DrugPatterns } from './drug-patterns'

/** No diagnosis is chosen: every document counts. */
const EVERY = ''

/** What the documents of a job say together: diagnoses, and how drugs are used and combined. */
export function TotalsPanel({ job }: { job: Job }) {
  const t = useTranslations('batch.totals')
  const portal = useTranslations('portal')
  const [rows, setRows] = useState<'accepted' | 'all'>('accepted')
  const [diagnosis, setDiagnosis] = useState(EVERY)
  const changes = `${job.finished}/${job.accepted}`
  const whole = useQuery(totalsQuery(job.id, { rows }, changes))
  const part = useQuery({
    ...totalsQuery(job.id, { rows, diagnosis }, changes),
    enabled: diagnosis !== EVERY,
  })
  const { data: totals, error } = diagnosis === EVERY ? whole : part
  const choose = (which: 'accepted' | 'all') => {
    setRows(which)
    setDiagnosis(EVERY)
  }
  if (!totals || !whole.data) {
    return error ? <QueryFailure error={error} /> : <Loading label={portal('loading')} />
  }
  return (
    <section aria-label={t('title')} className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t('rows')}
          value={rows}
          onChange={(value) => choose(value === 'all' ? 'all' : 'accepted')}
          options={[
            { value: 'accepted', label: t('accepted', { count: job.accepted }) },
            { value: 'all', label: t('all', { count: job.finished - job.failed }) },
          ]}
        />
        <Select
          label={t('diagnosis')}
          value={diagnosis}
          onChange={setDiagnosis}
          options={[
            { value: EVERY, label: t('everyDiagnosis') },
            ...whole.data.diagnoses.rows.map(({ key, name, code, documents }) => ({
              value: key,
              label: t('diagnosisOption', { name: code ? `${name} ${code}` : name, count: documents }),
            })),
          ]}
        />
        <p role="status" className="text-muted pb-1.5 text-sm">
          {t('counted', { count: totals.documents, drugs: totals.withDrugs })}
        </p>
      </div>
      <QueryFailure error={error} />
      {totals.documents === 0 ? (
        <EmptyState title={t('none')}>
          <p>{t('noneText')}</p>
          {rows === 'accepted' && job.finished > job.failed ? (
            <Button onClick={() => choose('all')}>{t('countAll')}</Button>
          ) : null}
        </EmptyState>
      ) : (
        <>
          <Notice tone={rows === 'all' ? 'warning' : 'info'}>
            {t(rows === 'all' ? 'noticeAll' : 'notice', { count: FEW_DOCUMENTS })}
          </Notice>
          <section aria-labelledby="totals-diagnoses" className="flex min-w-0 flex-col gap-2">
            <h2 id="totals-diagnoses" className="text-lg font-semibold">
              {t('diagnoses')}
            </h2>
            <p className="text-muted text-xs">{t('diagnosesNote')}</p>
            <BarTable
              caption={t('diagnoses')}
              head={t('diagnoses')}
              rows={totals.diagnoses.rows.map(({ key, name, code, documents }) => ({
                key,
                documents,
                name: (
                  <>
                    {name} {code ? <span className="text-muted text-xs">{code}</span> : null}
                  </>
                ),
              }))}
              more={totals.diagnoses.more}
              of={totals.documents}
              empty={t('noDiagnoses')}
            />
          </section>
          <DrugPatterns totals={totals} />
        </>
      )}
    </section>
  )
}

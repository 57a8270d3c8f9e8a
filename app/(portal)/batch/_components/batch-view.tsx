'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useQuestion } from '@/app/(portal)/_components/use-question'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page-header'
import { Segments } from '@/app/_ui/segments'
import { EmptyState, Loading } from '@/app/_ui/states'
import { ROW, ROWS, currentJobQuery, isDraftOf, wipeJob } from '@/lib/batch/client'
import type { Job } from '@/lib/batch/contract'
import { CollectFiles } from './collect-files'
import { ExportPanel } from './export-panel'
import { JobProgress } from './job-progress'
import { ProblemList } from './problem-list'
import { ResultTable } from './result-table'
import { TotalsPanel } from './totals/totals-panel'

/** Wipes the job at once, after asking. */
function WipeButton({ job }: { job: Job }) {
  const t = useTranslations('batch')
  const queries = useQueryClient()
  const [ask, question] = useQuestion()
  const wipe = useMutation({
    mutationFn: () => wipeJob(job.id),
    onSuccess: () => {
      queries.removeQueries({ queryKey: ROWS })
      queries.removeQueries({ queryKey: ROW })
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey.some((part) => isDraftOf(job.id, part)) })
      return queries.invalidateQueries({ queryKey: currentJobQuery.queryKey })
    },
  })
  return (
    <>
      <Button
        variant="danger"
        disabled={wipe.isPending}
        onClick={() => ask({ text: t('wipeConfirm'), action: t('wipe'), onYes: () => wipe.mutate() })}
      >
        {t('wipe')}
      </Button>
      {question}
    </>
  )
}

/** The documents one by one, and what they say together. */
function Results({ job }: { job: Job }) {
  const t = useTranslations('batch.view')
  const [view, setView] = useState<'documents' | 'totals'>('documents')
  return (
    <>
      <Segments
        label={t('label')}
        value={view}
        onChange={setView}
        options={[
          { value: 'documents', label: t('documents') },
          { value: 'totals', label: t('totals') },
        ]}
      />
      {view === 'documents' ? <ResultTable job={job} /> : <TotalsPanel job={job} />}
    </>
  )
}

/** Discharge summaries read in batches: choose files, let them be read, check the results, take them out. */
export function BatchView() {
  const t = useTranslations('batch')
  const portal = useTranslations('portal')
  const { data, error, isPending } = useQuery(currentJobQuery)
  const job = data?.job ?? null
  const collecting = job === null || job.state === 'collecting'
  const over = job?.state === 'done' || job?.state === 'stopped'
  return (
    <div className="flex flex-1 flex-col gap-3 p-4">
      <PageHeader title={t('title')} description={t('description')}>
        {over ? <ExportPanel job={job} /> : null}
        {job ? <WipeButton job={job} /> : null}
      </PageHeader>
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data && !data.limits.allowed ? (
        <EmptyState title={t('notAllowed')}>{t('notAllowedText')}</EmptyState>
      ) : null}
      {data?.limits.allowed ? (
        <>
          <Notice tone="info">{t('memory')}</Notice>
          {collecting ? <CollectFiles job={job} limits={data.limits} /> : <JobProgress job={job} />}
          {job ? <ProblemList job={job} /> : null}
          {collecting ? null : <Results job={job} />}
        </>
      ) : null}
    </div>
  )
}

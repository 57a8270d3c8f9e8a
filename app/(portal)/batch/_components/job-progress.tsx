'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { currentJobQuery, steerJob } from '@/lib/batch/client'
import type { Job } from '@/lib/batch/contract'

function useDuration() {
  const t = useTranslations('batch.progress')
  return (seconds: number) =>
    seconds < 90 ? t('seconds', { seconds }) : t('minutes', { minutes: Math.round(seconds / 60) })
}

/** How far the job is, how long it still takes, and pause, resume and stop. */
export function JobProgress({ job }: { job: Job }) {
  const t = useTranslations('batch.progress')
  const duration = useDuration()
  const queries = useQueryClient()
  const steer = useMutation({
    mutationFn: (action: 'pause' | 'resume' | 'stop') => steerJob(job.id, action),
    onSuccess: () => queries.invalidateQueries({ queryKey: currentJobQuery.queryKey }),
  })
  const working = job.state === 'running' || job.state === 'paused'
  const figure = (name: string, value: number | string) => (
    <div className="flex gap-1.5">
      <dt className="text-muted">{name}</dt>
      <dd>{value}</dd>
    </div>
  )
  return (
    <section
      aria-label={t('label')}
      className="border-line bg-panel flex flex-wrap items-center gap-x-5 gap-y-2 rounded border p-3 text-sm"
    >
      <strong role="status">{t(`state.${job.state}`)}</strong>
      <progress className="w-56" max={job.documents} value={job.finished} aria-label={t('label')} />
      <dl className="flex flex-wrap gap-x-5 gap-y-1">
        {figure(t('finished'), `${job.finished} / ${job.documents}`)}
        {figure(t('failed'), job.failed)}
        {figure(t('accepted'), job.accepted)}
        {job.unsaved > 0 ? figure(t('unsaved'), job.unsaved) : null}
        {figure(t('masked'), job.masked)}
        {job.secondsLeft === null ? null : figure(t('left'), duration(job.secondsLeft))}
      </dl>
      {working ? (
        <div className="ml-auto flex gap-2">
          <Button
            disabled={steer.isPending}
            onClick={() => steer.mutate(job.state === 'paused' ? 'resume' : 'pause')}
          >
            {t(job.state === 'paused' ? 'resume' : 'pause')}
          </Button>
          <Button variant="danger" disabled={steer.isPending} onClick={() => steer.mutate('stop')}>
            {t('stop')}
          </Button>
        </div>
      ) : null}
      <QueryFailure error={steer.error} />
    </section>
  )
}

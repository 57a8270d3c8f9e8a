'use client'
import { useTranslations } from 'next-intl'
import type { Job } from '@/lib/batch/contract'

/** What could not be read, each with its reason. The rest of the upload is not affected. */
export function ProblemList({ job }: { job: Job }) {
  const t = useTranslations('batch.problems')
  const { problems, problemCount } = job
  if (problemCount === 0) return null
  return (
    <details open={job.state === 'collecting'} className="border-line bg-panel rounded border p-3 text-sm">
      <summary className="text-warning font-medium">{t('title', { count: problemCount })}</summary>
      <ul className="mt-2 flex max-h-56 flex-col gap-1 overflow-y-auto">
        {problems.map(({ name, problem }, i) => (
          <li key={i} className="border-line border-t pt-1">
            <span className="font-medium break-all">{name}</span>
            <span className="text-muted"> — {t(`reason.${problem}`)}</span>
          </li>
        ))}
      </ul>
      {problemCount > problems.length ? (
        <p className="text-muted mt-2">{t('more', { count: problemCount - problems.length })}</p>
      ) : null}
    </details>
  )
}

'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import type { z } from 'zod'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Checkbox } from '@/app/_ui/checkbox'
import { Button } from '@/app/_ui/button'
import { currentJobQuery, startJob } from '@/lib/batch/client'
import type { currentJobOutput, Job } from '@/lib/batch/contract'
import { useFocusAtWork } from './use-focus-at-work'
import { useUpload } from './use-upload'

interface CollectFilesProps {
  job: Job | null
  limits: z.infer<typeof currentJobOutput>['limits']
}

const ACCEPT = '.txt,.docx,.csv,.tsv,.xlsx,.zip,.json,.jsonl,.ndjson,.md'

/** Takes files by drag or by the picker, shows what became of them, and starts the work. */
export function CollectFiles({ job, limits }: CollectFilesProps) {
  const t = useTranslations('batch.collect')
  const queries = useQueryClient()
  const picker = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [useModel, setUseModel] = useState(true)
  const { state, send, sending } = useUpload(job)
  const area = useRef<HTMLElement>(null)
  useFocusAtWork(area, 'button', { there: true })
  const start = useMutation({
    mutationFn: (id: string) => startJob(id, useModel),
    onSuccess: () => queries.invalidateQueries({ queryKey: currentJobQuery.queryKey }),
  })
  const documents = job?.documents ?? 0
  return (
    <section
      ref={area}
      aria-label={t('label')}
      className="border-line bg-panel flex flex-col gap-3 rounded border p-4"
    >
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void send([...event.dataTransfer.files])
        }}
        className={clsx(
          'flex flex-col items-center gap-2 rounded border-2 border-dashed p-8 text-center',
          over ? 'border-accent bg-raised' : 'border-line',
        )}
      >
        <p className="font-medium">{t('drop')}</p>
        <p className="text-muted text-sm">{t('kinds')}</p>
        <p className="text-muted text-sm">
          {t('limits', {
            documents: limits.maxDocuments,
            file: limits.maxFileMiB,
            total: limits.maxTotalMiB,
          })}
        </p>
        <Button disabled={sending} onClick={() => picker.current?.click()}>
          {t('pick')}
        </Button>
        <input
          ref={picker}
          type="file"
          multiple
          accept={ACCEPT}
          aria-label={t('pick')}
          className="sr-only"
          tabIndex={-1}
          onChange={({ target }) => {
            const files = [...(target.files ?? [])]
            target.value = ''
            void send(files)
          }}
        />
      </div>
      {sending ? (
        <div role="status" className="flex items-center gap-3 text-sm">
          <progress className="w-56" max={state?.total} value={state?.sent} aria-label={t('sending')} />
          {t('sent', { sent: state?.sent ?? 0, total: state?.total ?? 0 })}
        </div>
      ) : null}
      <QueryFailure error={state?.error ?? start.error} />
      {job ? (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <p className="text-sm">
            {t.rich('documents', {
              count: documents,
              strong: (count) => <strong className="text-lg">{count}</strong>,
            })}
            <span className="text-muted"> · {t('masked', { count: job.masked })}</span>
          </p>
          <Checkbox checked={useModel} onChange={setUseModel}>
            {t('useModel')}
          </Checkbox>
          <Button
            variant="primary"
            disabled={sending || documents === 0 || start.isPending}
            onClick={() => start.mutate(job.id)}
          >
            {t('start')}
          </Button>
        </div>
      ) : null}
    </section>
  )
}

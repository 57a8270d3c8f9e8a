'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { verifyAudit, verifyProgress } from '@/lib/audit/client'
import { checkpointSchema } from '@/lib/audit/contract'

class NotACheckpoint extends Error {}

async function readCheckpoint(file: File) {
  const parsed = checkpointSchema.safeParse(JSON.parse(await file.text().catch(() => 'null')))
  if (!parsed.success) throw new NotACheckpoint()
  return parsed.data
}

function Progress() {
  const t = useTranslations('audit.verify')
  const format = useFormatter()
  const { data } = useQuery(verifyProgress(true))
  const total = Math.max(data?.total ?? 0, 1)
  return (
    <span className="flex items-center gap-2 text-sm" role="status">
      <progress className="w-40" max={total} value={data?.checked ?? 0} aria-label={t('running')} />
      {t('progress', { checked: format.number(data?.checked ?? 0), total: format.number(data?.total ?? 0) })}
    </span>
  )
}

/** Walks the whole chain on the server, against a kept checkpoint if one is given, and says in a sentence how it is. */
export function VerifyChain() {
  const t = useTranslations('audit.verify')
  const format = useFormatter()
  const picker = useRef<HTMLInputElement>(null)
  const { mutate, data, isPending, error } = useMutation({
    mutationFn: async (file: File | null) =>
      verifyAudit(file ? { checkpoint: await readCheckpoint(file) } : {}),
  })
  return (
    <section className="flex flex-col gap-2" aria-label={t('start')}>
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={isPending} onClick={() => mutate(null)}>
          {t('start')}
        </Button>
        <Button disabled={isPending} title={t('againstHint')} onClick={() => picker.current?.click()}>
          {t('against')}
        </Button>
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={t('against')}
          onChange={({ target }) => {
            const file = target.files?.[0]
            if (file) mutate(file)
            target.value = ''
          }}
        />
        {isPending ? <Progress /> : null}
      </div>
      {error ? (
        <Notice tone="error">
          {error instanceof NotACheckpoint || error instanceof SyntaxError
            ? t('notACheckpoint')
            : t('failed')}
        </Notice>
      ) : null}
      {data?.ok ? (
        <Notice tone="success">
          {t('intact', { records: format.number(data.records) })}
          {data.prunedUpTo > 0 ? t('pruned', { id: data.prunedUpTo }) : ''}
          {data.gaps.map(({ fromId, upToId }) => t('gap', { from: fromId, to: upToId })).join('')}
        </Notice>
      ) : null}
      {data && !data.ok ? (
        <Notice tone="error">
          {t('broken', { id: data.firstBadId ?? 0 })} {data.reason ? t(`reason.${data.reason}`) : ''}
        </Notice>
      ) : null}
    </section>
  )
}

'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { verifyAudit } from '@/lib/audit/client'

/** Walks the whole chain on the server and says in one sentence whether it is intact. */
export function VerifyChain() {
  const t = useTranslations('audit.verify')
  const { mutate, data, isPending, isError } = useMutation({ mutationFn: verifyAudit })
  return (
    <div className="flex items-center gap-2">
      <Button disabled={isPending} onClick={() => mutate()}>
        {isPending ? t('running') : t('start')}
      </Button>
      {isError ? <Notice tone="error">{t('failed')}</Notice> : null}
      {data?.ok ? <Notice tone="success">{t('intact', { records: data.records })}</Notice> : null}
      {data && !data.ok ? <Notice tone="error">{t('broken', { id: data.firstBadId ?? 0 })}</Notice> : null}
    </div>
  )
}

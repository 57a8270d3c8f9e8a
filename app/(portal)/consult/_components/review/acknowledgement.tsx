'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { acknowledge, noteAcknowledged } from '@/lib/consult/client'
import { needsAcknowledgement, type ConversationTurn } from '@/lib/consult/contract'
import { toLocale } from '@/lib/shared/locale'

/** What a physician confirms before a recommendation with doses, changes or procedures is copied or printed. */
export function Acknowledgement({ turn }: { turn: ConversationTurn }) {
  const t = useTranslations('review.acknowledge')
  const format = useFormatter()
  const locale = toLocale(useLocale())
  const queries = useQueryClient()
  const confirm = useMutation({
    mutationFn: () => acknowledge(turn.runId, 'answer'),
    onSuccess: (acknowledged) => noteAcknowledged(queries, turn.runId, acknowledged),
  })
  if (turn.state === 'running' || !needsAcknowledgement(turn)) return null
  const done = turn.acknowledged.answer
  if (done !== null) {
    const time = format.dateTime(new Date(done), { timeStyle: 'short' })
    return <p className="text-muted text-xs">{t('done', { time })}</p>
  }
  const { highRisk, findings } = turn.review
  const kinds = highRisk.map((kind) => t(`kind.${kind}`)).join(locale === 'en' ? ', ' : '、')
  return (
    <section
      aria-label={t('title')}
      className="border-line bg-panel border-l-warning flex flex-col gap-1.5 rounded border border-l-4 px-3 py-2 text-sm"
    >
      <h2 className="font-semibold">{t('title')}</h2>
      <p>
        {kinds === '' ? null : t('reasons', { kinds })}{' '}
        {findings.some(({ severity }) => severity === 'red') ? t('redFindings') : null}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 flex-1">{t('statement')}</span>
        <Button variant="primary" disabled={confirm.isPending} onClick={() => confirm.mutate()}>
          {t('confirm')}
        </Button>
      </div>
      {confirm.isError ? <Notice tone="error">{t('failed')}</Notice> : null}
    </section>
  )
}

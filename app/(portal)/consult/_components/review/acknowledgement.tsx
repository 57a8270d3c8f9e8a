'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { Button } from '@/app/_ui/button'
import { acknowledge, noteAcknowledged } from '@/lib/consult/client'
import type { ConversationTurn } from '@/lib/consult/contract'
import { toLocale } from '@/lib/shared/locale'
import { focusReleaseAfter } from '../release/focus-release'

/** What a physician confirms before a recommendation with doses, changes or procedures is copied or printed. */
export function Acknowledgement({ turn }: { turn: ConversationTurn }) {
  const t = useTranslations('review.acknowledge')
  const format = useFormatter()
  const locale = toLocale(useLocale())
  const queries = useQueryClient()
  const confirm = useMutation({
    mutationFn: (button: HTMLElement) =>
      acknowledge(turn.runId, 'answer').then((acknowledged) => ({ acknowledged, button })),
    onSuccess: ({ acknowledged, button }) => {
      noteAcknowledged(queries, turn.runId, acknowledged)
      focusReleaseAfter(button)
    },
  })
  const done = turn.acknowledged.answer
  if (done !== null) {
    const time = format.dateTime(new Date(done), { timeStyle: 'short' })
    return <p className="text-muted text-xs">{t('done', { time })}</p>
  }
  const { highRisk, findings } = turn.review
  const kinds = highRisk.map((kind) => t(`kind.${kind}`)).join(locale === 'en' ? ', ' : '、')
  return (
    <section aria-label={t('title')} className="flex min-w-0 items-center gap-2">
      <p className="text-ink text-xs leading-snug">
        {confirm.isError ? <strong className="text-danger">{t('failed')} </strong> : null}
        {kinds === '' ? null : <span className="text-warning font-medium">{t('reasons', { kinds })} </span>}
        {findings.some(({ severity }) => severity === 'red') ? (
          <span className="text-danger font-medium">{t('redFindings')} </span>
        ) : null}
        {t('statement')}
      </p>
      <Button
        variant="primary"
        data-release-step
        disabled={confirm.isPending}
        onClick={({ currentTarget }) => confirm.mutate(currentTarget)}
      >
        {t('confirm')}
      </Button>
    </section>
  )
}

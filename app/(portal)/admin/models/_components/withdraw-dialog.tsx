'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { statusQuery } from '@/lib/operations/client'
import { releasesQuery, withdrawRelease } from '@/lib/rights/client'
import type { Releases } from '@/lib/rights/releases/contract'

/** Asks before a release is withdrawn, with how many answers are under way: from then on every one says that the model is not accepted. */
export function WithdrawDialog({
  release,
  onClose,
}: {
  release: Releases['releases'][number] | null
  onClose: () => void
}) {
  const t = useTranslations('release')
  const queries = useQueryClient()
  const { data: status } = useQuery({ ...statusQuery, enabled: release !== null })
  const withdraw = useMutation({
    mutationFn: withdrawRelease,
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: releasesQuery.queryKey }),
  })
  return (
    <Dialog open={release !== null} onClose={onClose} title={t('withdrawTitle')} size="small">
      <div className="flex flex-col gap-3">
        <p className="text-sm">{t('withdrawText', { name: release?.model ?? '' })}</p>
        <p aria-live="polite" className="bg-raised rounded p-3 text-sm font-medium">
          {status
            ? t('affected', { running: status.queue.running, waiting: status.queue.waiting })
            : t('counting')}
        </p>
        <QueryFailure error={withdraw.error} />
        <div className="flex justify-end gap-2">
          <Button autoFocus onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            variant="danger"
            disabled={!status || withdraw.isPending}
            onClick={() => release && withdraw.mutate(release.binding)}
          >
            {t('withdraw')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

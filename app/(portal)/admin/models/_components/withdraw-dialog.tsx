'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { releasesQuery, withdrawRelease } from '@/lib/rights/client'
import type { Releases } from '@/lib/rights/releases/contract'

/** Asks before a release is withdrawn: from then on every answer says that the model is not accepted. */
export function WithdrawDialog({
  release,
  onClose,
}: {
  release: Releases['releases'][number] | null
  onClose: () => void
}) {
  const t = useTranslations('release')
  const queries = useQueryClient()
  const withdraw = useMutation({
    mutationFn: withdrawRelease,
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: releasesQuery.queryKey }),
  })
  return (
    <Dialog open={release !== null} onClose={onClose} title={t('withdrawTitle')} size="small">
      <div className="flex flex-col gap-3">
        <p className="text-sm">{t('withdrawText', { name: release?.model ?? '' })}</p>
        <QueryFailure error={withdraw.error} />
        <div className="flex justify-end gap-2">
          <Button type="button" variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={withdraw.isPending} onClick={() => release && withdraw.mutate(release.binding)}>
            {t('withdraw')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Notice } from '@/app/_ui/notice'
import { LIBRARY, retireExamples } from '@/lib/library/client'

/** Says that there are examples, and takes all of them out of use in one step. */
export function ExamplesNotice({ count }: { count: number }) {
  const t = useTranslations('library')
  const portal = useTranslations('portal')
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const retire = useMutation({
    mutationFn: retireExamples,
    onSuccess: () => {
      setAsking(false)
      return queries.invalidateQueries({ queryKey: LIBRARY })
    },
  })
  return (
    <Notice tone="warning">
      <div className="flex flex-wrap items-center justify-between gap-2">
        {t('examplesNotice', { count })}
        <Button onClick={() => setAsking(true)}>{t('retireExamples')}</Button>
      </div>
      <Dialog open={asking} onClose={() => setAsking(false)} title={t('retireExamples')} size="small">
        <p className="text-sm">{t('retireExamplesAsk', { count })}</p>
        <QueryFailure error={retire.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={() => setAsking(false)}>{portal('cancel')}</Button>
          <Button variant="danger" disabled={retire.isPending} onClick={() => retire.mutate()}>
            {t('confirm')}
          </Button>
        </div>
      </Dialog>
    </Notice>
  )
}

'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Notice } from '@/app/_ui/notice'
import { offerConversation, offersQuery, withdrawOffer } from '@/lib/consult/client'

interface GiveCaseProps {
  conversationId: string
  /** Called when there is an offer to look after. */
  onOffered: () => void
}

function OfferedCode({ code, expiresAt, open }: { code: string; expiresAt: string; open: boolean }) {
  const t = useTranslations('handover')
  const format = useFormatter()
  return open ? (
    <div className="flex flex-col gap-1">
      <p className="text-muted text-sm">{t('code')}</p>
      <output className="font-mono text-3xl font-semibold tracking-widest">{code}</output>
      <p className="text-sm">
        {t('tell', { time: format.dateTime(new Date(expiresAt), { timeStyle: 'medium' }) })}
      </p>
      <p role="status" className="text-muted text-sm">
        {t('waiting')}
      </p>
    </div>
  ) : (
    <Notice tone="warning">{t('expired')}</Notice>
  )
}

/** Offers the open case to somebody of the department by a one-time code. */
export function GiveCase({ conversationId, onOffered }: GiveCaseProps) {
  const t = useTranslations('handover')
  const portal = useTranslations('portal')
  const [open, setOpen] = useState(false)
  const queries = useQueryClient()
  const offer = useMutation({
    mutationFn: async () => {
      const made = await offerConversation(conversationId)
      await queries.query({ ...offersQuery, staleTime: 0 })
      return made
    },
    onSuccess: onOffered,
  })
  const { data } = useQuery({ ...offersQuery, enabled: offer.isSuccess })
  const state = data?.offers.find((one) => one.conversationId === conversationId)
  const withdraw = useMutation({
    mutationFn: () => withdrawOffer(conversationId),
    onSettled: () => {
      offer.reset()
      setOpen(false)
    },
  })
  return (
    <>
      <Button variant="quiet" onClick={() => setOpen(true)}>
        {t('give')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('giveTitle')} size="small">
        <p className="text-sm">{t('giveText')}</p>
        {offer.data ? <OfferedCode {...offer.data} open={data === undefined || state !== undefined} /> : null}
        <QueryFailure error={offer.error ?? withdraw.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={() => setOpen(false)}>{portal('close')}</Button>
          {offer.data && state ? (
            <Button variant="danger" disabled={withdraw.isPending} onClick={() => withdraw.mutate()}>
              {t('withdraw')}
            </Button>
          ) : (
            <Button variant="primary" disabled={offer.isPending} onClick={() => offer.mutate()}>
              {t('make')}
            </Button>
          )}
        </div>
      </Dialog>
    </>
  )
}

'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { acceptConversation, conversationsQuery, lookAtOffer } from '@/lib/consult/client'

/** Takes a case over by the code of a colleague: first who offers it is shown, then it is accepted. */
export function TakeCase({ onTaken }: { onTaken: (conversationId: string) => void }) {
  const t = useTranslations('handover')
  const portal = useTranslations('portal')
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [code, setCode] = useState('')
  const look = useMutation({ mutationFn: lookAtOffer })
  const accept = useMutation({
    mutationFn: acceptConversation,
    onSuccess: async ({ conversationId }) => {
      close()
      await queries.invalidateQueries({ queryKey: conversationsQuery.queryKey })
      onTaken(conversationId)
    },
  })
  const close = () => {
    setOpen(false)
    setCode('')
    look.reset()
    accept.reset()
  }
  return (
    <>
      <Button variant="quiet" onClick={() => setOpen(true)}>
        {t('take')}
      </Button>
      <Dialog open={open} onClose={close} title={t('takeTitle')} size="small">
        <Form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            if (look.data) accept.mutate(code)
            else look.mutate(code)
          }}
        >
          <p className="text-sm">{t('takeText')}</p>
          <Field
            label={t('code')}
            required
            autoFocus
            maxLength={16}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            value={code}
            onChange={({ target }) => {
              setCode(target.value)
              look.reset()
            }}
          />
          {look.data ? (
            <Notice tone="info">
              {t('offered', { ...look.data, running: look.data.running ? 'yes' : 'no' })}
            </Notice>
          ) : null}
          <QueryFailure error={accept.error ?? look.error} />
          <div className="flex justify-end gap-2">
            <Button onClick={close}>{portal('cancel')}</Button>
            <Button type="submit" variant="primary" disabled={look.isPending || accept.isPending}>
              {t(look.data ? 'accept' : 'look')}
            </Button>
          </div>
        </Form>
      </Dialog>
    </>
  )
}

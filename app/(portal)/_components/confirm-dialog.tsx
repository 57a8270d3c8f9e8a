'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { confirmPassword } from '@/lib/auth/client'
import { onConfirmationNeeded, RequestError } from '@/lib/shared/fetch-json'
import { QueryFailure } from './query-failure'

/** Asks for the password when a sensitive change needs it. Requests that wait at the same time share one question. */
export function ConfirmDialog({ displayName }: { displayName: string }) {
  const t = useTranslations('emergency.confirm')
  const portal = useTranslations('portal')
  const [open, setOpen] = useState(false)
  const waiting = useRef<((confirmed: boolean) => void)[]>([])
  const { mutate, reset, error, isPending } = useMutation({
    mutationFn: confirmPassword,
    onSuccess: () => close(true),
    onError: (failure) => {
      const ended = failure instanceof RequestError && failure.problem?.code === 'session_expired'
      if (ended) window.location.assign('/login?ended')
    },
  })

  useEffect(
    () =>
      onConfirmationNeeded(() => {
        setOpen(true)
        return new Promise((resolve) => waiting.current.push(resolve))
      }),
    [],
  )
  function close(confirmed: boolean) {
    setOpen(false)
    reset()
    for (const resolve of waiting.current.splice(0)) resolve(confirmed)
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = new FormData(event.currentTarget).get('password')
    if (typeof password === 'string') mutate(password)
  }
  return (
    <Dialog open={open} onClose={() => close(false)} title={t('title')} size="small">
      <Form onSubmit={onSubmit} className="flex flex-col gap-3">
        <p className="text-sm">{t('text', { name: displayName })}</p>
        <Field
          label={portal('login.password')}
          name="password"
          type="password"
          required
          autoFocus
          autoComplete="current-password"
        />
        <QueryFailure error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={() => close(false)}>{portal('cancel')}</Button>
          <Button type="submit" variant="primary" disabled={isPending}>
            {t(isPending ? 'checking' : 'submit')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { SubmitEvent } from 'react'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { signIn } from '@/lib/auth/client'

/** Codes that a sign-in answers with; anything else is shown as an unreachable server. */
const KNOWN = [
  'invalid_credentials',
  'too_many_requests',
  'directory_unavailable',
  'audit_unavailable',
  'password_expired',
  'password_must_change',
  'account_disabled',
  'account_expired',
  'sign_in_hours',
  'sign_in_workstation',
] as const

function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

export function LoginForm() {
  const t = useTranslations('portal')
  const errors = useTranslations('errors')
  const attempt = useMutation({
    mutationFn: (form: FormData) => signIn(text(form, 'username'), text(form, 'password')),
    onSuccess: (refusal) => {
      if (refusal === null) window.location.assign('/')
    },
  })
  const refusal = attempt.data
  const known = KNOWN.find((code) => code === refusal?.code)
  const failed = attempt.isError || (refusal !== null && refusal !== undefined)
  const sentence = known
    ? errors(known, { retryAfterSeconds: refusal?.retryAfterSeconds ?? 0 })
    : t('unreachable')
  // After success the page is on its way to another one.
  const busy = attempt.isPending || refusal === null
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    attempt.mutate(new FormData(event.currentTarget))
  }
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3" aria-label={t('login.title')}>
      <Field
        label={t('login.username')}
        name="username"
        required
        autoFocus
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        hint={t('login.useHospitalAccount')}
      />
      <Field
        label={t('login.password')}
        name="password"
        type="password"
        required
        autoComplete="current-password"
      />
      {failed ? <Notice tone="error">{sentence}</Notice> : null}
      <Button type="submit" variant="primary" disabled={busy} className="py-1.5">
        {busy ? t('login.submitting') : t('login.submit')}
      </Button>
    </form>
  )
}

'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, type SubmitEvent } from 'react'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { useHydrated } from '@/app/_ui/use-hydrated'
import { signIn } from '@/lib/auth/client'
import { REFUSALS } from './refusals'

function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** The name for the hospital account, or the one-time code for the emergency account, around the password. */
function Fields({ emergency }: { emergency: boolean }) {
  const t = useTranslations('portal.login')
  const e = useTranslations('emergency.login')
  return (
    <>
      {emergency ? (
        <Notice tone="error">{e('warning')}</Notice>
      ) : (
        <Field
          label={t('username')}
          name="username"
          required
          autoFocus
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          hint={t('useHospitalAccount')}
        />
      )}
      <Field
        label={emergency ? e('password') : t('password')}
        name="password"
        type="password"
        required
        autoFocus={emergency}
        autoComplete={emergency ? 'off' : 'current-password'}
      />
      {emergency ? (
        <Field
          label={e('code')}
          name="code"
          required
          inputMode="numeric"
          pattern="\s*\d{3}\s*\d{3}\s*"
          maxLength={9}
          autoComplete="one-time-code"
          hint={e('codeHint')}
        />
      ) : null}
    </>
  )
}

/** The sign-in form; the emergency account is offered only while it is switched on. */
export function LoginForm({ emergencyOffered }: { emergencyOffered: boolean }) {
  const t = useTranslations('portal')
  const e = useTranslations('emergency.login')
  const errors = useTranslations('errors')
  const hydrated = useHydrated()
  const [emergency, setEmergency] = useState(false)
  const attempt = useMutation({
    mutationFn: (form: FormData) => {
      const password = text(form, 'password')
      return signIn(
        emergency ? { password, code: text(form, 'code') } : { username: text(form, 'username'), password },
      )
    },
    onSuccess: (refusal) => {
      if (refusal === null) window.location.assign('/')
    },
  })
  const refusal = attempt.data
  const known = REFUSALS.find((code) => code === refusal?.code)
  const failed = attempt.isError || (refusal !== null && refusal !== undefined)
  const sentence =
    known === 'invalid_credentials' && emergency
      ? e('refused')
      : known
        ? errors(known, { retryAfterSeconds: refusal?.retryAfterSeconds ?? 0 })
        : t('unreachable')
  // After success the page is on its way to another one.
  const busy = attempt.isPending || refusal === null
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    attempt.mutate(new FormData(event.currentTarget))
  }
  const change = () => {
    setEmergency(!emergency)
    attempt.reset()
  }
  return (
    <Form
      onSubmit={onSubmit}
      className="flex flex-col gap-3"
      aria-label={emergency ? e('title') : t('login.title')}
    >
      <Fields emergency={emergency} />
      <noscript>
        <Notice tone="error">{t('login.needsScripts')}</Notice>
      </noscript>
      {failed ? <Notice tone="error">{sentence}</Notice> : null}
      <Button
        type="submit"
        variant={emergency ? 'danger' : 'primary'}
        disabled={busy || !hydrated}
        className="py-1.5"
      >
        {busy ? t('login.submitting') : emergency ? e('submit') : t('login.submit')}
      </Button>
      {emergencyOffered || emergency ? (
        <Button variant="quiet" onClick={change}>
          {emergency ? e('back') : e('offer')}
        </Button>
      ) : null}
    </Form>
  )
}

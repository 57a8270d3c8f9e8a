'use client'
import { useTranslations } from 'next-intl'
import { signIn } from 'next-auth/react'
import { useState, type SubmitEvent } from 'react'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'

/** Codes that the sign-in answers with; anything else is shown as an unreachable server. */
const KNOWN = ['invalid_credentials', 'directory_unavailable', 'audit_unavailable'] as const

async function attempt(form: FormData): Promise<string | null> {
  const username = form.get('username')
  const password = form.get('password')
  const answer = await signIn('credentials', { username, password, redirect: false }).catch(() => undefined)
  if (answer?.ok && !answer.error) return null
  return answer?.error ?? 'unreachable'
}

export function LoginForm() {
  const t = useTranslations('portal')
  const errors = useTranslations('errors')
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const sentence = (code: string): string => {
    const known = KNOWN.find((name) => name === code)
    if (known) return errors(known)
    return code.startsWith('too_many_requests') ? t('login.tooMany') : t('unreachable')
  }
  const submit = async (form: FormData) => {
    setBusy(true)
    setFailure(null)
    const code = await attempt(form)
    if (code === null) window.location.assign('/')
    else {
      setFailure(code)
      setBusy(false)
    }
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void submit(new FormData(event.currentTarget))
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
      {failure ? <Notice tone="error">{sentence(failure)}</Notice> : null}
      <Button type="submit" variant="primary" disabled={busy} className="py-1.5">
        {busy ? t('login.submitting') : t('login.submit')}
      </Button>
    </form>
  )
}

'use client'
import { useState, type SubmitEvent } from 'react'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { useHydrated } from '@/app/_ui/use-hydrated'
import { signIn, type SignInRefusal } from '@/lib/auth/visitor/client'
import type { LoginTexts } from './login-texts'

function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

interface FieldsProps {
  emergency: boolean
  texts: LoginTexts
}

/** The name for the hospital account, or the one-time code for the emergency account, around the password. */
function Fields({ emergency, texts: { hospital, emergency: e } }: FieldsProps) {
  return (
    <>
      {emergency ? (
        <Notice tone="error">{e.warning}</Notice>
      ) : (
        <Field
          label={hospital.username}
          name="username"
          required
          autoFocus
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          hint={hospital.hint}
        />
      )}
      <Field
        label={emergency ? e.password : hospital.password}
        name="password"
        type="password"
        required
        autoFocus={emergency}
        autoComplete={emergency ? 'off' : 'current-password'}
      />
      {emergency ? (
        <Field
          label={e.code}
          name="code"
          required
          inputMode="numeric"
          pattern="\s*\d{3}\s*\d{3}\s*"
          maxLength={9}
          autoComplete="one-time-code"
          hint={e.codeHint}
        />
      ) : null}
    </>
  )
}

/** What became of an attempt: under way, refused, no answer, or, as `null`, let in. */
type Attempt = 'none' | 'pending' | 'unreachable' | SignInRefusal | null

/** The sentence under the fields; null while there is nothing to say. */
function sentenceOf(attempt: Attempt, { emergency, texts }: FieldsProps): string | null {
  if (attempt === 'none' || attempt === 'pending' || attempt === null) return null
  if (attempt === 'unreachable') return texts.unreachable
  if (attempt.code === 'invalid_credentials' && emergency) return texts.emergency.refused
  const sentence = texts.refusals[attempt.code]
  return sentence?.replace(texts.seconds, String(attempt.retryAfterSeconds)) ?? texts.unreachable
}

interface LoginFormProps {
  emergencyOffered: boolean
  texts: LoginTexts
}

/** The sign-in form; the emergency account is offered only while it is switched on. */
export function LoginForm({ emergencyOffered, texts }: LoginFormProps) {
  const hydrated = useHydrated()
  const [emergency, setEmergency] = useState(false)
  const [attempt, setAttempt] = useState<Attempt>('none')
  const { title, submit } = emergency ? texts.emergency : texts.hospital
  const sentence = sentenceOf(attempt, { emergency, texts })
  // After success the page is on its way to another one.
  const busy = attempt === 'pending' || attempt === null
  const send = async (form: FormData) => {
    setAttempt('pending')
    const password = text(form, 'password')
    const typed = emergency
      ? { password, code: text(form, 'code') }
      : { username: text(form, 'username'), password }
    const refusal = await signIn(typed).catch(() => 'unreachable' as const)
    setAttempt(refusal)
    if (refusal === null) window.location.assign('/')
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!busy) void send(new FormData(event.currentTarget))
  }
  const change = () => {
    setEmergency(!emergency)
    setAttempt('none')
  }
  return (
    <Form onSubmit={onSubmit} className="flex flex-col gap-3" aria-label={title}>
      <Fields emergency={emergency} texts={texts} />
      <noscript>
        <Notice tone="error">{texts.needsScripts}</Notice>
      </noscript>
      {sentence === null ? null : <Notice tone="error">{sentence}</Notice>}
      <Button
        type="submit"
        variant={emergency ? 'danger' : 'primary'}
        disabled={busy || !hydrated}
        className="py-1.5"
      >
        {busy ? texts.submitting : submit}
      </Button>
      {emergencyOffered || emergency ? (
        <Button variant="quiet" onClick={change}>
          {emergency ? texts.emergency.back : texts.emergency.offer}
        </Button>
      ) : null}
    </Form>
  )
}

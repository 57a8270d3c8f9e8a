'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import type { SubmitEvent } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Form } from '@/app/_ui/form'
import { Notice } from '@/app/_ui/notice'
import { useHydrated } from '@/app/_ui/use-hydrated'
import { MixedText } from '@/app/_ui/mixed-text'
import { meQuery, unlockScreen } from '@/lib/auth/client'
import { keptQuery } from '@/lib/consult/client'
import { RequestError } from '@/lib/shared/fetch-json'
import { settled } from './continuity/before-leaving'
import { clock, useCountdown } from './continuity/use-countdown'
import { LanguageSwitch } from './language-switch'
import { secureAndLeave } from './leave'

interface LockScreenProps {
  displayName: string
  onUnlocked: () => void
}

/** How much waits behind the lock, how long, and no word of it. When its time is up, so is the session. */
function Kept() {
  const t = useTranslations('portal.locked')
  const format = useFormatter()
  const { data } = useQuery({ ...keptQuery, refetchInterval: 30_000 })
  const left = useCountdown(data ? Date.parse(data.until) : null)
  if (!data || data.cases + data.drafts === 0) return null
  const time = format.dateTime(new Date(data.until), { timeStyle: 'short' })
  return (
    <p className="text-sm">
      {t('kept', { cases: data.cases, drafts: data.drafts, time })}
      {left !== null && left <= 60 ? (
        <strong role="timer" className="text-warning block">
          {t('keptFor', { time: clock(left) })}
        </strong>
      ) : null}
    </p>
  )
}

/** Whose screen it is, with the department: colleagues of one name share a PC. */
function Owner({ displayName }: Pick<LockScreenProps, 'displayName'>) {
  const t = useTranslations('portal.locked')
  const { data: me } = useQuery(meQuery)
  const english = useLocale() === 'en'
  const department = english ? me?.department?.nameEn : me?.department?.nameZh
  const name = department === undefined ? displayName : t('owner', { name: displayName, department })
  return (
    <p className="text-muted text-sm">
      <MixedText text={t('text', { name })} />
    </p>
  )
}

export function LockScreen({ displayName, onUnlocked }: LockScreenProps) {
  const t = useTranslations('portal')
  const hydrated = useHydrated()
  const unlock = useMutation({
    mutationFn: unlockScreen,
    onSuccess: onUnlocked,
    onError: (error) => {
      if (
        error instanceof RequestError &&
        error.problem?.status === 401 &&
        error.problem.code !== 'invalid_credentials'
      ) {
        window.location.assign('/login?ended')
      }
    },
  })
  const secure = useMutation({ mutationFn: secureAndLeave })
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = new FormData(event.currentTarget).get('password')
    if (typeof password === 'string') unlock.mutate(password)
  }
  const { error } = unlock
  const sentence =
    error instanceof RequestError ? (error.problem?.title ?? t('unreachable')) : t('unreachable')
  return (
    <main className="flex min-h-screen items-center justify-center p-4">
      {/* The page, which has the title else, is not in the document. */}
      <title>{`${t('locked.title')} · ${t('name')}`}</title>
      <Form
        onSubmit={onSubmit}
        className="border-line bg-panel flex w-full max-w-sm flex-col gap-3 rounded border p-6"
      >
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="text-muted text-sm font-medium">{t('name')}</p>
          {/* The lock saves what was typed; it has been, or never will be, before the page goes. */}
          <LanguageSwitch before={settled} disabled={!hydrated} />
        </div>
        <h1 className="text-xl font-semibold">{t('locked.title')}</h1>
        <Owner displayName={displayName} />
        <Kept />
        <Field
          label={t('locked.password')}
          name="password"
          type="password"
          required
          autoFocus
          autoComplete="current-password"
        />
        {error ? <Notice tone="error">{sentence}</Notice> : null}
        <Button type="submit" variant="primary" disabled={unlock.isPending || !hydrated}>
          {t('locked.unlock')}
        </Button>
        <div className="border-line flex flex-col gap-1 border-t pt-3">
          <Button disabled={!hydrated || secure.isPending} onClick={() => secure.mutate()}>
            {t('locked.other')}
          </Button>
          {secure.data === false ? <Notice tone="error">{t('unreachable')}</Notice> : null}
          <p className="text-muted text-xs">{t('locked.otherHint')}</p>
        </div>
      </Form>
    </main>
  )
}

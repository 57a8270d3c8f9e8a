'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { useChangePreferences, usePreferences } from './use-preferences'

const STEPS = ['first', 'second', 'third', 'fourth'] as const

/**
 * Four lines for whoever is here for the first time, above the page and never over it. It can be skipped at any step, and is kept
 * with the person as seen; the settings show it again.
 */
export function Tour({ asks }: { asks: boolean }) {
  const t = useTranslations('tour')
  const { toured } = usePreferences()
  const [at, setAt] = useState(0)
  const keep = useChangePreferences()
  const { mutate, isPending, isSuccess } = useMutation({ mutationFn: () => keep({ toured: true }) })
  const step = STEPS[at]
  if (toured || isPending || isSuccess || step === undefined) return null
  const last = at === STEPS.length - 1
  const of = asks ? 'doctor' : 'office'
  return (
    <section
      aria-label={t('label')}
      className="screen-only border-accent bg-panel m-2 mb-0 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border px-3 py-2"
    >
      <p className="min-w-0 flex-1 basis-72 text-sm" aria-live="polite">
        <span className="text-muted pr-2">{t('step', { at: at + 1, of: STEPS.length })}</span>
        <strong className="font-semibold">{t(`${of}.${step}.title`)}</strong> {t(`${of}.${step}.text`)}
      </p>
      <div className="flex gap-2">
        <Button variant="quiet" onClick={() => mutate()}>
          {t('skip')}
        </Button>
        {at > 0 ? <Button onClick={() => setAt(at - 1)}>{t('back')}</Button> : null}
        <Button variant="primary" onClick={() => (last ? mutate() : setAt(at + 1))}>
          {t(last ? 'done' : 'next')}
        </Button>
      </div>
    </section>
  )
}

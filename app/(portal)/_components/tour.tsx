'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { usePathname } from 'next/navigation'
import { clsx } from 'clsx'
import { useRef, useState } from 'react'
import { Button } from '@/app/_ui/button'
import { focusWork } from './focus-work'
import { useShortcut } from './shortcuts/use-shortcut'
import { useChangePreferences, usePreferences } from './use-preferences'

const STEPS = ['first', 'second', 'third', 'fourth'] as const

interface StepsProps {
  asks: boolean
  onLeave: () => void
}

function Steps({ asks, onLeave }: StepsProps) {
  const t = useTranslations('tour')
  const [at, setAt] = useState(0)
  const [unfolded, unfold] = useState(false)
  const area = useRef<HTMLElement>(null)
  const skips = { keys: 'Esc', label: t('skipKey'), run: onLeave }
  useShortcut(skips)
  // With the focus in it, Escape is meant for it, whatever else on the page would take that.
  useShortcut({ ...skips, scope: area })
  const step = STEPS[at]
  if (step === undefined) return null
  const last = at === STEPS.length - 1
  const of = asks ? 'doctor' : 'office'
  return (
    <section
      ref={area}
      aria-label={t('label')}
      className="screen-only border-accent bg-panel m-2 mb-0 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border px-3 py-2"
    >
      {/* On a phone one line, until somebody wants more of it: the room is for the page. */}
      <p
        className={clsx(
          'min-w-0 flex-1 text-sm sm:basis-72',
          unfolded ? 'max-sm:basis-full' : 'max-sm:basis-0 max-sm:truncate',
        )}
        aria-live="polite"
      >
        <span className="text-muted pr-2">{t('step', { at: at + 1, of: STEPS.length })}</span>
        <strong className="font-semibold">{t(`${of}.${step}.title`)}</strong> {t(`${of}.${step}.text`)}
      </p>
      <div className={clsx('flex gap-2', unfolded || 'max-sm:gap-0 max-sm:[&>*]:!px-1.5')}>
        <Button
          variant="quiet"
          className="sm:hidden"
          aria-expanded={unfolded}
          onClick={() => unfold(!unfolded)}
        >
          {t(unfolded ? 'less' : 'more')}
        </Button>
        <Button variant="quiet" onClick={onLeave}>
          {t('skip')}
        </Button>
        {at > 0 ? (
          <Button className={clsx(unfolded || 'max-sm:hidden')} onClick={() => setAt(at - 1)}>
            {t('back')}
          </Button>
        ) : null}
        <Button
          variant="primary"
          className={clsx(unfolded || 'max-sm:hidden')}
          onClick={() => (last ? onLeave() : setAt(at + 1))}
        >
          {t(last ? 'done' : 'next')}
        </Button>
      </div>
    </section>
  )
}

interface TourProps {
  /** Whether the person asks questions; the steps speak of that or of the rest. */
  asks: boolean
  /** The page where the person begins, which the steps speak of: they are shown there and nowhere else. */
  home: string | undefined
}

/**
 * Four lines for whoever is here for the first time, above the page and never over it, on a phone folded to one. Skipped at any step, by Escape too, or walked to
 * the end, it is kept with the person as seen and does not come back; the settings show it again.
 */
export function Tour({ asks, home }: TourProps) {
  const path = usePathname()
  const { toured } = usePreferences()
  const [left, setLeft] = useState(false)
  const keep = useChangePreferences()
  const { mutate } = useMutation({ mutationFn: () => keep({ toured: true }), retry: 3 })
  // Heard by the server: what the settings say from now on holds.
  if (toured && left) setLeft(false)
  if (toured || left || path !== home) return null
  const leave = () => {
    setLeft(true)
    mutate()
    requestAnimationFrame(focusWork)
  }
  return <Steps asks={asks} onLeave={leave} />
}

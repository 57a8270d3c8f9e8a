'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { clock, useCountdown } from './use-countdown'

/** How long before the end of a session the person is told of it, in seconds. */
const WARN_SECONDS = 60

interface TimeLineProps {
  /** When the screen locks, in ms; null while that is not near. */
  lockAt: number | null
  /** When the session ends whatever the person does, in ms. */
  endsAt: number | null
}

/** Counts down to the lock and to the end of the session. Any key or click keeps the screen open, as the button does. */
export function TimeLine({ lockAt, endsAt }: TimeLineProps) {
  const t = useTranslations('controls.time')
  const toLock = useCountdown(lockAt)
  const toEnd = useCountdown(endsAt)
  const ending = toEnd !== null && toEnd <= WARN_SECONDS
  if (toLock === null && !ending) return null
  return (
    <section
      aria-label={t('label')}
      className="screen-only border-warning bg-panel flex flex-wrap items-center justify-between gap-2 border-b-2 px-4 py-1.5 text-sm"
    >
      <span role="timer" aria-live="off" className="text-warning font-medium">
        {ending ? t('ending', { time: clock(toEnd) }) : t('locking', { time: clock(toLock ?? 0) })}
      </span>
      <span role="alert" className="sr-only">
        {t(ending ? 'endingSoon' : 'lockingSoon')}
      </span>
      {ending ? null : <Button>{t('stay')}</Button>}
    </section>
  )
}

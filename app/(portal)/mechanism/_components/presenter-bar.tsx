'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'

interface PresenterBarProps {
  secondsLeft: number
  idleSeconds: number
  onStop: () => void
}

const clock = (seconds: number) =>
  `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`

/** How long the automatic lock stays off, and the way out. */
export function PresenterBar({ secondsLeft, idleSeconds, onStop }: PresenterBarProps) {
  const t = useTranslations('mechanism.present')
  return (
    <div className="flex items-center gap-3">
      <p className="text-sm">
        <span role="timer" className="text-xl font-semibold">
          {clock(secondsLeft)}
        </span>{' '}
        <span className="text-muted">{t('timer', { minutes: Math.round(idleSeconds / 60) })}</span>
      </p>
      <Button onClick={onStop}>{t('stop')}</Button>
    </div>
  )
}

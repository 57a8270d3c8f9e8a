'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/app/_ui/button'
import type { Presentation } from '@/lib/mechanism/contract'

interface PresenterBarProps {
  presentation: Presentation
  onStop: () => void
}

const clock = (seconds: number) =>
  `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`

/** How long the automatic lock stays off, and the way out. */
export function PresenterBar({ presentation: { endsAt, idleSeconds }, onStop }: PresenterBarProps) {
  const t = useTranslations('mechanism.present')
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const secondsLeft = Math.max(0, Math.round((Date.parse(endsAt) - now) / 1000))
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

'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/app/_ui/button'
import { statusQuery } from '@/lib/operations/client'
import { useOlderThan } from '../use-older-than'

/** Three readings missed. */
const STALE_MS = 15_000
/** How long it is told that the server answers again, in ms. */
const BACK_MS = 8000

/** Seconds since `at`, told anew every second. */
function useAge(at: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.round((now - at) / 1000))
}

function Lost({ readAt, onRetry }: { readAt: number; onRetry: () => void }) {
  const t = useTranslations('controls.connection')
  const seconds = useAge(readAt)
  return (
    <div className="screen-only border-danger bg-panel flex flex-wrap items-center justify-between gap-2 border-b-2 px-4 py-1.5 text-sm">
      <span className="text-danger font-medium" role="alert">
        {t('lost')}
      </span>
      <span className="text-muted">{readAt === 0 ? t('never') : t('age', { seconds })}</span>
      <Button onClick={onRetry}>{t('retry')}</Button>
    </div>
  )
}

/** Above every page while the server is not reached: since when, that what was typed stays here, and that nothing is sent by itself. */
export function ConnectionLine() {
  const t = useTranslations('controls.connection')
  const { isError, isPaused, dataUpdatedAt, refetch } = useQuery(statusQuery)
  const stale = useOlderThan(dataUpdatedAt, STALE_MS)
  const lost = isError || isPaused || stale
  const [was, setWas] = useState({ lost: false, back: false })
  if (lost !== was.lost) setWas({ lost, back: !lost })
  useEffect(() => {
    if (!was.back) return
    const timer = setTimeout(() => setWas({ lost: false, back: false }), BACK_MS)
    return () => clearTimeout(timer)
  }, [was.back])
  if (lost) return <Lost readAt={dataUpdatedAt} onRetry={() => void refetch({ cancelRefetch: true })} />
  return was.back ? (
    <p role="status" className="screen-only text-success px-4 py-1 text-sm">
      {t('back')}
    </p>
  ) : null
}

'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/app/_ui/button'
import { statusQuery } from '@/lib/operations/client'
import { useIsLost } from './use-is-lost'

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
    <div className="screen-only border-danger bg-panel fixed inset-x-0 bottom-0 z-40 flex flex-wrap items-center justify-between gap-2 border-t-2 px-4 py-1.5 text-sm">
      <span className="text-danger font-medium" role="alert">
        {t('lost')}
      </span>
      <span className="text-muted">{readAt === 0 ? t('never') : t('age', { seconds })}</span>
      <Button onClick={onRetry}>{t('retry')}</Button>
    </div>
  )
}

/** Over the foot of every page, which does not move for it, while the server is not reached: since when, that what was typed stays here, and that nothing is sent by itself. */
export function ConnectionLine() {
  const t = useTranslations('controls.connection')
  const { dataUpdatedAt, refetch } = useQuery(statusQuery)
  const lost = useIsLost()
  const [was, setWas] = useState({ lost: false, back: false })
  if (lost !== was.lost) setWas({ lost, back: !lost })
  useEffect(() => {
    if (!was.back) return
    const timer = setTimeout(() => setWas({ lost: false, back: false }), BACK_MS)
    return () => clearTimeout(timer)
  }, [was.back])
  if (lost) return <Lost readAt={dataUpdatedAt} onRetry={() => void refetch({ cancelRefetch: true })} />
  return was.back ? (
    <p
      role="status"
      className="screen-only border-line bg-panel text-success fixed inset-x-0 bottom-0 z-40 border-t px-4 py-1 text-sm"
    >
      {t('back')}
    </p>
  ) : null
}

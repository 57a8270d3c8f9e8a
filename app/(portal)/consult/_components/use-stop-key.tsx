'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState, type ReactNode } from 'react'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { Button } from '@/app/_ui/button'
import { stopRun } from '@/lib/consult/client'

/** Seconds in which an Escape can be undone before the answer is stopped. */
const UNDO_SECONDS = 3

/** The time that is left, counted down, and the way back. */
function Stopping({ seconds, onUndo }: { seconds: number; onUndo: () => void }) {
  const t = useTranslations('consult.case')
  return (
    <div className="border-warning flex flex-wrap items-center justify-between gap-2 rounded border px-3 py-2 text-sm">
      <span role="status" className="text-warning font-medium">
        {t('stopping', { seconds })}
      </span>
      <Button onClick={onUndo}>{t('stopUndo')}</Button>
    </div>
  )
}

/**
 * Escape stops the running answer three seconds later, unless it is pressed again or undone; nothing is sent before. The
 * node shows the countdown.
 */
export function useStopKey(runId: string | undefined): ReactNode {
  const t = useTranslations('consult.case')
  const [left, setLeft] = useState<{ runId: string; seconds: number } | null>(null)
  useShortcut({
    keys: 'Esc',
    label: t('shortcut.stop'),
    enabled: runId !== undefined,
    run: () =>
      setLeft((now) => (now !== null || runId === undefined ? null : { runId, seconds: UNDO_SECONDS })),
  })
  useEffect(() => () => setLeft(null), [runId])
  useEffect(() => {
    if (left === null) return
    const timer = setTimeout(() => {
      if (left.seconds === 1) stopRun(left.runId).catch(() => undefined)
      setLeft(left.seconds === 1 ? null : { ...left, seconds: left.seconds - 1 })
    }, 1000)
    return () => clearTimeout(timer)
  }, [left])
  return left === null ? null : <Stopping seconds={left.seconds} onUndo={() => setLeft(null)} />
}

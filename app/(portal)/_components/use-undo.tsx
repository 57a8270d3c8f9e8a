'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { QueryFailure } from './query-failure'

/** How long something can be undone, in ms. */
const UNDO_MS = 20_000
/** How long after that the line which had the focus may go, in ms. */
const FOCUS_MS = 3000

interface Undoable {
  /** What was done, in a sentence. */
  text: string
  /** Takes it back over the same audited route. */
  undo: () => Promise<unknown>
}

/** Takes the focus when the button that had it is gone, so that the keyboard goes on from here. */
function useFocusIfLost(shown: Undoable | null) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!shown) return
    const until = Date.now() + FOCUS_MS
    const timer = setInterval(() => {
      const { activeElement } = document
      const lost = !activeElement || activeElement === document.body || activeElement.tagName === 'MAIN'
      if (lost) ref.current?.focus()
      if (lost || Date.now() > until) clearInterval(timer)
    }, 200)
    return () => clearInterval(timer)
  }, [shown])
  return ref
}

/** Offers for some seconds to take back what was just done. `offer` shows it; the node belongs above the list. */
export function useUndo(): [offer: (undoable: Undoable) => void, node: ReactNode] {
  const t = useTranslations('controls')
  const [done, setDone] = useState<Undoable | null>(null)
  const ref = useFocusIfLost(done)
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (undoable: Undoable) => undoable.undo(),
    onSuccess: () => setDone(null),
  })
  useEffect(() => {
    if (!done || isPending) return
    const timer = setTimeout(() => setDone(null), UNDO_MS)
    return () => clearTimeout(timer)
  }, [done, isPending])
  const offer = (undoable: Undoable) => {
    reset()
    setDone(undoable)
  }
  const node = (
    <div ref={ref} tabIndex={-1} className={done || error ? 'outline-none' : 'hidden'}>
      {done ? (
        <Notice tone="success">
          <span className="flex flex-wrap items-center justify-between gap-2">
            {done.text}
            <Button disabled={isPending} onClick={() => mutate(done)}>
              {t('undo')}
            </Button>
          </span>
        </Notice>
      ) : null}
      <QueryFailure error={error} />
    </div>
  )
  return [offer, node]
}

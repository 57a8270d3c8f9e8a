'use client'
import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { usePresentingSwitch } from '@/app/(portal)/_components/presenting'
import { endPresentation, startPresentation } from '@/lib/mechanism/client'
import type { Presentation, PRESENTING_MINUTES } from '@/lib/mechanism/contract'

type Minutes = (typeof PRESENTING_MINUTES)[number]

/**
 * A presentation: large type, nothing personal on the screen, and no automatic lock until its time is over. The server
 * records its start before it begins. Leaving the page, locking and the end of the time end it. The focus goes to `screen` and
 * then back to the button that began it, which takes `startButton`.
 */
export function usePresenting() {
  const holdLock = usePresentingSwitch()
  const [presentation, setPresentation] = useState<Presentation | null>(null)
  const running = useRef<string | null>(null)
  const start = useMutation({
    mutationFn: (minutes: Minutes) => startPresentation(minutes),
    onSuccess: (started) => {
      running.current = started.id
      setPresentation(started)
      holdLock(true)
    },
  })
  const stop = useCallback(() => {
    const id = running.current
    running.current = null
    setPresentation(null)
    holdLock(false)
    if (id !== null) endPresentation(id).catch(() => undefined)
  }, [holdLock])
  useEffect(() => stop, [stop])
  const startButton = useRef<HTMLButtonElement>(null)
  const screen = useRef<HTMLDivElement>(null)
  const presented = useRef(false)
  useEffect(() => {
    // The button is taken away while it is presented, and the focus with it.
    if (presentation !== null) screen.current?.focus()
    else if (presented.current) startButton.current?.focus()
    presented.current = presentation !== null
  }, [presentation])
  useEffect(() => {
    if (presentation === null) return
    const timer = setTimeout(stop, Math.max(0, Date.parse(presentation.endsAt) - Date.now()))
    return () => clearTimeout(timer)
  }, [presentation, stop])
  return { presentation, start, stop, startButton, screen }
}

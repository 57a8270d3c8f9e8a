'use client'
import { useCallback, useEffect, useState } from 'react'

export const SPEEDS = [0.5, 1, 2] as const
export type Speed = (typeof SPEEDS)[number]
const STEP_MS = 2000

export interface Player {
  /** Edges shown: 0 to `count`. */
  step: number
  count: number
  playing: boolean
  speed: Speed
  go: (step: number) => void
  toggle: () => void
  setSpeed: (speed: Speed) => void
}

/**
 * Steps through a drawing of `count` edges. Until somebody steps, everything is shown, so that a drawing whose text is
 * still being written grows with it.
 */
export function usePlayer(count: number): Player {
  const [chosen, choose] = useState<number | null>(null)
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(1)
  const step = Math.min(chosen ?? count, count)
  const running = playing && step < count

  const go = useCallback(
    (next: number) => {
      setPlaying(false)
      choose(Math.min(Math.max(next, 0), count))
    },
    [count],
  )
  const toggle = () => {
    if (!running && step >= count) choose(0)
    setPlaying(!running)
  }
  useEffect(() => {
    if (!running) return
    const timer = setTimeout(() => choose(step + 1), STEP_MS / speed)
    return () => clearTimeout(timer)
  }, [running, step, speed])
  return { step, count, playing: running, speed, go, toggle, setSpeed }
}

const OWN_KEYS = 'input, textarea, select, [contenteditable]'

/** Keys of the player: arrows, Home, End, space to play, f for the full screen, Escape to leave it. */
export function usePlayerKeys(
  { step, count, go, toggle }: Player,
  onFull: () => void,
  onEscape: (() => void) | null,
) {
  useEffect(() => {
    const actions: Record<string, (() => void) | null> = {
      ArrowRight: () => go(step + 1),
      ArrowLeft: () => go(step - 1),
      Home: () => go(0),
      End: () => go(count),
      ' ': toggle,
      f: onFull,
      Escape: onEscape,
    }
    const onKey = (event: KeyboardEvent) => {
      const { target } = event
      if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return
      if (target.closest(OWN_KEYS) || (event.key === ' ' && target.closest('button, summary, a'))) return
      const action = actions[event.key]
      if (!action) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'

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
 * Steps through a drawing of `count` edges, from its first one on: whoever presents it begins at the beginning. A drawing whose
 * text is still being written grows at its end.
 */
export function usePlayer(count: number): Player {
  const [chosen, choose] = useState<number | null>(null)
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(1)
  const step = Math.min(chosen ?? 1, count)
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

/** Keys of the player: arrows, Home, End, space to play, F for the full screen, Escape to leave a presentation. */
export function usePlayerKeys(
  { step, count, go, toggle, forward }: Player & { forward: () => void },
  onFull: () => void,
  onLeave: (() => void) | null,
) {
  const t = useTranslations('mechanism.shortcut')
  useShortcut({ keys: '→', label: t('forward'), run: forward })
  useShortcut({ keys: '←', label: t('back'), run: () => go(step - 1) })
  useShortcut({ keys: 'Home', label: t('first'), run: () => go(0) })
  useShortcut({ keys: 'End', label: t('last'), run: () => go(count) })
  useShortcut({ keys: 'Space', label: t('play'), run: toggle })
  useShortcut({ keys: 'F', label: t('full'), run: onFull })
  useShortcut({ keys: 'Esc', label: t('leave'), enabled: onLeave !== null, run: onLeave })
}

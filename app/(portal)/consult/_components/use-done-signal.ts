'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef } from 'react'
import { usePreferences } from '@/app/(portal)/_components/use-preferences'
import type { ConversationTurn } from '@/lib/consult/contract'

const ICON = '/icon.svg'

/** A short high tone, 880 Hz and quiet: heard across a room, and nothing of the case in it. */
function beep(): void {
  const context = new AudioContext()
  const tone = context.createOscillator()
  const volume = context.createGain()
  tone.frequency.value = 880
  volume.gain.value = 0.08
  tone.connect(volume).connect(context.destination)
  tone.start()
  tone.stop(context.currentTime + 0.18)
  tone.onended = () => void context.close()
}

/** Shows another icon and words before the title of the page. Returns what takes both back. */
function mark(words: string, icon: string): () => void {
  const title = document.title
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  document.title = `${words} · ${title}`
  if (link) link.href = icon
  return () => {
    if (document.title === `${words} · ${title}`) document.title = title
    if (link) link.href = ICON
  }
}

/**
 * While nobody looks at the page, its title and icon say that an answer is being written, and then that it is finished; the person
 * may have set a sound beside it, or nothing at all. Whoever comes back finds the page as it was.
 */
export function useDoneSignal(turn: Pick<ConversationTurn, 'runId' | 'state'> | null): void {
  const t = useTranslations('consult.signal')
  const { signal } = usePreferences()
  const takeBack = useRef<() => void>(undefined)
  const running = turn?.state === 'running'
  const show = useEffectEvent(() => {
    takeBack.current?.()
    takeBack.current = undefined
    if (signal === 'none' || !document.hidden || turn === null) return
    takeBack.current = running
      ? mark(`… ${t('running')}`, '/icon-busy.svg')
      : mark(`✓ ${t('done')}`, '/icon-done.svg')
  })
  const wasRunning = useRef<string>(undefined)
  const finish = useEffectEvent((runId: string | undefined) => {
    if (!running && runId !== undefined && wasRunning.current === runId) {
      show()
      if (document.hidden && signal === 'sound') beep()
    }
    wasRunning.current = running ? runId : undefined
  })
  useEffect(() => finish(turn?.runId), [turn?.runId, running])
  useEffect(() => {
    const onChange = () => {
      if (!document.hidden || wasRunning.current !== undefined) show()
    }
    document.addEventListener('visibilitychange', onChange)
    return () => {
      document.removeEventListener('visibilitychange', onChange)
      takeBack.current?.()
    }
  }, [])
}

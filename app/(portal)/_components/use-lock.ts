'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { lockScreen, meQuery, reportActivity } from '@/lib/auth/client'
import { RequestError } from '@/lib/http/client'

const CHANNEL = 'innerward-lock'
const REPORT_EVERY_MS = 60_000
const ACTIONS = ['keydown', 'pointerdown', 'wheel', 'touchstart'] as const

interface Idle {
  seconds: number | undefined
  active: boolean
  /** A presentation keeps the lock off; actions are still told to the server. */
  presenting: boolean
}

/** Locks after `seconds` without an action of the person, and tells the server at most once a minute of one. */
function useIdle({ seconds, active, presenting }: Idle, onIdle: () => void): void {
  useEffect(() => {
    if (!active || seconds === undefined) return
    const wait = () => (presenting ? undefined : setTimeout(onIdle, seconds * 1000))
    let timer = wait()
    let reported = Date.now()
    const acted = () => {
      clearTimeout(timer)
      timer = wait()
      if (Date.now() - reported < REPORT_EVERY_MS) return
      reported = Date.now()
      reportActivity().catch(() => undefined)
    }
    for (const name of ACTIONS) window.addEventListener(name, acted, { passive: true })
    return () => {
      clearTimeout(timer)
      for (const name of ACTIONS) window.removeEventListener(name, acted)
    }
  }, [active, seconds, presenting, onIdle])
}

/** Follows answers of the server: a locked session locks the page, an ended one leaves it. */
function useSessionAnswers(onLocked: () => void): void {
  const queries = useQueryClient()
  useEffect(
    () =>
      queries.getQueryCache().subscribe(({ query }) => {
        const error: unknown = query.state.error
        if (!(error instanceof RequestError)) return
        if (error.problem?.code === 'locked') onLocked()
        if (error.problem?.status === 401) {
          const elsewhere = error.problem.code === 'signed_in_elsewhere'
          window.location.assign(elsewhere ? '/login?ended=elsewhere' : '/login?ended')
        }
      }),
    [queries, onLocked],
  )
}

/** The screen lock of this page, shared with the other tabs: by Ctrl+L, by the button, after idle time. */
export function useLock(initiallyLocked: boolean, presenting: boolean) {
  const queries = useQueryClient()
  const [locked, setLocked] = useState(initiallyLocked)
  const { data: me } = useQuery({ ...meQuery, enabled: !locked })

  const hide = useCallback(() => {
    setLocked(true)
    queries.clear()
  }, [queries])
  const lock = useCallback(() => {
    hide()
    const channel = new BroadcastChannel(CHANNEL)
    channel.postMessage('locked')
    channel.close()
    lockScreen().catch(() => undefined)
  }, [hide])

  useIdle({ seconds: me?.lockAfterSeconds, active: !locked, presenting }, lock)
  useSessionAnswers(hide)
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = ({ data }) => (data === 'locked' ? hide() : setLocked(false))
    return () => channel.close()
  }, [hide])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.key.toLowerCase() !== 'l') return
      event.preventDefault()
      lock()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [lock])

  const unlocked = () => {
    setLocked(false)
    const channel = new BroadcastChannel(CHANNEL)
    channel.postMessage('unlocked')
    channel.close()
  }
  return { locked, lock, unlocked }
}

'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { lockScreen, meQuery, reportActivity } from '@/lib/auth/client'
import { RequestError } from '@/lib/shared/fetch-json'
import { settle, settled } from './continuity/before-leaving'
import { isLeaving } from './leave'
import { useShortcut } from './shortcuts/use-shortcut'

const CHANNEL = 'innerward-lock'
/** Holds the id of a session that was locked in this browser: no word of a case, and gone once it is unlocked. */
const KEPT = 'innerward-locked-session'
const TELL_AGAIN_MS = 3000
/** Longest time between an action and the server's hearing of it, in ms; at most a quarter of the time to the lock. */
const REPORT_EVERY_MS = 30_000
/** How long before the lock the person is told, in seconds. */
const WARN_SECONDS = 60
// A click of its own is what assistive technology sends.
const ACTIONS = ['keydown', 'pointerdown', 'click', 'wheel', 'touchstart'] as const

interface Idle {
  seconds: number | undefined
  active: boolean
  /** A presentation keeps the lock off; actions are still told to the server. */
  presenting: boolean
}

/**
 * Locks after `seconds` without an action of the person. The server, which locks by itself, hears of the first action at once
 * and of later ones together, so that it never counts a person at work as gone. Returns when it will lock, in ms, once that is near.
 */
function useIdle({ seconds, active, presenting }: Idle, onIdle: () => void): number | null {
  const [lockAt, warn] = useState<number | null>(null)
  useEffect(() => {
    if (!active || seconds === undefined) return
    // Longer than the twenty seconds of WCAG 2.2.1 wherever the limit allows it.
    const told = Math.min(WARN_SECONDS, seconds / 2)
    let locking: ReturnType<typeof setTimeout> | undefined
    let warning: ReturnType<typeof setTimeout> | undefined
    const forget = () => {
      clearTimeout(locking)
      clearTimeout(warning)
      warn(null)
    }
    const wait = () => {
      if (presenting) return
      locking = setTimeout(onIdle, seconds * 1000)
      warning = setTimeout(() => warn(Date.now() + told * 1000), (seconds - told) * 1000)
    }
    wait()
    const every = Math.min(REPORT_EVERY_MS, seconds * 250)
    let reported = Date.now()
    let report: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      report = undefined
      reported = Date.now()
      reportActivity().catch(() => undefined)
    }
    const acted = () => {
      forget()
      wait()
      report ??= setTimeout(tell, Math.max(0, reported + every - Date.now()))
    }
    for (const name of ACTIONS) window.addEventListener(name, acted, { passive: true })
    return () => {
      forget()
      clearTimeout(report)
      for (const name of ACTIONS) window.removeEventListener(name, acted)
    }
  }, [active, seconds, presenting, onIdle])
  return lockAt
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
        if (error.problem?.status === 401 && !isLeaving()) {
          const elsewhere = error.problem.code === 'signed_in_elsewhere'
          window.location.assign(elsewhere ? '/login?ended=elsewhere' : '/login?ended')
        }
      }),
    [queries, onLocked],
  )
}

/** Tells the server of a lock until it has heard; returns what stops that. */
function keepTelling(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  const tell = () => {
    lockScreen().catch((error: unknown) => {
      // An answer below 500, such as an ended session, is an answer.
      const heard = error instanceof RequestError && error.problem !== null && error.problem.status < 500
      if (!heard && !stopped) timer = setTimeout(tell, TELL_AGAIN_MS)
    })
  }
  // What was typed is saved first: a locked session takes nothing.
  void settled().then(tell)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

/** While the page is locked, the server is told so, and a reload finds it locked though the server may not have heard. */
function useKeptLock(locked: boolean, sessionId: string): void {
  useEffect(() => {
    if (!locked) return
    window.localStorage.setItem(KEPT, sessionId)
    return keepTelling()
  }, [locked, sessionId])
}

/** Whether this session was locked here before a reload. On the server it is not known. */
const useWasLocked = (sessionId: string): boolean =>
  useSyncExternalStore(
    () => () => undefined,
    () => window.localStorage.getItem(KEPT) === sessionId,
    () => false,
  )

interface LockOf {
  sessionId: string
  /** As the server sees it. */
  initiallyLocked: boolean
  presenting: boolean
}

/** The screen lock of this page, shared with the other tabs: by Ctrl+L, by the button, after idle time. */
export function useLock({ sessionId, initiallyLocked, presenting }: LockOf) {
  const queries = useQueryClient()
  const [lockedHere, setLocked] = useState(initiallyLocked)
  const wasLocked = useWasLocked(sessionId)
  const [opened, setOpened] = useState(false)
  const locked = lockedHere || (wasLocked && !opened)
  const { data: me } = useQuery({ ...meQuery, enabled: !locked })

  const hide = useCallback(() => {
    setLocked(true)
    queries.clear()
  }, [queries])
  const open = useCallback(() => {
    window.localStorage.removeItem(KEPT)
    setOpened(true)
    setLocked(false)
  }, [])
  const lock = useCallback(() => {
    // Until the server has heard, `useKeptLock` says it again.
    void settle().then(() => lockScreen().catch(() => undefined))
    hide()
    const channel = new BroadcastChannel(CHANNEL)
    channel.postMessage('locked')
    channel.close()
  }, [hide])

  useKeptLock(locked, sessionId)
  const lockAt = useIdle({ seconds: me?.lockAfterSeconds, active: !locked, presenting }, lock)
  useSessionAnswers(hide)
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = ({ data }) => {
      if (data !== 'locked') open()
      else {
        void settle()
        hide()
      }
    }
    return () => channel.close()
  }, [hide, open])
  const label = useTranslations('controls.shortcut')('lock')
  useShortcut({ keys: 'Ctrl+L', label, scope: 'portal', typing: true, enabled: !locked, run: lock })

  const unlocked = () => {
    open()
    const channel = new BroadcastChannel(CHANNEL)
    channel.postMessage('unlocked')
    channel.close()
  }
  return { locked, lock, unlocked, lockAt, endsAt: me ? Date.parse(me.expiresAt) : null }
}

'use client'
import { useEffect, useState } from 'react'

/**
 * Whether something read at `at` (ms since 1970; 0: never) is older than `limitMs`: seen when it becomes so, and at once
 * when the page is looked at again after it or the computer slept.
 */
export function useOlderThan(at: number, limitMs: number): boolean {
  const [now, setNow] = useState(0)
  useEffect(() => {
    const look = () => setNow(Date.now())
    const timer = setTimeout(look, Math.max(0, at + limitMs + 1 - Date.now()))
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [at, limitMs])
  return at !== 0 && now - at > limitMs
}

'use client'
import { useEffect } from 'react'

/** Lets the browser show the offline page, over TLS alone; without TLS, or where a browser refuses, the banner is all there is. */
export function RegisterOfflinePage() {
  useEffect(() => {
    if (window.location.protocol !== 'https:' || !('serviceWorker' in navigator)) return
    navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  }, [])
  return null
}

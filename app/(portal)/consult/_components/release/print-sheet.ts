'use client'
import { useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'

let released: string | null = null
const listeners = new Set<() => void>()

function set(runId: string | null): void {
  released = runId
  for (const listener of listeners) listener()
}

/** Prints the sheet of a run whose print was recorded; the sheet leaves the document again when the dialog closes. */
export function printSheet(runId: string): void {
  flushSync(() => set(runId))
  window.addEventListener('afterprint', () => set(null), { once: true })
  window.print()
}

/** The run whose sheet may be printed just now; null for none. */
export function useReleasedSheet(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => released,
    () => null,
  )
}

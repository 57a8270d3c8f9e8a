'use client'
import { CircleCheck } from 'lucide-react'
import { useEffect, useSyncExternalStore } from 'react'

/** How long a toast stands, in ms. It only confirms what was done: whatever needs an answer is a notice or a dialog. */
const STANDS_MS = 5000

interface Said {
  id: number
  text: string
}

let said: Said | null = null
let count = 0
const readers = new Set<() => void>()

function put(next: Said | null): void {
  said = next
  for (const read of readers) read()
}

/** Says in a corner of the page, and to screen readers, that something was done. A new one takes the place of the last. */
export function toast(text: string): void {
  put({ id: ++count, text })
}

const subscribe = (read: () => void) => {
  readers.add(read)
  return () => void readers.delete(read)
}

/** Where toasts stand. It is always in the document, since a live region is heard only if it was there before its words. */
export function Toasts() {
  const shown = useSyncExternalStore(
    subscribe,
    () => said,
    () => null,
  )
  useEffect(() => {
    if (shown === null) return
    const timer = setTimeout(() => put(null), STANDS_MS)
    return () => clearTimeout(timer)
  }, [shown])
  return (
    <div
      role="status"
      className="screen-only pointer-events-none fixed right-4 bottom-14 z-80 flex max-w-[calc(100vw-2rem)] justify-end"
    >
      {shown ? (
        <p
          key={shown.id}
          className="bg-ink text-panel flex items-center gap-2 rounded px-3 py-2 text-sm shadow-lg"
        >
          <CircleCheck aria-hidden size={16} className="shrink-0" />
          {shown.text}
        </p>
      ) : null}
    </div>
  )
}

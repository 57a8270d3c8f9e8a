'use client'
import { useSyncExternalStore } from 'react'

/** Case, answer and reasoning beside each other; the case beside one of the others; or one at a time. */
export type PaneLayout = 'columns' | 'two' | 'one'

const WIDE = '(min-width: 62.5rem)'
const MIDDLE = '(min-width: 40rem)'

function subscribe(changed: () => void): () => void {
  const queries = [WIDE, MIDDLE].map((query) => window.matchMedia(query))
  for (const query of queries) query.addEventListener('change', changed)
  return () => {
    for (const query of queries) query.removeEventListener('change', changed)
  }
}

const read = (): PaneLayout => {
  if (window.matchMedia(WIDE).matches) return 'columns'
  return window.matchMedia(MIDDLE).matches ? 'two' : 'one'
}

/** How much room the window has: 1000 and 640 pixels are the bounds, so that zoom counts too. */
export const usePaneLayout = (): PaneLayout => useSyncExternalStore(subscribe, read, () => 'columns')

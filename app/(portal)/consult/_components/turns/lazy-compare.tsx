'use client'
import { lazyPart } from '@/app/_ui/lazy-part'

/** It compares word by word, which the page need not know before. */
export const CompareTurns = lazyPart(() => import('./compare-turns').then((part) => part.CompareTurns), {
  over: ({ onClose }) => ({ open: true, onClose }),
})

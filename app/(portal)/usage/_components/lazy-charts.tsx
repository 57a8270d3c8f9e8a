'use client'
import { lazyPart } from '@/app/_ui/lazy-part'

/** The charts, in the browser only: the server may not send inline styles, and a library of this size is not needed at once. */
export const TimeBars = lazyPart(() => import('./charts').then((charts) => charts.TimeBars))
export const NamedBars = lazyPart(() => import('./charts').then((charts) => charts.NamedBars))

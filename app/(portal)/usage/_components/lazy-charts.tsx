'use client'
import dynamic from 'next/dynamic'

/** The charts, in the browser only: the server may not send inline styles, and a library of this size is not needed at once. */
export const TimeBars = dynamic(() => import('./charts').then((charts) => charts.TimeBars), { ssr: false })
export const NamedBars = dynamic(() => import('./charts').then((charts) => charts.NamedBars), { ssr: false })

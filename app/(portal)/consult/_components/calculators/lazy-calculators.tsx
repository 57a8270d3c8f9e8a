'use client'
import { lazyPart } from '@/app/_ui/lazy-part'

/** The tables of the calculators are a tenth of what this page would else load before it is there. */
export const CalculatorsDialog = lazyPart(
  () => import('./calculators-dialog').then((part) => part.CalculatorsDialog),
  { over: (props) => props },
)
export const ReadyCalculators = lazyPart(() =>
  import('./ready-calculators').then((part) => part.ReadyCalculators),
)

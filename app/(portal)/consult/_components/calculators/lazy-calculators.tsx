'use client'
import dynamic from 'next/dynamic'

/** The tables of the calculators are a tenth of what this page would else load before it is there. */
export const CalculatorsDialog = dynamic(
  () => import('./calculators-dialog').then((part) => part.CalculatorsDialog),
  { ssr: false },
)
export const ReadyCalculators = dynamic(
  () => import('./ready-calculators').then((part) => part.ReadyCalculators),
  { ssr: false },
)

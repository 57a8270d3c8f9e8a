'use client'
import { useTranslations } from 'next-intl'
import { lazyPart } from '@/app/_ui/lazy-part'
import { useReleasedSheet } from './print-sheet'
import type { SheetProps } from './sheet'

/** It is loaded before a print is recorded, so that no empty page is printed. */
export const Sheet = lazyPart(() => import('./sheet').then((sheet) => sheet.Sheet))

/** The answer on paper, once its print is recorded; before that the page says how to print. */
export function AnswerSheet(props: SheetProps) {
  const review = useTranslations('review.acknowledge')
  const released = useReleasedSheet()
  return released === props.turn.runId ? (
    <Sheet {...props} />
  ) : (
    <p className="print-only text-black">{review('usePrint')}</p>
  )
}

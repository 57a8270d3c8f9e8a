'use client'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { SEVERITIES } from '@/lib/clinical/review/finding'
import { paneId } from '../pane-tabs'
import { orderStops, stepFrom, type FindingStop } from './walk-findings'

const MARKS = `#${paneId('answer')} a[data-finding]`
const NEXT_KEY = 'Alt+J'
const PREVIOUS_KEY = 'Alt+H'

interface MarkStop extends FindingStop {
  mark: HTMLAnchorElement
}

const stopOf = (mark: HTMLAnchorElement): MarkStop[] => {
  const severity = SEVERITIES.find((one) => one === mark.dataset['finding'])
  return severity ? [{ severity, id: mark.hash, mark }] : []
}

/** Goes to a mark, with what was found there open below its sentence. */
function goTo({ mark }: MarkStop): void {
  if (mark.getAttribute('aria-expanded') === 'false') mark.click()
  mark.focus({ preventScroll: true })
  mark.scrollIntoView({ block: 'center' })
}

interface FindingWalkOptions {
  enabled: boolean
  /** Shows the answer, where another pane hides it. */
  show: () => void
  /** Shows where the findings are that no words of the answer lead to. */
  otherwise: () => void
}

/** Goes from one marked place of the answer to the next, also by keys. */
export function useFindingWalk({ enabled, show, otherwise }: FindingWalkOptions) {
  const t = useTranslations('consult.release')
  const last = useRef<string | null>(null)
  const go = (by: 1 | -1) => {
    const marks = [...document.querySelectorAll<HTMLAnchorElement>(MARKS)]
    const here = marks.find((mark) => mark === document.activeElement)?.hash
    const stop = stepFrom(orderStops(marks.flatMap(stopOf)), here ?? last.current, by)
    if (!stop) {
      otherwise()
      return
    }
    last.current = stop.id
    // What is hidden takes no focus.
    flushSync(show)
    goTo(stop)
  }
  const next = () => go(1)
  useShortcut({ keys: NEXT_KEY, label: t('nextFinding'), enabled, typing: true, run: next })
  useShortcut({
    keys: PREVIOUS_KEY,
    label: t('previousFinding'),
    enabled,
    typing: true,
    run: () => go(-1),
  })
  return { next, keys: NEXT_KEY }
}

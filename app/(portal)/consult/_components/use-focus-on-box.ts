'use client'
import { useEffect, type RefObject } from 'react'
import { usePaneLayout } from './use-pane-layout'

/**
 * Whoever comes to a case, or has just asked, may type at once, unless something else has the focus. On a phone that would open the
 * keyboard over the answer.
 */
export function useFocusOnBox(box: RefObject<HTMLTextAreaElement | null>): void {
  const layout = usePaneLayout()
  useEffect(() => {
    if (layout !== 'one' && document.activeElement === document.body) box.current?.focus()
  }, [box, layout])
}

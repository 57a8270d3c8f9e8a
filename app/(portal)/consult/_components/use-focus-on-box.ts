'use client'
import { useEffect } from 'react'
import { focusWork } from '@/app/(portal)/_components/focus-work'
import { usePaneLayout } from './use-pane-layout'

/** Whoever comes to a case, or has just asked `asked`, may type at once, unless something else has the focus. */
export function useFocusOnBox(asked: string | undefined): void {
  const layout = usePaneLayout()
  useEffect(focusWork, [asked, layout])
}

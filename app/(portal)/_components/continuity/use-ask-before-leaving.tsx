'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, type ReactNode } from 'react'
import { useQuestion } from '@/app/(portal)/_components/use-question'

interface Leaving {
  text: string
  /** The word on the button that leaves. */
  action: string
  onLeave: () => void
}

/** The page of the portal that a plain click leads to; null where it stays here or opens beside. */
function placeOf(event: MouseEvent): string | null {
  const { button, ctrlKey, metaKey, shiftKey, altKey, target } = event
  if (button !== 0 || ctrlKey || metaKey || shiftKey || altKey || !(target instanceof Element)) return null
  const link = target.closest<HTMLAnchorElement>('a[href]')
  if (!link || link.target === '_blank' || link.hasAttribute('download')) return null
  if (link.origin !== window.location.origin || link.pathname === window.location.pathname) return null
  return link.pathname + link.search
}

/**
 * Asks before a link leaves what is not saved; the node belongs into the page. What leaves otherwise, such as the browser's
 * own back, is for a draft to keep.
 */
export function useAskBeforeLeaving(unsaved: boolean, leaving: Leaving): ReactNode {
  const router = useRouter()
  const [ask, question] = useQuestion()
  const latest = useRef(leaving)
  useEffect(() => {
    latest.current = leaving
  })
  useEffect(() => {
    if (!unsaved) return
    const clicked = (event: MouseEvent) => {
      const place = placeOf(event)
      if (place === null) return
      // Before the link hears of it.
      event.preventDefault()
      event.stopPropagation()
      const { text, action, onLeave } = latest.current
      const onYes = () => {
        onLeave()
        router.push(place)
      }
      ask({ text, action, onYes })
    }
    window.addEventListener('click', clicked, { capture: true })
    return () => window.removeEventListener('click', clicked, { capture: true })
  }, [unsaved, router, ask])
  return question
}

'use client'
import { useEffect, type FocusEvent, type KeyboardEvent, type RefObject } from 'react'

const TERM = '[data-term]'

const termsIn = (part: Element): HTMLElement[] => [...part.querySelectorAll<HTMLElement>(TERM)]

/** Makes one term the stop of its part. React sets the property once and for all, so that it does not set it back. */
function makeStop(terms: readonly HTMLElement[], stop: HTMLElement | undefined): void {
  for (const term of terms) term.tabIndex = term === stop ? 0 : -1
}

/** Which term a key leads to. At the ends the focus stays. */
function termFor(key: string, terms: readonly HTMLElement[], at: number): HTMLElement | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return terms[at + 1]
    case 'ArrowLeft':
    case 'ArrowUp':
      return terms[at - 1]
    case 'Home':
      return terms[0]
    case 'End':
      return terms.at(-1)
    default:
      return undefined
  }
}

/**
 * The terms of a part as one stop of the Tab key, at the one last looked at; arrow keys go from term to term. A part has
 * dozens, and the findings among them are what is to be reached.
 */
export function useTermStop(part: RefObject<HTMLElement | null>) {
  useEffect(() => {
    // Terms come while a part is written, and go where a finding is set on their words.
    const terms = part.current ? termsIn(part.current) : []
    makeStop(terms, terms.find(({ tabIndex }) => tabIndex === 0) ?? terms[0])
  })
  return {
    onFocus: ({ currentTarget, target }: FocusEvent<HTMLElement>) => {
      const term = target.closest<HTMLElement>(TERM)
      if (term) makeStop(termsIn(currentTarget), term)
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const { currentTarget, target, key, altKey, ctrlKey, metaKey } = event
      const term = target instanceof Element ? target.closest<HTMLElement>(TERM) : null
      if (!term || altKey || ctrlKey || metaKey) return
      const terms = termsIn(currentTarget)
      const to = termFor(key, terms, terms.indexOf(term))
      if (!to) return
      event.preventDefault()
      to.focus()
    },
  }
}

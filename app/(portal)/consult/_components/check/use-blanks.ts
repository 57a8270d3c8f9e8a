'use client'
import type { KeyboardEvent, RefObject } from 'react'
import { flushSync } from 'react-dom'
import { isComposing } from '@/app/(portal)/_components/shortcuts/keys'
import { nextBlank, type Blank } from '@/lib/clinical/coach/blanks'

/**
 * Tab goes from blank to blank of the box, Shift+Tab back; where none is left it leaves the box, as ever. `fill` puts a text into the
 * box with a blank selected, so that typing replaces it. Nothing happens while an input method composes.
 */
export function useBlanks(
  box: RefObject<HTMLTextAreaElement | null>,
  text: string,
  setText: (text: string) => void,
) {
  const goTo = (blank: Blank | null) => {
    box.current?.focus()
    if (blank) box.current?.setSelectionRange(blank.start, blank.end)
  }
  const fill = (next: string, blank: Blank | null) => {
    if (next !== text) {
      flushSync(() => {
        setText(next)
      })
    }
    goTo(blank)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const plain = event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey
    if (!plain || isComposing(event.nativeEvent)) return
    const { selectionStart, selectionEnd } = event.currentTarget
    const blank = event.shiftKey
      ? nextBlank(text, selectionStart, 'back')
      : nextBlank(text, selectionEnd, 'forward')
    if (!blank) return
    event.preventDefault()
    goTo(blank)
  }
  return { fill, goTo, onKeyDown }
}

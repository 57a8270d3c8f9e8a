'use client'
import type { ClipboardEvent, KeyboardEvent, RefObject } from 'react'
import { flushSync } from 'react-dom'
import { isComposing } from '@/app/(portal)/_components/shortcuts/keys'
import { fillPair, nextBlank, otherHalf, type Blank } from '@/lib/clinical/coach/blanks'

interface BlanksOptions {
  text: string
  setText: (text: string) => void
  /** What Escape leaves; null while there is nothing to leave. */
  leave: (() => void) | null
}

/**
 * Tab goes from blank to blank of the box, Shift+Tab back; where none is left it leaves the box, as ever. In a pair such as
 * `BP ____/____` the stroke goes to the other half, and a pasted 120/80 fills both. `fill` puts a text into the box with a blank
 * selected, so that typing replaces it. Nothing happens while an input method composes.
 */
export function useBlanks(
  box: RefObject<HTMLTextAreaElement | null>,
  { text, setText, leave }: BlanksOptions,
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
  /** Where a key goes in the box; null where it does what it does anyhow. */
  const target = ({ key, shiftKey, currentTarget }: KeyboardEvent<HTMLTextAreaElement>): Blank | null => {
    const { selectionStart, selectionEnd } = currentTarget
    if (key === '/' || key === '／') return otherHalf(text, selectionEnd)
    if (key !== 'Tab') return null
    return shiftKey ? nextBlank(text, selectionStart, 'back') : nextBlank(text, selectionEnd, 'forward')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.defaultPrevented || isComposing(event.nativeEvent)) return
    if (event.key === 'Escape') leave?.()
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey
    const blank = plain ? target(event) : null
    if (!blank) return
    event.preventDefault()
    goTo(blank)
  }
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const { selectionStart, selectionEnd } = event.currentTarget
    const pasted = event.clipboardData.getData('text/plain')
    const filled = fillPair(text, { start: selectionStart, end: selectionEnd }, pasted)
    if (!filled) return
    event.preventDefault()
    fill(filled.text, filled.at)
  }
  return { fill, goTo, onKeyDown, onPaste }
}

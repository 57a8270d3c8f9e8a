'use client'
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { buttonClass } from './button'
import { lazyPart } from './lazy-part'
import type { Choice, MenuFocus } from './menu-list'

/** What makes the list is not needed before one opens. */
const MenuList = lazyPart(() => import('./menu-list').then((list) => list.MenuList), {
  over: (props) => props,
})

const FOCUS_OF_KEY: Readonly<Record<string, MenuFocus>> = {
  ...{ ArrowDown: 'first', ArrowUp: 'last', Enter: 'first', ' ': 'first' },
}

interface MenuProps {
  /** What the button shows. */
  button: ReactNode
  /** The name of the list of choices. */
  label: string
  choices: readonly Choice[]
  variant?: 'secondary' | 'quiet'
  disabled?: boolean
}

/** A button that opens a few choices. Arrows and first letters move among them, Escape closes it and gives the focus back. */
export function Menu({ button, label, choices, variant = 'secondary', disabled = false }: MenuProps) {
  const trigger = useRef<HTMLButtonElement>(null)
  const [opened, open] = useState<MenuFocus | null>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const focus = FOCUS_OF_KEY[event.key]
    if (focus === undefined) return
    // No click follows: the list would take it for one without keys, and wait with the focus for transitions to end.
    event.preventDefault()
    open(focus)
  }
  return (
    <>
      <button
        ref={trigger}
        type="button"
        disabled={disabled}
        aria-haspopup="menu"
        aria-expanded={opened !== null}
        className={buttonClass(variant)}
        onKeyDown={onKeyDown}
        onClick={({ currentTarget, detail }) => {
          // Safari does not focus a button that is clicked, and the focus comes back to what had it.
          currentTarget.focus({ preventScroll: true })
          // A click without a pointer is of a screen reader: it goes on in the list.
          open(detail === 0 ? 'first' : 'list')
        }}
      >
        {button}
      </button>
      <MenuList
        trigger={trigger}
        open={opened !== null}
        focus={opened ?? 'list'}
        label={label}
        choices={choices}
        onClose={() => open(null)}
      />
    </>
  )
}

'use client'
import { clsx } from 'clsx'
import type { RefObject } from 'react'
import { Menu as List, MenuItem, Popover } from 'react-aria-components'
import { POPUP } from './control'

export interface Choice {
  label: string
  onChoose: () => void
}
/** Where the focus is when a menu opens: on a choice, or on the list of them. */
export type MenuFocus = 'first' | 'last' | 'list'

interface MenuListProps {
  /** The button that opens it. */
  trigger: RefObject<HTMLButtonElement | null>
  open: boolean
  onClose: () => void
  focus: MenuFocus
  label: string
  choices: readonly Choice[]
}

/** The choices of a menu, beside the button that opened them. */
export function MenuList({ trigger, open, onClose, focus, label, choices }: MenuListProps) {
  return (
    <Popover
      data-takes-escape
      triggerRef={trigger}
      isOpen={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      placement="bottom end"
      className={clsx(POPUP, 'w-max min-w-40 p-1')}
    >
      <List
        aria-label={label}
        autoFocus={focus === 'list' ? true : focus}
        onClose={onClose}
        className="outline-none"
      >
        {choices.map(({ label: name, onChoose }) => (
          <MenuItem
            key={name}
            onAction={onChoose}
            className="data-[focused]:bg-raised flex min-h-8 cursor-pointer items-center rounded px-2.5 py-1 text-sm outline-none"
          >
            {name}
          </MenuItem>
        ))}
      </List>
    </Popover>
  )
}

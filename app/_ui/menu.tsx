'use client'
import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { Button as Trigger, Menu as List, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { buttonClass } from './button'
import { POPUP } from './control'

interface Choice {
  label: string
  onChoose: () => void
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

/** A button that opens a few choices. Arrows and first letters move among them, Escape closes and gives the focus back. */
export function Menu({ button, label, choices, variant = 'secondary', disabled = false }: MenuProps) {
  return (
    <MenuTrigger>
      <Trigger isDisabled={disabled} className={buttonClass(variant)}>
        {button}
      </Trigger>
      <Popover data-takes-escape placement="bottom end" className={clsx(POPUP, 'w-max min-w-40 p-1')}>
        <List aria-label={label} className="outline-none">
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
    </MenuTrigger>
  )
}

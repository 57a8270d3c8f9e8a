'use client'
import { clsx } from 'clsx'
import type { RefObject } from 'react'
import { Dialog, Popover } from 'react-aria-components'
import { POPUP } from './control'
import { MonthCalendar } from './month-calendar'

interface CalendarPopupProps {
  /** What it opens under. */
  beside: RefObject<HTMLDivElement | null>
  open: boolean
  onClose: () => void
  label: string
  /** ISO date, or empty for none. */
  value: string
  onChoose: (day: string) => void
}

/** The calendar of a date field, over the page. */
export function CalendarPopup({ beside, open, onClose, label, value, onChoose }: CalendarPopupProps) {
  return (
    <Popover
      data-takes-escape
      triggerRef={beside}
      isOpen={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      placement="bottom end"
      className={clsx(POPUP, 'p-2')}
    >
      <Dialog aria-label={label} className="min-h-72 min-w-56 outline-none">
        <MonthCalendar label={label} value={value} onChoose={onChoose} />
      </Dialog>
    </Popover>
  )
}

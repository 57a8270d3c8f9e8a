'use client'
import { parseDate, type CalendarDate } from '@internationalized/date'
import { clsx } from 'clsx'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Heading,
} from 'react-aria-components'
import { hospitalDay } from '@/lib/shared/hospital-day'
import { buttonClass } from './button'

interface MonthCalendarProps {
  label: string
  /** ISO date, or empty for none. */
  value: string
  onChoose: (day: string) => void
}

const CELL =
  'flex size-8 cursor-pointer items-center justify-center rounded text-sm outline-none data-[hovered]:bg-raised data-[focus-visible]:outline-2 data-[focus-visible]:outline-accent data-[selected]:bg-accent data-[selected]:text-on-accent data-[outside-month]:invisible'

/** A month to choose a day from, in the language of the page; weeks begin as they do there. */
export function MonthCalendar({ label, value, onChoose }: MonthCalendarProps) {
  const [today] = useState(() => hospitalDay(new Date()))
  return (
    <Calendar<CalendarDate>
      aria-label={label}
      autoFocus
      value={value === '' ? null : parseDate(value)}
      defaultFocusedValue={parseDate(value === '' ? today : value)}
      onChange={(day) => onChoose(day.toString())}
    >
      <header className="flex items-center justify-between gap-1 pb-1">
        <Button slot="previous" className={buttonClass('quiet')}>
          <ChevronLeft aria-hidden size={16} />
        </Button>
        <Heading className="text-sm font-medium" />
        <Button slot="next" className={buttonClass('quiet')}>
          <ChevronRight aria-hidden size={16} />
        </Button>
      </header>
      <CalendarGrid>
        <CalendarGridHeader>
          {(day) => (
            <CalendarHeaderCell className="text-muted size-8 text-sm font-normal">{day}</CalendarHeaderCell>
          )}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => (
            <CalendarCell
              date={date}
              className={clsx(CELL, date.toString() === today && 'font-bold underline underline-offset-4')}
            />
          )}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  )
}

'use client'
import { CalendarDays } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { toLocale } from '@/lib/shared/locale'
import { readDay, showDay } from '@/lib/shared/typed-day'
import { buttonClass } from './button'
import { controlClass } from './control'
import { Labelled } from './labelled'
import { lazyPart } from './lazy-part'
import { useFault } from './use-fault'

/** Only who opens it needs it: a calendar weighs more than all else of a form. */
const CalendarPopup = lazyPart(() => import('./calendar-popup').then((popup) => popup.CalendarPopup), {
  over: (props) => props,
})

interface DateFieldProps {
  label: string
  /** ISO date, or empty for none. Without it the day is kept here. */
  value?: string
  /** Told when a day was typed to its end or chosen, and with an empty text when it was taken out. */
  onChange?: (day: string) => void
  /** Sends the ISO date with the form that it stands in. */
  name?: string
  required?: boolean
  hint?: string | undefined
  /** What is wrong with the day, beside it being none. */
  error?: string | null | undefined
  className?: string
}

/** The text of the field and the day that it says. While something is typed, the text is the typist's. */
function useTyped({ value, onChange }: Pick<DateFieldProps, 'value' | 'onChange'>) {
  const locale = toLocale(useLocale())
  const [own, setOwn] = useState('')
  const day = value ?? own
  const [typed, setTyped] = useState<string | null>(null)
  const setDay = (next: string) => {
    setTyped(null)
    setOwn(next)
    if (next !== day) onChange?.(next)
  }
  const leave = () => {
    if (typed === null) return
    const read = typed.trim() === '' ? '' : readDay(typed)
    if (read !== null) setDay(read)
  }
  const text = typed ?? (day === '' ? '' : showDay(day, locale))
  const wrong = typed !== null && typed.trim() !== '' && readDay(typed) === null
  return { day, text, wrong, type: setTyped, leave, setDay }
}

/** A day, typed in one field in any of the usual forms, or chosen from the calendar beside it. */
export function DateField(props: DateFieldProps) {
  const { label, name, required = false, hint, error, className } = props
  const t = useTranslations('controls.day')
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState(false)
  const [left, setLeft] = useState(false)
  const { day, text, wrong, type, leave, setDay } = useTyped(props)
  // A form is not sent with words that say no day.
  useEffect(() => input.current?.setCustomValidity(wrong ? t('wrong') : ''), [wrong, t])
  const { fault: found, checks } = useFault()
  const fault = wrong && left ? t('wrong') : (error ?? found)
  return (
    <Labelled label={label} hint={hint} error={fault} className={className}>
      {(described) => (
        <>
          <div ref={box} className="flex">
            <input
              ref={input}
              value={text}
              required={required}
              autoComplete="off"
              spellCheck={false}
              maxLength={32}
              placeholder={t('form')}
              {...described}
              {...checks}
              className={controlClass('w-32 rounded-r-none')}
              onChange={({ target }) => {
                setLeft(false)
                type(target.value)
              }}
              onBlur={() => {
                setLeft(true)
                leave()
              }}
              onKeyDown={({ key }) => {
                if (key === 'Enter') leave()
              }}
            />
            <button
              type="button"
              aria-label={t('open', { name: label })}
              aria-haspopup="dialog"
              aria-expanded={open}
              className={buttonClass('secondary', 'border-edge h-control rounded-l-none border-l-0 px-2')}
              onClick={() => setOpen(true)}
            >
              <CalendarDays aria-hidden size={16} />
            </button>
          </div>
          {name === undefined ? null : <input type="hidden" name={name} value={day} />}
          <CalendarPopup
            beside={box}
            open={open}
            onClose={() => setOpen(false)}
            label={label}
            value={day}
            onChoose={(chosen) => {
              setDay(chosen)
              setOpen(false)
            }}
          />
        </>
      )}
    </Labelled>
  )
}

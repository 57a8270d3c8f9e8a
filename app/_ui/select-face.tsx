'use client'
import { clsx } from 'clsx'
import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { controlClass } from './control'

export interface Option {
  value: string
  label: string
}

/** A choice whose value is known. */
export interface ChosenProps {
  label: string
  hideLabel: boolean
  options: readonly Option[]
  value: string
  onChange: (value: string) => void
  disabled: boolean
  className: string
}

export const FACE = 'flex w-full items-center gap-1.5 whitespace-nowrap'
export const LABEL = 'text-muted text-sm'
export const BOX = 'flex min-w-24 flex-col gap-1'

/** Says that there is more to choose from. */
export const SelectMark = () => <ChevronDown aria-hidden size={15} className="text-muted shrink-0" />

type SelectFaceProps = Pick<ChosenProps, 'label' | 'options' | 'value'> &
  Partial<Pick<ChosenProps, 'hideLabel' | 'className'>>

/**
 * A choice before its list is there, and before the scripts are: the library would send hidden fields with styles that the page
 * policy refuses.
 */
export function SelectFace({ label, hideLabel = false, options, value, className = BOX }: SelectFaceProps) {
  const id = useId()
  return (
    <div className={className}>
      <span id={id} className={hideLabel ? 'sr-only' : LABEL}>
        {label}
      </span>
      <button
        type="button"
        id={`${id}-value`}
        disabled
        aria-labelledby={`${id}-value ${id}`}
        className={controlClass(clsx(FACE, 'disabled:opacity-100'))}
      >
        <span className="min-w-0 flex-1 truncate text-left">
          {options.find((option) => option.value === value)?.label}
        </span>
        <SelectMark />
      </button>
    </div>
  )
}

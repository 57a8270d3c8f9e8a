'use client'
import { clsx } from 'clsx'
import { useState } from 'react'
import { lazyPart } from './lazy-part'
import { BOX, SelectFace, type Option } from './select-face'

/** The page stands before what makes its lists does. */
const SelectList = lazyPart(() => import('./select-list').then((list) => list.SelectList), {
  waiting: SelectFace,
})

interface SelectProps {
  label: string
  /** Names it for screen readers alone, where what stands beside it says enough. */
  hideLabel?: boolean
  options: readonly Option[]
  /** Without it the choice is kept here, and starts with the first option. */
  value?: string
  onChange?: (value: string) => void
  /** Sends the value with the form that it stands in. */
  name?: string
  disabled?: boolean
  className?: string
}

/** One of several, as a list that opens. Arrows and first letters move in it, Escape closes it and gives the focus back. */
export function Select(props: SelectProps) {
  const { label, hideLabel = false, options, onChange, name, disabled = false, className } = props
  const [own, setOwn] = useState<string>()
  const value = props.value ?? own ?? options[0]?.value ?? ''
  return (
    <>
      <SelectList
        label={label}
        hideLabel={hideLabel}
        options={options}
        value={value}
        onChange={(chosen) => {
          setOwn(chosen)
          onChange?.(chosen)
        }}
        disabled={disabled}
        className={clsx(BOX, className)}
      />
      {name === undefined ? null : <input type="hidden" name={name} value={value} />}
    </>
  )
}

'use client'
import { clsx } from 'clsx'
import { useState } from 'react'
import { Button, Label, ListBox, Popover, Select as Choice } from 'react-aria-components'
import { controlClass, POPUP } from './control'
import { BOX, Face, FACE, keyOf, LABEL, Line, Still, valueOf, type Option } from './select-face'
import { useHydrated } from './use-hydrated'

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
  const hydrated = useHydrated()
  const [own, setOwn] = useState<string>()
  const value = props.value ?? own ?? options[0]?.value ?? ''
  const box = clsx(BOX, className)
  if (!hydrated) {
    const text = options.find((option) => option.value === value)?.label ?? ''
    return (
      <div className={box}>
        <Still label={label} hideLabel={hideLabel} text={text} />
      </div>
    )
  }
  return (
    <Choice
      className={box}
      {...(hideLabel ? { 'aria-label': label } : {})}
      isDisabled={disabled}
      value={keyOf(value)}
      onChange={(key) => {
        const chosen = valueOf(key)
        setOwn(chosen)
        onChange?.(chosen)
      }}
    >
      {hideLabel ? null : <Label className={LABEL}>{label}</Label>}
      <Button className={controlClass(FACE)}>
        <Face />
      </Button>
      {name === undefined ? null : <input type="hidden" name={name} value={value} />}
      <Popover data-takes-escape className={clsx(POPUP, 'min-w-(--trigger-width) overflow-auto p-1')}>
        <ListBox className="outline-none">
          {options.map((option) => (
            <Line key={keyOf(option.value)} {...option} />
          ))}
        </ListBox>
      </Popover>
    </Choice>
  )
}

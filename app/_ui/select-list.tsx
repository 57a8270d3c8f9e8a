'use client'
import { clsx } from 'clsx'
import { Button, Label, ListBox, Popover, Select } from 'react-aria-components'
import { controlClass, POPUP } from './control'
import { FACE, LABEL, type ChosenProps } from './select-face'
import { Face, keyOf, Line, valueOf } from './select-line'

/** The box with the list that it opens. */
export function SelectList({ label, hideLabel, options, value, onChange, disabled, className }: ChosenProps) {
  return (
    <Select
      className={className}
      {...(hideLabel ? { 'aria-label': label } : {})}
      isDisabled={disabled}
      value={keyOf(value)}
      onChange={(key) => onChange(valueOf(key))}
    >
      {hideLabel ? null : <Label className={LABEL}>{label}</Label>}
      <Button className={controlClass(FACE)}>
        <Face />
      </Button>
      <Popover data-takes-escape className={clsx(POPUP, 'min-w-(--trigger-width) overflow-auto p-1')}>
        <ListBox className="outline-none">
          {options.map((option) => (
            <Line key={keyOf(option.value)} {...option} />
          ))}
        </ListBox>
      </Popover>
    </Select>
  )
}

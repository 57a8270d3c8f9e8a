'use client'
import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'
import { controlClass, POPUP } from './control'
import { FACE, LABEL, SelectMark, type ChosenProps } from './select-face'

/** Keys of the library may not be empty, values may. */
const PREFIX = '='
const keyOf = (value: string) => `${PREFIX}${value}`

/** The box with the list that it opens. */
export function SelectList({ label, hideLabel, options, value, onChange, disabled, className }: ChosenProps) {
  return (
    <Select
      className={className}
      {...(hideLabel ? { 'aria-label': label } : {})}
      isDisabled={disabled}
      value={keyOf(value)}
      onChange={(key) => onChange(String(key).slice(PREFIX.length))}
    >
      {hideLabel ? null : <Label className={LABEL}>{label}</Label>}
      <Button className={controlClass(FACE)}>
        {/* Its words alone: what else stands in the chosen line of the list belongs there. */}
        <SelectValue className="min-w-0 flex-1 truncate text-left">
          {({ selectedText }) => selectedText}
        </SelectValue>
        <SelectMark />
      </Button>
      <Popover data-takes-escape className={clsx(POPUP, 'min-w-(--trigger-width) overflow-auto p-1')}>
        <ListBox className="outline-none">
          {options.map((option) => (
            <ListBoxItem
              key={keyOf(option.value)}
              id={keyOf(option.value)}
              textValue={option.label}
              className="data-[focused]:bg-raised flex min-h-8 cursor-pointer items-center gap-2 rounded py-1 pr-3 pl-1.5 text-sm outline-none data-[selected]:font-medium"
            >
              {({ isSelected }) => (
                <>
                  <Check aria-hidden size={15} className={clsx('shrink-0', !isSelected && 'invisible')} />
                  {option.label}
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  )
}

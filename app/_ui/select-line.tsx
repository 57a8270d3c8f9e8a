'use client'
import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { ListBoxItem, SelectValue } from 'react-aria-components'
import { SelectMark, type Option } from './select-face'

/** Keys of the library may not be empty, values may. */
const PREFIX = '='
export const keyOf = (value: string): string => `${PREFIX}${value}`
export const valueOf = (key: unknown): string => String(key).slice(PREFIX.length)

/** What opens the list: the value, and a mark that there is more. */
export function Face() {
  return (
    <>
      {/* Its words alone: what else stands in the chosen line of the list belongs there. */}
      <SelectValue className="min-w-0 flex-1 truncate text-left">
        {({ selectedText }) => <span title={selectedText}>{selectedText}</span>}
      </SelectValue>
      <SelectMark />
    </>
  )
}

/** One line of the list, with a mark where it is chosen. */
export function Line({ value, label }: Option) {
  return (
    <ListBoxItem
      id={keyOf(value)}
      textValue={label}
      className="data-[focused]:bg-raised flex min-h-8 cursor-pointer items-center gap-2 rounded py-1 pr-3 pl-1.5 text-sm outline-none data-[selected]:font-medium"
    >
      {({ isSelected }) => (
        <>
          <Check aria-hidden size={15} className={clsx('shrink-0', !isSelected && 'invisible')} />
          {label}
        </>
      )}
    </ListBoxItem>
  )
}

import { clsx } from 'clsx'
import { Check, ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { ListBoxItem, SelectValue } from 'react-aria-components'
import { controlClass } from './control'

export interface Option {
  value: string
  label: string
}

/** Keys of the library may not be empty, values may. */
const PREFIX = '='
export const keyOf = (value: string): string => `${PREFIX}${value}`
export const valueOf = (key: unknown): string => String(key).slice(PREFIX.length)

/** What opens the list: the value, and a mark that there is more. */
export function Face({ text }: { text?: string }) {
  return (
    <>
      {text === undefined ? (
        // Its words alone: what else stands in the chosen line of the list belongs there.
        <SelectValue className="min-w-0 flex-1 truncate text-left">
          {({ selectedText }) => selectedText}
        </SelectValue>
      ) : (
        <span className="min-w-0 flex-1 truncate text-left">{text}</span>
      )}
      <ChevronDown aria-hidden size={15} className="text-muted shrink-0" />
    </>
  )
}

export const FACE = 'flex w-full items-center gap-1.5 whitespace-nowrap'
export const LABEL = 'text-muted text-sm'
export const BOX = 'flex min-w-24 flex-col gap-1'

interface StillProps {
  label: string
  hideLabel?: boolean
  text: string
}

/** The same box before the scripts are there: the library would send hidden fields with styles that the page policy refuses. */
export function Still({ label, hideLabel = false, text }: StillProps) {
  const id = useId()
  return (
    <>
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
        <Face text={text} />
      </button>
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

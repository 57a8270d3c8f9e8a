'use client'
import { clsx } from 'clsx'
import { Check, ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as Choice,
  SelectValue,
} from 'react-aria-components'
import { controlClass, POPUP } from './control'
import { useHydrated } from './use-hydrated'

interface Option {
  value: string
  label: string
}

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

/** Keys of the library may not be empty, values may. */
const PREFIX = '='
const keyOf = (value: string) => `${PREFIX}${value}`

/** What opens the list: the value, and a mark that there is more. */
function Face({ text }: { text?: string }) {
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

const FACE = 'flex w-full items-center gap-1.5 whitespace-nowrap'
const LABEL = 'text-muted text-sm'

/** The same box before the scripts are there: the library would send hidden fields with styles that the page policy refuses. */
function Still({ label, hideLabel, text }: { label: string; hideLabel: boolean; text: string }) {
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

/** One of several, as a list that opens. Arrows and first letters move in it, Escape closes it and gives the focus back. */
export function Select(props: SelectProps) {
  const { label, hideLabel = false, options, onChange, name, disabled = false, className } = props
  const hydrated = useHydrated()
  const [own, setOwn] = useState<string>()
  const value = props.value ?? own ?? options[0]?.value ?? ''
  const box = clsx('flex min-w-24 flex-col gap-1', className)
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
        const chosen = String(key).slice(PREFIX.length)
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
    </Choice>
  )
}

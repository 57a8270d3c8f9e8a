'use client'
import { clsx } from 'clsx'
import { useId } from 'react'

interface SegmentsProps<V extends string> {
  label: string
  hint?: string
  options: readonly { value: V; label: string }[]
  value: V
  onChange: (value: V) => void
}

/** One of a few, all of them seen at once: radio buttons side by side. Arrows move between them. */
export function Segments<V extends string>({ label, hint, options, value, onChange }: SegmentsProps<V>) {
  const name = useId()
  return (
    <fieldset className="flex flex-col gap-1" aria-describedby={hint ? `${name}-hint` : undefined}>
      <legend className="pb-1 text-sm font-medium">{label}</legend>
      {/* Each edge is drawn once, also where they stand in two rows. */}
      <div className="inline-flex w-fit max-w-full flex-wrap pt-px pl-px">
        {options.map((option) => (
          <label
            key={option.value}
            className={clsx(
              'border-edge h-control -mt-px -ml-px flex cursor-pointer items-center border px-3 text-sm first:rounded-l last:rounded-r',
              'has-focus-visible:outline-accent has-focus-visible:outline-2 has-focus-visible:-outline-offset-2',
              option.value === value
                ? 'bg-accent text-on-accent font-medium underline-offset-4 forced-colors:underline'
                : 'hover:bg-raised',
            )}
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {hint ? (
        <p id={`${name}-hint`} className="text-muted text-xs">
          {hint}
        </p>
      ) : null}
    </fieldset>
  )
}

import { clsx } from 'clsx'
import { useId, type ReactNode } from 'react'

/** What a control bears so that its label, its hint and what is wrong with it are read with it. */
export interface Described {
  id: string
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
}

interface LabelledProps {
  label: string
  hint?: string | undefined
  error?: string | null | undefined
  className?: string | undefined
  children: (described: Described) => ReactNode
}

/** A control under its label, above its hint and what is wrong with it. */
export function Labelled({ label, hint, error, className, children }: LabelledProps) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className={clsx('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-muted text-sm">
        {label}
      </label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined })}
      {hint ? (
        <p id={`${id}-hint`} className="text-muted text-xs">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="text-danger text-sm">
          {error}
        </p>
      ) : null}
    </div>
  )
}

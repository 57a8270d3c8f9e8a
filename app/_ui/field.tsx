import { clsx } from 'clsx'
import { useId, type ComponentProps } from 'react'
import { controlClass } from './control'

interface FieldProps extends ComponentProps<'input'> {
  label: string
  hint?: string
  error?: string | null
}

/** An input with its label, a hint, and what is wrong with it. */
export function Field({ label, hint, error, className, ...props }: FieldProps) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className={clsx('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-muted text-sm">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        className={controlClass()}
        {...props}
      />
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

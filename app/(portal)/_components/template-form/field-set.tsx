import type { ReactNode } from 'react'

interface FieldSetProps {
  legend: string
  hint: string
  error: string | null
  children: ReactNode
}

/** Several inputs under one name, with a hint and what is wrong. */
export function FieldSet({ legend, hint, error, children }: FieldSetProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="text-muted mb-1 text-sm">{legend}</legend>
      {children}
      {hint ? <p className="text-muted text-xs">{hint}</p> : null}
      {error ? (
        <p role="alert" className="text-danger text-sm">
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}

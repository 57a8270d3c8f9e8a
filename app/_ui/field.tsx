import type { ComponentProps } from 'react'
import { controlClass } from './control'
import { Labelled } from './labelled'

interface FieldProps extends ComponentProps<'input'> {
  label: string
  hint?: string
  error?: string | null
}

/** An input with its label, a hint, and what is wrong with it. */
export function Field({ label, hint, error, className, ...props }: FieldProps) {
  return (
    <Labelled label={label} hint={hint} error={error} className={className}>
      {(described) => <input className={controlClass()} {...described} {...props} />}
    </Labelled>
  )
}

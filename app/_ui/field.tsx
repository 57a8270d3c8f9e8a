'use client'
import type { ComponentProps } from 'react'
import { controlClass } from './control'
import { Labelled } from './labelled'
import { useFault } from './use-fault'

interface FieldProps extends ComponentProps<'input'> {
  label: string
  hint?: string
  error?: string | null
}

/** An input with its label, a hint, and what is wrong with it; what its own bounds forbid is said once its form is to be sent. */
export function Field({ label, hint, error, className, ...props }: FieldProps) {
  const { fault, checks } = useFault()
  return (
    <Labelled label={label} hint={hint} error={error ?? fault} className={className}>
      {(described) => <input className={controlClass()} {...described} {...checks} {...props} />}
    </Labelled>
  )
}

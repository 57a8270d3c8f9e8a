'use client'
import type { ComponentProps } from 'react'
import { useHydrated } from './use-hydrated'

interface FormProps extends Omit<ComponentProps<'form'>, 'method' | 'action'> {
  onSubmit: NonNullable<ComponentProps<'form'>['onSubmit']>
}

/**
 * A form that only scripts send. A browser that submits one itself, before the scripts are there, would put what was
 * typed into the address and the history: this one posts to a route that reads nothing, and Enter does nothing until then.
 */
export function Form({ children, ...props }: FormProps) {
  const hydrated = useHydrated()
  return (
    // oxlint-disable-next-line innerward/own-form -- this is the one form that the rule points to
    <form {...props} method="post" action="/api/session/unscripted">
      {/* The first submit button is the one that Enter presses; a disabled one stops it (HTML §4.10.21.2). */}
      {hydrated ? null : <button type="submit" disabled hidden aria-hidden tabIndex={-1} />}
      {children}
    </form>
  )
}

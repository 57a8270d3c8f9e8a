'use client'
import type { ComponentProps, SyntheticEvent } from 'react'
import { useHydrated } from './use-hydrated'

interface FormProps extends Omit<ComponentProps<'form'>, 'method' | 'action'> {
  onSubmit: NonNullable<ComponentProps<'form'>['onSubmit']>
}

/** What is wrong stands beside each field, in the portal's words and not in a bubble of the browser's; the first one gets the focus. */
function sayBesideFields(event: SyntheticEvent<HTMLFormElement>): void {
  event.preventDefault()
  const first = event.currentTarget.querySelector<HTMLElement>(':invalid:not(fieldset)')
  if (first === event.target) first.focus()
}

/**
 * A form that only scripts send. A browser that submits one itself, before the scripts are there, would put what was
 * typed into the address and the history: this one posts to a route that reads nothing, and Enter does nothing until then.
 */
export function Form({ children, ...props }: FormProps) {
  const hydrated = useHydrated()
  return (
    // oxlint-disable-next-line innerward/own-form -- this is the one form that the rule points to
    <form onInvalidCapture={sayBesideFields} {...props} method="post" action="/api/session/unscripted">
      {/* The first submit button is the one that Enter presses; a disabled one stops it (HTML §4.10.21.2). */}
      {hydrated ? null : <button type="submit" disabled hidden aria-hidden tabIndex={-1} />}
      {children}
    </form>
  )
}

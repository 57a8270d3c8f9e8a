'use client'
import type { TextareaHTMLAttributes } from 'react'
import { Labelled } from './labelled'
import { useFault } from './use-fault'

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string
  hint?: string | undefined
  error?: string | null
}

/** A text of several lines with its label, a hint, and what is wrong with it. */
export function TextArea({ label, hint, error, className, ...props }: TextAreaProps) {
  const { fault, checks } = useFault()
  return (
    <Labelled label={label} hint={hint} error={error ?? fault} className={className}>
      {(described) => (
        <textarea
          className="border-edge bg-panel aria-invalid:border-danger resize-y rounded border px-2 py-1.5 text-sm"
          {...described}
          {...checks}
          {...props}
        />
      )}
    </Labelled>
  )
}

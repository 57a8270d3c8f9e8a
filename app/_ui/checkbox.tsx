import { clsx } from 'clsx'
import type { InputHTMLAttributes, ReactNode } from 'react'

interface CheckboxProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'type'> {
  checked: boolean
  onChange: (checked: boolean) => void
  /** What stands beside it; without it an `aria-label` names it. */
  children?: ReactNode
}

/** A box to tick with its words, as tall as a finger or an unsteady pointer needs (WCAG 2.2, 2.5.8: 24 px). */
export function Checkbox({ checked, onChange, children, className, title, ...props }: CheckboxProps) {
  return (
    <label className={clsx('flex min-h-[24px] min-w-6 items-start gap-1 text-sm', className)} title={title}>
      <input
        type="checkbox"
        className="m-1 mt-[0.35rem] size-4 shrink-0"
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
        {...props}
      />
      {children === undefined ? null : <span className="pt-0.5">{children}</span>}
    </label>
  )
}

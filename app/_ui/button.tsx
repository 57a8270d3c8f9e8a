import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

const VARIANTS = {
  primary: 'bg-accent text-on-accent border-transparent hover:opacity-90',
  secondary: 'bg-panel text-ink border-edge hover:bg-raised',
  danger: 'bg-panel text-danger border-danger hover:bg-raised',
  quiet: 'bg-transparent text-ink border-transparent hover:bg-raised',
  row: 'row-action bg-transparent text-accent border-transparent !px-2 hover:bg-raised',
  rowDanger: 'row-action bg-transparent text-danger border-transparent !px-2 hover:bg-raised',
} as const

interface ButtonProps extends ComponentProps<'button'> {
  variant?: keyof typeof VARIANTS
}

/** How a button of this kind looks, for one that is made elsewhere. */
export const buttonClass = (variant: keyof typeof VARIANTS, className?: string): string =>
  clsx(
    'h-control inline-flex items-center justify-center gap-1.5 rounded border px-3 text-sm font-medium whitespace-nowrap disabled:opacity-50',
    VARIANTS[variant],
    className,
  )

export function Button({ variant = 'secondary', className, type = 'button', ...props }: ButtonProps) {
  return <button type={type} className={buttonClass(variant, className)} {...props} />
}

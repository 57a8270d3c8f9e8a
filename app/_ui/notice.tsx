import { clsx } from 'clsx'
import type { ReactNode } from 'react'

const TONES = {
  info: 'border-l-accent',
  warning: 'border-l-warning',
  error: 'border-l-danger',
  success: 'border-l-success',
} as const

interface NoticeProps {
  tone: keyof typeof TONES
  children: ReactNode
  className?: string
}

/** A sentence the reader must see. Errors are announced to screen readers at once. */
export function Notice({ tone, children, className }: NoticeProps) {
  return (
    <div
      role={tone === 'error' ? 'alert' : 'status'}
      className={clsx(
        'border-line bg-panel rounded border border-l-4 px-3 py-2 text-sm',
        TONES[tone],
        className,
      )}
    >
      {children}
    </div>
  )
}

import { clsx } from 'clsx'
import type { ReactNode } from 'react'

const WIDTHS = ['w-2/3', 'w-full', 'w-5/6', 'w-1/2'] as const

interface SkeletonProps {
  /** Said to screen readers in its place. */
  label: string
  lines?: number
}

/** Grey lines where text will stand, so that nothing moves when it comes. */
export function Skeleton({ label, lines = 4 }: SkeletonProps) {
  return (
    <div role="status" className="flex flex-col gap-2.5">
      <span className="sr-only">{label}</span>
      {Array.from({ length: lines }, (_, i) => (
        <span
          key={i}
          aria-hidden
          className={clsx(
            'bg-raised ring-line block h-3 rounded ring-1 motion-safe:animate-pulse',
            WIDTHS[i % WIDTHS.length],
          )}
        />
      ))}
    </div>
  )
}

export function Loading({ label }: { label: string }) {
  return (
    <div className="p-4">
      <Skeleton label={label} />
    </div>
  )
}

interface EmptyStateProps {
  title: string
  /** The title heads the page, where there is nothing else on it. */
  heads?: boolean
  /** What can be done about it, or an example. */
  children?: ReactNode
}

export function EmptyState({ title, heads = false, children }: EmptyStateProps) {
  const Title = heads ? 'h1' : 'p'
  return (
    <div className="border-line text-muted flex flex-col items-center gap-1 rounded-lg border border-dashed p-6 text-center text-sm">
      <Title className="text-ink font-medium">{title}</Title>
      {children}
    </div>
  )
}

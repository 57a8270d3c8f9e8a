import type { ReactNode } from 'react'

export function Loading({ label }: { label: string }) {
  return (
    <p role="status" className="text-muted p-4 text-sm">
      {label}
    </p>
  )
}

interface EmptyStateProps {
  title: string
  children?: ReactNode
}

export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <div className="border-line text-muted rounded border border-dashed p-6 text-center text-sm">
      <p className="text-ink font-medium">{title}</p>
      {children}
    </div>
  )
}

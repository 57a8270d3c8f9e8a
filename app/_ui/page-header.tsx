import type { ReactNode } from 'react'

interface PageHeaderProps {
  title: string
  description?: string
  /** Actions of the page. */
  children?: ReactNode
}

export function PageHeader({ title, description, children }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-3">
      <div>
        <h1 className="text-xl font-semibold">{title}</h1>
        {description ? <p className="text-muted max-w-3xl text-sm">{description}</p> : null}
      </div>
      {/* Without actions it would still take the gap of a second line. */}
      <div className="flex flex-wrap items-center gap-2 empty:hidden">{children}</div>
    </header>
  )
}

import type { ReactNode } from 'react'
import { useLangOf } from './use-lang-of'

interface PageHeaderProps {
  title: string
  description?: string
  /** Actions of the page. */
  children?: ReactNode
}

/** The title of a page, which may be the name of a document or a person, and what can be done there. */
export function PageHeader({ title, description, children }: PageHeaderProps) {
  const langOf = useLangOf()
  return (
    <header className="flex flex-wrap items-end justify-between gap-3">
      <div>
        <h1 lang={langOf(title)} className="text-xl font-semibold">
          {title}
        </h1>
        {description ? (
          <p lang={langOf(description)} className="text-muted max-w-3xl text-sm">
            {description}
          </p>
        ) : null}
      </div>
      {/* Without actions it would still take the gap of a second line. */}
      <div className="flex flex-wrap items-center gap-2 empty:hidden">{children}</div>
    </header>
  )
}

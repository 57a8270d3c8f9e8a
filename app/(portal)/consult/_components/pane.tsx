'use client'
import type { ReactNode } from 'react'
import { clsx } from 'clsx'
import { paneId, tabId, type Pane as PaneName } from './pane-tabs'

interface PaneProps {
  name: PaneName
  label: string
  /** Whether a tab chooses it: then it is that tab's panel. */
  tabbed: boolean
  hidden: boolean
  className?: string
  children: ReactNode
}

/** A column of the workspace. One that is not shown stays in the document, so that nothing typed or opened in it is lost. */
export function Pane({ name, label, tabbed, hidden, className, children }: PaneProps) {
  return (
    <section
      id={paneId(name)}
      role={tabbed ? 'tabpanel' : undefined}
      aria-label={tabbed ? undefined : label}
      aria-labelledby={tabbed ? tabId(name) : undefined}
      hidden={hidden}
      className={clsx('min-h-0 min-w-0 flex-col', hidden ? 'hidden' : 'flex', className)}
    >
      {children}
    </section>
  )
}

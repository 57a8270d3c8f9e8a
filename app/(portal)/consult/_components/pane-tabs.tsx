'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import type { KeyboardEvent } from 'react'

export type Pane = 'case' | 'answer' | 'thought'

export const tabId = (pane: Pane): string => `tab-${pane}`
export const paneId = (pane: Pane): string => `pane-${pane}`

interface PaneTabsProps {
  panes: readonly Pane[]
  shown: Pane
  onShow: (pane: Pane) => void
}

/** Which pane is shown where they do not fit beside each other. Arrow keys move among the tabs. */
export function PaneTabs({ panes, shown, onShow }: PaneTabsProps) {
  const t = useTranslations('consult.pane')
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const next = panes[(panes.indexOf(shown) + by + panes.length) % panes.length] ?? shown
    onShow(next)
    document.getElementById(tabId(next))?.focus()
  }
  return (
    <div
      role="tablist"
      aria-label={t('label')}
      onKeyDown={onKeyDown}
      className="border-line bg-panel flex shrink-0 border-b"
    >
      {panes.map((pane) => (
        <button
          key={pane}
          id={tabId(pane)}
          type="button"
          role="tab"
          aria-selected={pane === shown}
          aria-controls={paneId(pane)}
          tabIndex={pane === shown ? 0 : -1}
          onClick={() => onShow(pane)}
          className={clsx(
            'min-h-10 flex-1 px-2 text-sm',
            pane === shown
              ? 'text-accent font-semibold underline decoration-2 underline-offset-8'
              : 'text-muted hover:bg-raised',
          )}
        >
          {t(pane)}
        </button>
      ))}
    </div>
  )
}

'use client'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { AlertLines } from './alert-lines'
import { ConfirmDialog } from './confirm-dialog'
import { ConnectionLine } from './continuity/connection-line'
import { RefusedLine } from './continuity/refused-line'
import { RightsLine } from './continuity/rights-line'
import { TimeLine } from './continuity/time-line'
import { LockScreen } from './lock-screen'
import type { NavigationPage } from './navigation/nav-link'
import { hasRail, NavRail } from './navigation/nav-places'
import { NoticeLine } from './notice-line'
import { PresentingSwitch } from './presenting'
import { StatusLine } from './status-line'
import { TopBar } from './top-bar'
import { Tour } from './tour'
import { useLock } from './use-lock'

interface ShellProps {
  pages: readonly NavigationPage[]
  displayName: string
  sessionId: string
  initiallyLocked: boolean
  /** Whether the person asks questions; the first-use tour speaks of that or of the rest. */
  asks: boolean
  children: ReactNode
}

/**
 * Top bar, page and status line; the page scrolls between the two, except in a window too low for that. While locked, the
 * page is not in the document at all.
 */
export function Shell({ pages, displayName, sessionId, initiallyLocked, asks, children }: ShellProps) {
  const t = useTranslations('controls')
  const [presenting, setPresenting] = useState(false)
  const { locked, lock, unlocked, lockAt, endsAt } = useLock({ sessionId, initiallyLocked, presenting })
  if (locked) return <LockScreen displayName={displayName} onUnlocked={unlocked} />
  return (
    <div className="pinned:h-dvh flex min-h-dvh flex-col print:block">
      <a href="#main" className="skip-link bg-panel text-accent">
        {t('skip')}
      </a>
      <AlertLines />
      <TimeLine lockAt={lockAt} endsAt={endsAt} />
      <ConnectionLine />
      <TopBar pages={pages} displayName={displayName} onLock={lock} />
      <NoticeLine />
      <RightsLine />
      <RefusedLine />
      <Tour asks={asks} home={pages[0]?.href} />
      <div className="flex min-h-0 flex-1 print:block">
        {hasRail(pages) ? <NavRail pages={pages} /> : null}
        <main
          id="main"
          tabIndex={-1}
          className="pinned:overflow-y-auto relative flex min-w-0 flex-1 flex-col outline-none print:block print:overflow-visible"
        >
          <PresentingSwitch value={setPresenting}>{children}</PresentingSwitch>
        </main>
      </div>
      <StatusLine />
      <ConfirmDialog displayName={displayName} />
    </div>
  )
}

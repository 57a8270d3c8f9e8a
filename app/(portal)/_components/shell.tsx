'use client'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { AlertLines } from './alert-lines'
import { ConfirmDialog } from './confirm-dialog'
import { LockScreen } from './lock-screen'
import { NoticeLine } from './notice-line'
import { PresentingSwitch } from './presenting'
import { StatusLine } from './status-line'
import { Tour } from './tour'
import { TopBar, type NavigationPage } from './top-bar'
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

/** Top bar, page and status line. While locked, the page is not in the document at all. */
export function Shell({ pages, displayName, sessionId, initiallyLocked, asks, children }: ShellProps) {
  const t = useTranslations('controls')
  const [presenting, setPresenting] = useState(false)
  const { locked, lock, unlocked } = useLock({ sessionId, initiallyLocked, presenting })
  if (locked) return <LockScreen displayName={displayName} onUnlocked={unlocked} />
  return (
    <div className="flex min-h-screen flex-col">
      <a href="#main" className="skip-link bg-panel text-accent">
        {t('skip')}
      </a>
      <AlertLines />
      <TopBar pages={pages} displayName={displayName} onLock={lock} />
      <NoticeLine />
      <Tour asks={asks} />
      <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        <PresentingSwitch value={setPresenting}>{children}</PresentingSwitch>
      </main>
      <StatusLine />
      <ConfirmDialog displayName={displayName} />
    </div>
  )
}

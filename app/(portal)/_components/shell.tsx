'use client'
import { useState, type ReactNode } from 'react'
import { AlertLines } from './alert-lines'
import { ConfirmDialog } from './confirm-dialog'
import { LockScreen } from './lock-screen'
import { NoticeLine } from './notice-line'
import { PresentingSwitch } from './presenting'
import { StatusLine } from './status-line'
import { TopBar, type NavigationPage } from './top-bar'
import { useLock } from './use-lock'

interface ShellProps {
  pages: readonly NavigationPage[]
  displayName: string
  initiallyLocked: boolean
  children: ReactNode
}

/** Top bar, page and status line. While locked, the page is not in the document at all. */
export function Shell({ pages, displayName, initiallyLocked, children }: ShellProps) {
  const [presenting, setPresenting] = useState(false)
  const { locked, lock, unlocked } = useLock(initiallyLocked, presenting)
  if (locked) return <LockScreen displayName={displayName} onUnlocked={unlocked} />
  return (
    <div className="flex min-h-screen flex-col">
      <AlertLines />
      <TopBar pages={pages} displayName={displayName} onLock={lock} />
      <NoticeLine />
      <main className="flex min-h-0 flex-1 flex-col">
        <PresentingSwitch value={setPresenting}>{children}</PresentingSwitch>
      </main>
      <StatusLine />
      <ConfirmDialog displayName={displayName} />
    </div>
  )
}

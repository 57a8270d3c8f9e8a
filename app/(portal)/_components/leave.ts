'use client'
import { endAllSessions, secureSession, signOut } from '@/lib/auth/client'
import { settle } from './continuity/before-leaving'

let leaving = false

/** Whether the page is being left by its own choice: then an answer that the session has ended is no news. */
export const isLeaving = (): boolean => leaving

/** Signs out here, or on every device, and goes to the sign-in page. A full load leaves nothing of the page behind. */
export async function leave({ everywhere = false } = {}): Promise<void> {
  leaving = true
  if (everywhere) await endAllSessions().catch(() => undefined)
  await signOut().catch(() => undefined)
  window.location.assign('/login')
}

/**
 * Makes room for another person: cases and drafts wait for this one's next sign-in, and the sign-in page is shown. Where the server
 * does not hear of it, nothing is ended and false is returned.
 */
export async function secureAndLeave(): Promise<boolean> {
  await settle()
  leaving = true
  try {
    await secureSession()
  } catch {
    leaving = false
    return false
  }
  await signOut().catch(() => undefined)
  window.location.assign('/login')
  return true
}

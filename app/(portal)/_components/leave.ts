'use client'
import { endAllSessions, signOut } from '@/lib/auth/client'

/** Signs out here, or on every device, and goes to the sign-in page. A full load leaves nothing of the page behind. */
export async function leave({ everywhere = false } = {}): Promise<void> {
  if (everywhere) await endAllSessions().catch(() => undefined)
  await signOut().catch(() => undefined)
  window.location.assign('/login')
}

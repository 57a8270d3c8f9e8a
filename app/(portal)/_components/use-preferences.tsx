'use client'
import { useRouter } from 'next/navigation'
import { createContext, useContext, useEffect, type ReactNode } from 'react'
import { changePreferences } from '@/lib/preferences/client'
import type { Preferences, PreferencesChange } from '@/lib/preferences/contract'
import { DEFAULT_PREFERENCES } from '@/lib/preferences/pure/defaults'

const PreferencesContext = createContext<Preferences>(DEFAULT_PREFERENCES)

/** Tells the person's other windows in this browser that something was set. What it is, each asks the server for. */
const CHANNEL = 'innerward-preferences'

/** Hands down what the person has set, as the server read it with the page, and asks anew when it was changed in another window. */
export function PreferencesProvider({ value, children }: { value: Preferences; children: ReactNode }) {
  const router = useRouter()
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = () => router.refresh()
    return () => channel.close()
  }, [router])
  return <PreferencesContext value={value}>{children}</PreferencesContext>
}

/** What the person has set for their screen. */
export const usePreferences = (): Preferences => useContext(PreferencesContext)

/** Keeps a change with the person, and asks the server for the page as it then looks. Throws RequestError. */
export function useChangePreferences(): (change: PreferencesChange) => Promise<void> {
  const router = useRouter()
  return async (change) => {
    await changePreferences(change)
    const channel = new BroadcastChannel(CHANNEL)
    channel.postMessage('changed')
    channel.close()
    router.refresh()
  }
}

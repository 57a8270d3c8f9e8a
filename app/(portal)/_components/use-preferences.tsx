'use client'
import { useRouter } from 'next/navigation'
import { createContext, useContext, type ReactNode } from 'react'
import { changePreferences } from '@/lib/preferences/client'
import { DEFAULT_PREFERENCES, type Preferences, type PreferencesChange } from '@/lib/preferences/contract'

const PreferencesContext = createContext(DEFAULT_PREFERENCES)

/** Hands down what the person has set, as the server read it with the page. */
export function PreferencesProvider({ value, children }: { value: Preferences; children: ReactNode }) {
  return <PreferencesContext value={value}>{children}</PreferencesContext>
}

/** What the person has set for their screen. */
export const usePreferences = (): Preferences => useContext(PreferencesContext)

/** Keeps a change with the person, and asks the server for the page as it then looks. Throws RequestError. */
export function useChangePreferences(): (change: PreferencesChange) => Promise<void> {
  const router = useRouter()
  return async (change) => {
    await changePreferences(change)
    router.refresh()
  }
}

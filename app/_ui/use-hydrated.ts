import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False on the server and until the page's scripts work, then true. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

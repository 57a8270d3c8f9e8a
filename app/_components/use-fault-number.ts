import { useEffect, useState } from 'react'

/** What an error boundary of Next is given. */
export interface Fault {
  /** The digest is there when the page failed on the server, whose log has the same number. */
  error: Error & { digest?: string }
  /** Asks the server for the page again. */
  retry: () => void
}

/** Under which number the log has the fault; null until it is there. A fault of the browser is told to the server first. */
export function useFaultNumber({ name, digest }: Fault['error']): string | null {
  const [told, setTold] = useState<string | null>(null)
  useEffect(() => {
    if (digest !== undefined) return
    // A session that has ended cannot tell; then there is no number. What tells it is loaded when there is something to tell.
    import('@/lib/auth/client')
      .then(({ reportPageFault }) => reportPageFault(name))
      .then(setTold, () => undefined)
  }, [name, digest])
  return digest ?? told
}

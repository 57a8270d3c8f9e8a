'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { reportPageFault } from '@/lib/auth/client'

/** What an error boundary of Next is given. */
export interface Fault {
  /** The digest is there when the page failed on the server, whose log has the same number. */
  error: Error & { digest?: string }
  /** Asks the server for the page again. */
  retry: () => void
}

/** Under which number the log has the fault; null until it is there. A fault of the browser is told to the server first. */
function useFaultNumber({ name, digest }: Fault['error']): string | null {
  const [told, setTold] = useState<string | null>(null)
  useEffect(() => {
    if (digest !== undefined) return
    // A session that has ended cannot tell; then there is no number.
    reportPageFault(name).then(setTold, () => undefined)
  }, [name, digest])
  return digest ?? told
}

/** A page that failed: what to do, the number of the fault, and a way to try again. Nothing of the fault itself. */
export function PageFault({ error, retry }: Fault) {
  const t = useTranslations('fault')
  const queries = useQueryClient()
  const number = useFaultNumber(error)
  const again = () => {
    // What the failed page had read may be what it failed on; nobody looks at it now.
    queries.removeQueries({ type: 'inactive' })
    retry()
  }
  return (
    <div className="mx-auto flex w-full max-w-xl flex-col gap-3 p-8">
      {/* The failed page took its own with it. */}
      <title>{t('title')}</title>
      <Notice tone="error">
        <h1 className="font-semibold">{t('title')}</h1>
        <p>{t('text')}</p>
        {number === null ? null : <p className="text-muted">{t('number', { number })}</p>}
      </Notice>
      <Button className="self-start" onClick={again}>
        {t('retry')}
      </Button>
    </div>
  )
}

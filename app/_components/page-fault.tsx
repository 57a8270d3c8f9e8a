'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { useFaultNumber, type Fault } from './use-fault-number'

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
